public import Vocabulary

/// A read of the broker.
public struct Question: Sendable, Equatable {
    /// What is read.
    public enum Subject: Sendable, Equatable {
        /// What waits for the person who asks, or also what they answered.
        case inbox(all: Bool)
        /// The open cases on which the person who asks works, or stands in for somebody who does.
        case caseload
        /// A case's status and people, and what runs on it.
        case caseFile(CaseID)
        /// A case's merged story.
        case story(CaseID, Stretch)
        /// A meeting's data pack.
        case pack(CaseID, LedgerSequence?)
        /// What nobody has taken.
        case duty
        /// How transfers stand, or how one does.
        case transfers(TransferID?)
        /// What both sides said of a transfer, whole.
        case transferWords(TransferID)
        /// Why an entry went to whom.
        case explanation(LedgerSequence)
        /// When an entry happened, came, was opened and acted on.
        case instants(LedgerSequence)
        /// How late agencies' concerns come.
        case lateness(from: Instant, to: Instant)
        /// A receipt of something this agency's console said.
        case receipt(MessageID)
        /// The newest checkpoint.
        case checkpoint
        /// That the ledger of one size is the beginning of that of another.
        case proof(from: Int64, to: Int64)
        /// Whether everything receipted is accounted for.
        case status
    }

    /// Which part of a story, and from which end.
    public struct Stretch: Sendable, Equatable {
        /// Only what this agency said or was told.
        public var agency: AgencyID?
        /// Only what was known then.
        public var knownOn: Instant?
        /// Only what happened then or later.
        public var from: Instant?
        /// Only what happened before.
        public var to: Instant?
        /// Whether the newest row is the first.
        public var newestFirst: Bool

        /// Creates a stretch; all of the story if nothing is said.
        public init(
            agency: AgencyID? = nil,
            knownOn: Instant? = nil,
            from: Instant? = nil,
            to: Instant? = nil,
            newestFirst: Bool = true
        ) {
            self.agency = agency
            self.knownOn = knownOn
            self.from = from
            self.to = to
            self.newestFirst = newestFirst
        }
    }

    /// What is read.
    public var subject: Subject
    /// Rows wanted at most, 1 to 500.
    public var limit: Int
    /// Where the page before ended.
    public var after: String?

    /// Creates a read.
    public init(_ subject: Subject, limit: Int = 500, after: String? = nil) {
        self.subject = subject
        self.limit = limit
        self.after = after
    }
}
