public import Topics
public import Vocabulary

/// What a client says: a verb, and a tag that the answer repeats.
public struct ClientMessage: Equatable, Sendable {
    /// 0 to 32 opaque bytes.
    public var request: [UInt8]
    /// What is asked.
    public var verb: Verb

    /// Creates a message.
    public init(request: [UInt8], verb: Verb) {
        self.request = request
        self.verb = verb
    }

    /// The verbs of a client, with the members of their heads.
    public enum Verb: Equatable, Sendable {
        /// Opens the session of this connection.
        case hello(agent: String)
        /// Hands a concern over.
        case publish(Publish)
        /// Creates a durable subscription, or takes delivery of one.
        case subscribe(Subscribe)
        /// The recipient's system holds these numbers.
        case ack(sub: SubscriptionName, numbers: [Int64])
        /// The recipient's system cannot process this number.
        case nack(sub: SubscriptionName, number: Int64, why: String, afterMilliseconds: Int64)
        /// Stops delivery and keeps the subscription.
        case detach(sub: SubscriptionName)
        /// Reads.
        case fetch(Fetch)
        /// I am here.
        case ping
        /// The polite end.
        case bye

        /// The name on the wire.
        public var name: String {
            switch self {
            case .hello: "HELLO"
            case .publish: "PUBLISH"
            case .subscribe: "SUBSCRIBE"
            case .ack: "ACK"
            case .nack: "NACK"
            case .detach: "DETACH"
            case .fetch: "FETCH"
            case .ping: "PING"
            case .bye: "BYE"
            }
        }
    }

    /// The members of PUBLISH.
    public struct Publish: Equatable, Sendable {
        /// Chosen and stored by the client before the first send.
        public var id: MessageID
        /// Where it belongs.
        public var topic: Topic
        /// SHA-256 of the body.
        public var sha256: Digest
        /// One CloudEvent.
        public var body: [UInt8]

        /// Creates the members of PUBLISH.
        public init(id: MessageID, topic: Topic, sha256: Digest, body: [UInt8]) {
            self.id = id
            self.topic = topic
            self.sha256 = sha256
            self.body = body
        }
    }

    /// The members of SUBSCRIBE.
    public struct Subscribe: Equatable, Sendable {
        /// Where a new subscription begins.
        public enum Start: Equatable, Sendable {
            /// With the next entry.
            case now
            /// With the first.
            case start
            /// With that one.
            case sequence(LedgerSequence)
        }

        /// Unique for the user.
        public var sub: SubscriptionName
        /// What is wanted, 1 to 64 patterns.
        public var topics: [TopicPattern]
        /// Unacknowledged deliveries at once; 0 pauses.
        public var window: Int
        /// Counts only when the subscription is created.
        public var from: Start

        /// Creates the members of SUBSCRIBE.
        public init(sub: SubscriptionName, topics: [TopicPattern], window: Int, from: Start) {
            self.sub = sub
            self.topics = topics
            self.window = window
            self.from = from
        }
    }

    /// The members of FETCH; which of them count depends on `what`.
    public struct Fetch: Equatable, Sendable {
        /// What can be read.
        public enum What: String, CaseIterable, Sendable {
            /// What waits for a person.
            case inbox
            /// The open cases on which a person works or stands in, what is due first on them first.
            case caseload
            /// A case's status and people.
            case `case`
            /// A child's merged story.
            case chronology
            /// What a meeting is given of the ledger: a case's facts since the meeting before.
            case pack
            /// What nobody has taken.
            case duty
            /// Transfers of responsibility.
            case transfer
            /// Why an entry went to whom.
            case explain
            /// When an entry happened, was recorded, came, was opened and acted on.
            case instants
            /// How late each agency's concerns come.
            case lateness
            /// A receipt again.
            case receipt
            /// A consistency proof.
            case proof
            /// The newest checkpoint.
            case checkpoint
            /// Whether everything receipted is accounted for.
            case status
        }

        /// What is read.
        public var what: What
        /// Whose inbox or caseload, or who reads.
        public var person: StaffID?
        /// Whether answered rows are wanted too.
        public var all: Bool
        /// Which case.
        public var caseID: CaseID?
        /// Only what this agency said.
        public var agency: AgencyID?
        /// Only what was known then.
        public var knownOn: Instant?
        /// Which transfer.
        public var transfer: TransferID?
        /// Which entry.
        public var sequence: LedgerSequence?
        /// Whose receipt.
        public var id: MessageID?
        /// Tree size a proof starts from, or the instant from which lateness is counted or a story told.
        public var from: Int64?
        /// Tree size a proof ends at, or the instant before which lateness is counted or a story told.
        public var to: Int64?
        /// Whether a story is told from its end.
        public var newestFirst: Bool
        /// Rows wanted, 1 to 500.
        public var limit: Int
        /// The `next` of the page before.
        public var after: String?

        /// Creates a read of everything of its kind.
        public init(_ what: What, limit: Int = WireLimit.pageRows) {
            self.what = what
            all = false
            newestFirst = false
            self.limit = limit
        }
    }
}
