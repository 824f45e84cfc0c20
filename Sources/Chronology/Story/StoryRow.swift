public import JSON
public import Vocabulary

/// One entry of a chronology: what was said, by whom, and who was told of it when.
public struct StoryRow: Sendable, Equatable {
    /// Somebody who was told.
    public struct Told: Sendable, Equatable {
        /// For which case, or `nil` at the front door; decides who may know of it, and is not itself shown.
        public var caseID: CaseID?
        /// The agency.
        public var agency: AgencyID
        /// Who in it, if the register knew somebody.
        public var person: StaffID?
        /// In which role.
        public var role: Role?
        /// By which rule.
        public var why: String
        /// When it was decided.
        public var at: Instant
        /// Until when somebody had to answer.
        public var due: Instant?
        /// When a system of the agency held it.
        public var delivered: Instant?
        /// When a person of the agency opened it.
        public var opened: Instant?
        /// When this person, or somebody of the agency if nobody is named, answered.
        public var acknowledged: Instant?
        /// What was decided.
        public var decision: String?

        /// Creates a record of somebody told.
        public init(
            caseID: CaseID? = nil,
            agency: AgencyID,
            person: StaffID? = nil,
            role: Role? = nil,
            why: String,
            at: Instant,
            due: Instant? = nil,
            delivered: Instant? = nil,
            opened: Instant? = nil,
            acknowledged: Instant? = nil,
            decision: String? = nil
        ) {
            self.caseID = caseID
            self.agency = agency
            self.person = person
            self.role = role
            self.why = why
            self.at = at
            self.due = due
            self.delivered = delivered
            self.opened = opened
            self.acknowledged = acknowledged
            self.decision = decision
        }
    }

    /// A step of a transfer that the entry says.
    public struct Milestone: Sendable, Equatable {
        /// The transfer.
        public var transfer: TransferID
        /// The step.
        public var name: String

        /// Creates a step.
        public init(transfer: TransferID, name: String) {
            self.transfer = transfer
            self.name = name
        }
    }

    /// Another entry that takes this one back or corrects it, or that this one corrects.
    public struct Sharing: Sendable, Equatable {
        /// The id that its publisher chose.
        public var id: MessageID
        /// Its place in the ledger, or `nil` if the same agency never said it here.
        public var sequence: LedgerSequence?
        /// When it was accepted, or for what this one corrects when this one was.
        public var at: Instant
        /// Who published it; of a recall only.
        public var publisher: UserID?
        /// Why, as a code; of a recall only.
        public var reason: String?

        /// Creates a reference.
        public init(
            id: MessageID,
            sequence: LedgerSequence?,
            at instant: Instant,
            publisher: UserID? = nil,
            reason: String? = nil
        ) {
            self.id = id
            self.sequence = sequence
            at = instant
            self.publisher = publisher
            self.reason = reason
        }
    }

    /// The entry.
    public var entry: IndexedEntry
    /// How it was taken back, which keeps its content from everybody, also from who asks what was known before.
    public var recalled: Sharing?
    /// What corrects it.
    public var superseded: [Sharing] = []
    /// What it corrects.
    public var supersedes: Sharing?
    /// What the reader may see of its content; `null` before it was read, or if nothing may be seen.
    public var data: JSONValue
    /// Who was told, in the order decided.
    public var told: [Told]
    /// Steps of transfers.
    public var milestones: [Milestone]

    /// Creates a row.
    public init(
        entry: IndexedEntry,
        data: JSONValue = .null,
        told: [Told] = [],
        milestones: [Milestone] = []
    ) {
        self.entry = entry
        self.data = data
        self.told = told
        self.milestones = milestones
    }
}
