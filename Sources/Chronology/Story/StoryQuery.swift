public import Vocabulary

/// Which entries to tell, and as seen by whom and when.
public struct StoryQuery: Sendable, Equatable {
    /// What all rows have in common.
    public enum Subject: Hashable, Sendable {
        /// A case.
        case caseFile(CaseID)
        /// A person, by our handle.
        case person(PersonID)
        /// A member of staff who was told.
        case recipient(StaffID)
        /// One entry.
        case entry(LedgerSequence)
        /// A topic as published.
        case topic(String)
    }

    /// What all rows have in common.
    public var subject: Subject
    /// Only what this agency said or was told.
    public var agency: AgencyID?
    /// Only what was accepted by then, and who had been told, had opened and had answered by then.
    public var knownOn: Instant?
    /// Only what was accepted then or later.
    public var since: Instant?
    /// Only what happened then or later.
    public var from: Instant?
    /// Only what happened before.
    public var to: Instant?
    /// Whether the newest row is the first.
    public var newestFirst = false
    /// Only rows after this position.
    public var after: StoryPosition?
    /// At most so many rows, 1 to ``longest``.
    public var limit: Int

    /// The most rows of one page (`wire.md`, FETCH).
    public static let longest = 500

    /// Creates a query; the limit is brought into its range.
    public init(
        _ subject: Subject,
        agency: AgencyID? = nil,
        knownOn: Instant? = nil,
        since: Instant? = nil,
        after: StoryPosition? = nil,
        limit: Int = StoryQuery.longest
    ) {
        self.subject = subject
        self.agency = agency
        self.knownOn = knownOn
        self.since = since
        self.after = after
        self.limit = min(max(limit, 1), Self.longest)
    }
}
