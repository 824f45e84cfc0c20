public import Vocabulary

/// Days of every year on which risk is heightened for everybody; it may run over New Year.
public struct YearlyWindow: Hashable, Sendable {
    /// A day of any year.
    public struct Day: Hashable, Comparable, Sendable {
        /// 1 to 12.
        public let month: Int
        /// 1 to 31.
        public let day: Int

        /// Reads `MM-DD`, or is `nil` if no year has such a day.
        public init?(_ text: String) {
            guard let date = CivilDate(iso8601: "2000-" + text) else { return nil }
            self.init(date)
        }

        init(_ date: CivilDate) { (_, month, day) = date.parts }

        /// Orders days along a year.
        public static func < (lhs: Day, rhs: Day) -> Bool { (lhs.month, lhs.day) < (rhs.month, rhs.day) }
    }

    /// Its name.
    public let name: String
    /// The first day.
    public let first: Day
    /// The last day, of the next year if it is before the first.
    public let last: Day

    /// Creates a window.
    public init(name: String, from first: Day, through last: Day) {
        self.name = name
        self.first = first
        self.last = last
    }

    /// The window that holds that day, or `nil`; 29 February of a common year is 28 February.
    public func window(on day: CivilDate) -> RiskWindow? {
        let year = day.parts.year
        for begins in [year - 1, year] {
            let ends = last < first ? begins + 1 : begins
            guard let from = date(first, begins), let through = date(last, ends) else { continue }
            let window = RiskWindow(name: name, from: from, through: through)
            if window.contains(day) { return window }
        }
        return nil
    }

    private func date(_ day: Day, _ year: Int) -> CivilDate? {
        CivilDate(year: year, month: day.month, day: day.day)
            ?? CivilDate(year: year, month: day.month, day: day.day - 1)
    }
}
