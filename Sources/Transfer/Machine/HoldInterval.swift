public import Vocabulary

/// A time in which one authority held responsibility for a lineage, alone or not.
public struct HoldInterval: Hashable, Sendable {
    /// The authority.
    public let authority: AuthorityCode
    /// From when, on its own clock.
    public let from: Instant
    /// Until when, or `nil` while it lasts.
    public internal(set) var until: Instant?

    /// Creates an interval.
    public init(authority: AuthorityCode, from: Instant, until: Instant? = nil) {
        self.authority = authority
        self.from = from
        self.until = until
    }
}

extension HoldInterval {
    /// Milliseconds between the first interval's start and the last one's end in which nobody held.
    ///
    /// Give it the intervals of all authorities of a lineage; one that lasts has no end, so nothing after it is a gap.
    public static func gapMilliseconds(in intervals: [HoldInterval]) -> Int64 {
        var gap: Int64 = 0
        var covered: Instant?
        for interval in intervals.sorted(by: { $0.from < $1.from }) {
            if let covered, interval.from > covered { gap += interval.from.milliseconds(since: covered) }
            guard let until = interval.until else { return gap }
            covered = max(covered ?? until, until)
        }
        return gap
    }
}
