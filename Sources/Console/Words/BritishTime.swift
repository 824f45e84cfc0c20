import Vocabulary

/// Instants and days as people in England read them.
enum BritishTime {
    /// `28 November 2026, 9:30am`, London time.
    static func text(_ instant: Instant) -> String {
        let (date, millisecond) = LondonTime.local(instant)
        return "\(text(date)), \(clock(millisecond))"
    }

    /// `28 November 2026`.
    static func text(_ date: CivilDate) -> String {
        let parts = date.parts
        return "\(parts.day) \(date.monthName) \(parts.year)"
    }

    /// `28 Nov`, where a drawing has no room for more.
    static func short(_ date: CivilDate) -> String {
        "\(date.parts.day) \(date.monthName.prefix(3))"
    }

    static func day(_ instant: Instant) -> String { text(LondonTime.date(of: instant)) }

    private static func clock(_ millisecond: Int64) -> String {
        let minutes = Int(millisecond / 60_000)
        switch minutes {
        case 0: return "midnight"
        case 12 * 60: return "midday"
        default:
            let (hour, minute) = (minutes / 60, minutes % 60)
            let twelve = hour % 12 == 0 ? 12 : hour % 12
            let past = minute == 0 ? "" : ":" + (minute < 10 ? "0" : "") + String(minute)
            return "\(twelve)\(past)\(hour < 12 ? "am" : "pm")"
        }
    }

    /// `3 hours 20 minutes`, `2 days 4 hours`: at most two units, rounded down.
    static func length(_ milliseconds: Int64) -> String {
        let minutes = abs(milliseconds) / 60_000
        let units: [(Int64, String)] = [
            (minutes / 1_440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute"),
        ]
        guard let first = units.firstIndex(where: { $0.0 > 0 }) else { return "less than a minute" }
        return units[first...].prefix(2).filter { $0.0 > 0 }.map { number, unit in
            "\(number) \(unit)\(number == 1 ? "" : "s")"
        }.joined(separator: " ")
    }

    /// `3 hours left`, or `2 days late`.
    static func left(until due: Instant, at now: Instant) -> String {
        let rest = due.milliseconds - now.milliseconds
        return rest >= 0 ? length(rest) + " left" : length(rest) + " late"
    }

    /// How old somebody is, in the unit that people would use.
    static func age(of born: CivilDate, on date: CivilDate) -> String? {
        guard born <= date else { return nil }
        let days = date.daysSinceEpoch - born.daysSinceEpoch
        if days < 28 { return "\(days) day\(days == 1 ? "" : "s")" }
        if days < 7 * 13 { return "\(days / 7) weeks" }
        var months = 0
        while born.advanced(byMonths: months + 1) <= date { months += 1 }
        if months < 24 { return "\(months) months" }
        return "\(months / 12) years"
    }
}
