import Escalation

extension Limit {
    /// A time as people write it: `30 minutes`, `4 working hours`, `5 working days`, at most 10000 of each.
    ///
    /// Days by the clock are no limit for somebody to answer, so they are counted only where the reader says so.
    init?(_ text: String, countingDays: Bool = false) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) else { return nil }
        switch words[1] {
        case "minute", "minutes": self = .clockMinutes(count)
        case "hour", "hours": self = .clockMinutes(count * 60)
        case "day" where countingDays, "days" where countingDays: self = .clockMinutes(count * 1_440)
        case "working minute", "working minutes": self = .workingMinutes(count)
        case "working hour", "working hours": self = .workingMinutes(count * 60)
        case "working day", "working days": self = .workingDays(count)
        default: return nil
        }
    }
}
