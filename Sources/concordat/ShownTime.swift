import Vocabulary

/// Instants as people in England read them.
enum ShownTime {
    /// `Mon 14 Oct 2026, 09:30`, London time.
    static func text(_ instant: Instant) -> String {
        let (date, millisecond) = LondonTime.local(instant)
        let minutes = Int(millisecond / 60_000)
        return "\(text(date)), \(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    /// `Mon 14 Oct 2026`.
    static func text(_ date: CivilDate) -> String {
        let parts = date.parts
        return "\(days[date.weekday - 1]) \(parts.day) \(months[parts.month - 1]) \(parts.year)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
