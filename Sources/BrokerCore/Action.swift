public import JSON
public import Vocabulary
public import Wire

/// What the shell does once a turn is durable; identifiers only, so that equality is synthesised.
public enum Action: Sendable, Equatable {
    /// Answer on a connection.
    case send(BrokerMessage, to: ConnectionID)
    /// Answer a PUBLISH with the receipt of an entry; its proof is the ledger's business.
    case receipt(LedgerSequence, id: MessageID, again: Bool, request: [UInt8], to: ConnectionID)
    /// Send one numbered delivery, reduced to what its recipient may see now.
    case deliver(Delivery)
    /// Answer a FETCH with something that only ledger or view can show.
    case show(Reading, reader: UserID, request: [UInt8], to: ConnectionID)
    /// Cut a connection whose key was revoked.
    case disconnect(ConnectionID)
    /// The set of keys that may connect has changed.
    case keysChanged
    /// Something waits in the outbox of this peer.
    case forward(to: AuthorityCode)
    /// Look through everything accepted since then for concerns about a lineage's children.
    case lookBack(String, since: Instant)
    /// Read older entries for a subscription, from this one on.
    case readHistory(SubscriptionHandle, from: LedgerSequence)

    /// One numbered delivery.
    public struct Delivery: Sendable, Equatable {
        /// The subscription it belongs to.
        public let handle: SubscriptionHandle
        /// The subscription's name, as its user knows it.
        public let name: SubscriptionName
        /// Who subscribed.
        public let user: UserID
        /// Its number within the subscription.
        public let number: Int64
        /// The entry that is delivered.
        public let sequence: LedgerSequence
        /// Whether it may have been sent before.
        public let again: Bool
        /// The connection to send it on.
        public let connection: ConnectionID
    }

    /// A read that needs ledger or view; who reads decides how much is shown.
    public enum Reading: Sendable, Equatable {
        /// What waits for a person, or waited.
        case inbox([InboxRow])
        /// Rows that the core knows whole, one JSON object a line, and where the next page begins.
        case rows(ClientMessage.Fetch.What, [UInt8], next: String? = nil)
        /// A case's row, in which the ledger knows the topics of what waits for an answer.
        case file(JSONValue)
        /// A child's merged story.
        case chronology(CaseID, ClientMessage.Fetch)
        /// A meeting's data pack: these rows of what the core knows, then what was said on a case since an instant.
        case pack(CaseID, since: Instant?, rows: [UInt8], after: String?, limit: Int)
        /// Why an entry went to whom.
        case explain(LedgerSequence)
        /// When an entry happened, came, was opened and acted on.
        case instants(LedgerSequence)
        /// How late the agencies' concerns came, of those accepted from and before these.
        case lateness(from: Instant, to: Instant)
        /// The receipt of what the reader published under that id.
        case receipt(MessageID)
        /// What either side said of a transfer, each with what proves it.
        case evidence([EvidenceRow], limit: Int)
        /// A consistency proof between two sizes of the tree.
        case proof(from: Int64, to: Int64)
        /// The newest signed checkpoint.
        case checkpoint
        /// How the broker stands.
        case status(StatusReport)
    }
}

/// One message of a transfer, as far as the core knows it; the entry itself is what was said.
public struct EvidenceRow: Sendable, Equatable {
    /// The entry that says it.
    public let sequence: LedgerSequence
    /// The authority that said it.
    public let by: AuthorityCode
}

/// One row of an inbox, as far as the core knows it; the entry itself says what it is about.
public struct InboxRow: Sendable, Equatable {
    /// The concern.
    public let sequence: LedgerSequence
    /// The case it must be answered for, or `nil` for the front door.
    public let caseID: CaseID?
    /// `waiting`, `exhausted` or `acknowledged`.
    public let state: String
    /// Until when, while it waits.
    public let due: Instant?
    /// How often it climbed, while it waits.
    public let rung: Int
}
