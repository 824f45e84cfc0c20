public import Vocabulary

/// How long somebody has to answer.
public enum Limit: Hashable, Sendable {
    /// Minutes by the clock, day and night.
    case clockMinutes(Int)
    /// Minutes while the office is open.
    case workingMinutes(Int)
    /// Closing time of the nth working day after the day it was asked.
    case workingDays(Int)

    /// The shortest limit that halving gives, in minutes (`domain.md` 3.7).
    public static let shortestHalfMinutes = 30

    /// When the limit ends for what was asked at `instant`.
    public func end(after instant: Instant, on calendar: WorkingCalendar) -> Instant {
        switch self {
        case .clockMinutes(let minutes): instant.advanced(byMilliseconds: Int64(minutes) * 60_000)
        case .workingMinutes(let minutes): calendar.due(workingMinutes: minutes, after: instant)
        case .workingDays(let days): calendar.due(workingDays: days, after: instant)
        }
    }

    /// What each further rung gets: half, in the same kind of time, and never under 30 minutes.
    ///
    /// Half of a number of working days is counted in open hours, so that half of "by tomorrow 17:00" is four of them.
    public func half(on calendar: WorkingCalendar) -> Limit {
        switch self {
        case .clockMinutes(let minutes): .clockMinutes(max(Self.shortestHalfMinutes, minutes / 2))
        case .workingMinutes(let minutes): .workingMinutes(max(Self.shortestHalfMinutes, minutes / 2))
        case .workingDays(let days):
            .workingMinutes(max(Self.shortestHalfMinutes, days * calendar.minutesPerDay / 2))
        }
    }
}
