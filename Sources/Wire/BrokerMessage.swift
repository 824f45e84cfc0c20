public import Topics
public import Vocabulary

/// What a broker says: a verb, and the tag of the request it answers (empty when nothing was asked).
public struct BrokerMessage: Equatable, Sendable {
    /// The tag of the request.
    public var request: [UInt8]
    /// What is said.
    public var verb: Verb

    /// Creates a message.
    public init(request: [UInt8], verb: Verb) {
        self.request = request
        self.verb = verb
    }

    /// The verbs of a broker, with the members of their heads.
    public enum Verb: Equatable, Sendable {
        /// The session is open.
        case welcome(Welcome)
        /// The concern is durable; the body is a ``ReceiptBody`` as JSON.
        case receipt(id: MessageID, sequence: LedgerSequence, again: Bool, body: [UInt8])
        /// Delivery goes on from the lowest number not acknowledged.
        case subscribed(sub: SubscriptionName, position: Position, window: Int)
        /// One numbered delivery.
        case deliver(Deliver)
        /// The acknowledgement is durable.
        case acked(sub: SubscriptionName, numbers: [Int64], position: Position)
        /// The refusal is noted.
        case nacked(sub: SubscriptionName, number: Int64)
        /// Delivery stopped.
        case detached(sub: SubscriptionName)
        /// Rows, one JSON object a line.
        case page(what: ClientMessage.Fetch.What, next: String?, body: [UInt8])
        /// Where every subscription of this connection stands.
        case pong([SubscriptionName: Standing])
        /// The polite end.
        case bye
        /// A refusal.
        case error(WireRefusal)

        /// The name on the wire.
        public var name: String {
            switch self {
            case .welcome: "WELCOME"
            case .receipt: "RECEIPT"
            case .subscribed: "SUBSCRIBED"
            case .deliver: "DELIVER"
            case .acked: "ACKED"
            case .nacked: "NACKED"
            case .detached: "DETACHED"
            case .page: "PAGE"
            case .pong: "PONG"
            case .bye: "BYE"
            case .error: "ERROR"
            }
        }
    }

    /// Where a durable subscription stands.
    public struct Position: Equatable, Sendable {
        /// The highest number with nothing missing below it.
        public var acked: Int64
        /// The highest number given out.
        public var head: Int64

        /// Creates a position.
        public init(acked: Int64, head: Int64) {
            self.acked = acked
            self.head = head
        }
    }

    /// Where a durable subscription stands on one connection.
    public struct Standing: Equatable, Sendable {
        /// Where it stands.
        public var position: Position
        /// The highest number sent on this connection.
        public var sent: Int64

        /// Creates a standing.
        public init(position: Position, sent: Int64) {
            self.position = position
            self.sent = sent
        }
    }

    /// The members of WELCOME.
    public struct Welcome: Equatable, Sendable {
        /// A key whose signatures the broker makes.
        public struct Key: Equatable, Sendable {
            /// Its name, as in checkpoints.
            public var kid: String
            /// Base64 of the 32-byte Ed25519 public key.
            public var pub: String

            /// Creates a key.
            public init(kid: String, pub: String) {
                self.kid = kid
                self.pub = pub
            }
        }

        /// This session.
        public var session: String
        /// The authority.
        public var broker: AuthorityCode
        /// This run of the broker's process.
        public var boot: String
        /// Who you are: `agency/system`.
        public var user: UserID
        /// What time it is here.
        public var now: Instant
        /// The keys that sign checkpoints.
        public var keys: [Key]
        /// Whether time is a story's.
        public var story: Bool
        /// Whether decisions are durable in two places.
        public var secondPlace: Bool
        /// Bytes that the broker takes as a body.
        public var maxBody: Int64
        /// PUBLISHes that it takes without having answered.
        public var publishWindow: Int64
        /// The largest window of a subscription.
        public var maxWindow: Int64
        /// How often to send PING, in real milliseconds.
        public var pingMilliseconds: Int64
        /// After how much silence it drops the session, in real milliseconds.
        public var deadMilliseconds: Int64

        /// Creates the members of WELCOME.
        public init(
            session: String,
            broker: AuthorityCode,
            boot: String,
            user: UserID,
            now: Instant,
            keys: [Key],
            story: Bool,
            secondPlace: Bool,
            maxBody: Int64 = Int64(WireLimit.bodyBytes),
            publishWindow: Int64 = Int64(WireLimit.publishWindow),
            maxWindow: Int64 = Int64(WireLimit.deliveryWindow),
            pingMilliseconds: Int64 = WireLimit.pingMilliseconds,
            deadMilliseconds: Int64 = WireLimit.deadMilliseconds
        ) {
            self.session = session
            self.broker = broker
            self.boot = boot
            self.user = user
            self.now = now
            self.keys = keys
            self.story = story
            self.secondPlace = secondPlace
            self.maxBody = maxBody
            self.publishWindow = publishWindow
            self.maxWindow = maxWindow
            self.pingMilliseconds = pingMilliseconds
            self.deadMilliseconds = deadMilliseconds
        }
    }

    /// The members of DELIVER.
    public struct Deliver: Equatable, Sendable {
        /// Which subscription.
        public var sub: SubscriptionName
        /// 1, 2, 3 … without holes.
        public var number: Int64
        /// Its place in the ledger.
        public var sequence: LedgerSequence
        /// The publisher's id.
        public var id: MessageID
        /// Its topic as published.
        public var topic: Topic
        /// The cases it was routed to.
        public var cases: [CaseID]
        /// When the broker accepted it.
        public var accepted: Instant
        /// Who published it.
        public var publisher: UserID
        /// Why it came.
        public var why: String
        /// Until when a person must answer.
        public var due: Instant?
        /// Whether it may have been sent before.
        public var again: Bool
        /// Whether permission has gone since the number was given.
        public var withheld: Bool
        /// The event, reduced to what this recipient may see.
        public var body: [UInt8]

        /// Creates the members of DELIVER.
        public init(
            sub: SubscriptionName,
            number: Int64,
            sequence: LedgerSequence,
            id: MessageID,
            topic: Topic,
            cases: [CaseID],
            accepted: Instant,
            publisher: UserID,
            why: String,
            due: Instant?,
            again: Bool,
            withheld: Bool,
            body: [UInt8]
        ) {
            self.sub = sub
            self.number = number
            self.sequence = sequence
            self.id = id
            self.topic = topic
            self.cases = cases
            self.accepted = accepted
            self.publisher = publisher
            self.why = why
            self.due = due
            self.again = again
            self.withheld = withheld
            self.body = body
        }
    }
}
