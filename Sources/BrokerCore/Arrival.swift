public import JSON
public import Routing
import Topics
public import Vocabulary
public import Wire

/// Something that reached the broker and is decided in the turn that reads it.
public enum Arrival: Sendable {
    /// A message of an authenticated connection, or why it is none.
    ///
    /// `meant` is the entry that a recall or a correction of the same agency names; `original` is what the publisher of a
    /// concern that a peer forwards said here itself.
    case message(
        Origin,
        Inbound,
        earlier: EarlierEntry?,
        meant: PastEntry? = nil,
        original: PastEntry? = nil
    )
    /// A peer authority receipted what our outbox sent it.
    case peerReceipted(AuthorityCode, LedgerSequence)
    /// A peer authority refused for good what our outbox sent it.
    case peerRefused(AuthorityCode, LedgerSequence)
    /// Entries since the moment that a transfer asked for, to be looked through for concerns about its children.
    case lookedBack(String, [PastEntry])
    /// Older entries, in order, for a subscription that asked for them; the last one read is `through`.
    case history(SubscriptionHandle, [PastEntry], through: LedgerSequence)

    /// Who sent a message: what the authenticator proved, not what the client says.
    public struct Origin: Sendable, Equatable {
        /// The connection to answer on.
        public let connection: ConnectionID
        /// The system its key belongs to.
        public let user: UserID
        /// The key's fingerprint.
        public let key: Identifier<CurveKind>

        /// Creates an origin from what the authenticator proved.
        public init(connection: ConnectionID, user: UserID, key: Identifier<CurveKind>) {
            self.connection = connection
            self.user = user
            self.key = key
        }
    }

    /// The entry that the same user published earlier under the same id.
    public struct EarlierEntry: Sendable, Equatable {
        /// Its place in the ledger.
        public let sequence: LedgerSequence
        /// SHA-256 of its body.
        public let digest: Digest
        /// SHA-256 of what a signature on it covers, if a peer says it again as other bytes; else `nil`.
        public let unsigned: Digest?

        /// Creates a record of an entry that the ledger holds.
        public init(sequence: LedgerSequence, digest: Digest, unsigned: Digest? = nil) {
            self.sequence = sequence
            self.digest = digest
            self.unsigned = unsigned
        }
    }

    /// An entry as the ledger holds it, for matching against a new subscription, or because a later one names it.
    public struct PastEntry: Sendable {
        /// Its place in the ledger.
        public let sequence: LedgerSequence
        /// The id that its publisher chose.
        public let id: MessageID?
        /// The event, if it was read: a look back asks whom it is about by what is known of them now.
        public let event: JSONDocument?
        /// Its topic as published.
        public let topic: String
        /// Who published it.
        public let publisher: String
        /// Bytes of its body.
        public let size: Int
        /// Its facts, as stored.
        public let facts: [UInt8]

        /// Creates a past entry from the ledger's record.
        public init(
            sequence: LedgerSequence,
            id: MessageID?,
            event: JSONDocument?,
            topic: String,
            publisher: String,
            size: Int,
            facts: [UInt8]
        ) {
            self.sequence = sequence
            self.id = id
            self.event = event
            self.topic = topic
            self.publisher = publisher
            self.size = size
            self.facts = facts
        }

        /// Creates a past entry from one that was decided.
        public init(_ entry: Turn.Entry) {
            self.init(
                sequence: entry.sequence,
                id: entry.id,
                event: entry.event,
                topic: entry.topic.text,
                publisher: entry.publisher.text,
                size: entry.body.count,
                facts: entry.facts
            )
        }
    }
}
