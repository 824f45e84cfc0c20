public import Vocabulary

/// How long a clock runs (`domain.md` section 3, "Counting rules").
///
/// Whatever is counted in days ends when the office closes on its last day.
public enum ClockLimit: Hashable, Sendable {
    /// The day it began.
    case sameDay
    /// The nth working day strictly after the day it began.
    case workingDays(Int)
    /// So many calendar days after the day it began, not moved for weekends.
    case days(Int)
    /// The same day of a later month; moved back if nobody is in on that day.
    case months(Int)
    /// Hours by the clock, day and night.
    case hours(Int)
    /// When the office next opens on another day.
    case nextOpening
    /// The last working day before so many weeks of pregnancy are over; the word says how far it is (`gestation:<weeks>`).
    case pregnancyWeek(Int)
    /// The day that the word says under that name (`reply-by:<day>`).
    case day(String)

    /// Whether people read it as a time of day rather than as a day.
    public var isTimed: Bool {
        switch self {
        case .hours, .nextOpening: true
        case .sameDay, .workingDays, .days, .months, .pregnancyWeek, .day: false
        }
    }

    /// When it ends if it began on `date`, heard of at `instant`; `nil` if that cannot be counted.
    ///
    /// `said` gives what the word that began it says under a name.
    public func due(
        from date: CivilDate,
        at instant: Instant,
        on calendar: WorkingCalendar,
        said: (String) -> String? = { _ in nil }
    ) -> Instant? {
        switch self {
        case .sameDay: Self.end(of: date, after: instant, on: calendar)
        case .workingDays(let count): calendar.close(of: calendar.workingDay(count, after: date))
        case .days(let count): calendar.close(of: date.advanced(byDays: count))
        case .months(let count): calendar.close(of: calendar.latestWorkingDay(months: count, after: date))
        case .hours(let count): instant.advanced(byMilliseconds: Int64(count) * 3_600_000)
        case .nextOpening:
            LondonTime.instant(
                on: calendar.workingDay(1, after: date),
                minuteOfDay: calendar.openingMinute
            )
        case .pregnancyWeek(let week):
            said("gestation").flatMap { Int($0) }.flatMap { weeks in
                let last = calendar.latestWorkingDay(onOrBefore: date.advanced(byDays: (week - weeks) * 7))
                return Self.end(of: max(date, last), after: instant, on: calendar)
            }
        case .day(let name):
            said(name).flatMap { CivilDate(iso8601: $0) }.map { day in
                Self.end(of: max(date, day), after: instant, on: calendar)
            }
        }
    }

    /// What is heard of after closing time cannot be done by then, so the day itself ends it.
    private static func end(of date: CivilDate, after instant: Instant, on calendar: WorkingCalendar)
        -> Instant
    {
        let close = calendar.close(of: date)
        return close > instant ? close : max(close, LondonTime.instant(on: date, minuteOfDay: 1439))
    }

    /// So long before `due`, as a warning; `nil` for what is not counted backwards.
    public func before(_ due: Instant, on calendar: WorkingCalendar) -> Instant? {
        let date = LondonTime.date(of: due)
        switch self {
        case .workingDays(let count):
            var day = date
            for _ in 0..<count { day = calendar.latestWorkingDay(onOrBefore: day.advanced(byDays: -1)) }
            return calendar.close(of: day)
        case .days(let count): return calendar.close(of: date.advanced(byDays: -count))
        case .hours(let count): return due.advanced(byMilliseconds: -Int64(count) * 3_600_000)
        case .sameDay: return LondonTime.instant(on: date, minuteOfDay: calendar.openingMinute)
        case .months, .nextOpening, .pregnancyWeek, .day: return nil
        }
    }
}
