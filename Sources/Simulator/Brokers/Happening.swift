import Topics
import Transfer
import Vocabulary
import Wire

/// Something that will happen at a time.
enum Happening: Sendable {
    /// A deadline of a broker is due; only the run of that number feels it.
    case tick(Int, boot: Int)
    /// The turn being synced is durable.
    case synced(Int, boot: Int)
    /// A link between brokers looks at its outbox.
    case link(Int, to: Int, boot: Int)
    /// A client's program looks at its outbox.
    case client(Int, SimulatedClient.Kind)
    /// A message arrives.
    case arrival(Packet)
    /// What a look back found is handed to the core.
    case lookedBack(Int, boot: Int, LineageID, since: Instant)
    /// Whoever leads on a child looks at the transfers; those who look once all is mended are others than before.
    case attention(Int, child: Int, isHealing: Bool)
    /// Somebody answers for a concern.
    case answer(Int, MessageID, isLate: Bool)
    /// A publisher says something about a child.
    case concern
    /// A broker's process dies.
    case crash(Int, boot: Int)
    /// A broker's process begins.
    case start(Int)
    /// A broker's clock jumps.
    case clock(Int)
    /// Messages stop getting through, one way or both.
    case cut
    /// They get through again.
    case mend(Int, Int)
    /// Something of long ago comes again.
    case old
    /// Something happens to a child and is published, where somebody just acted for it or at another broker.
    case incident(child: Int, at: Int)
    /// A second place takes nothing any more, or takes everything again.
    case mirror(Int, isFailing: Bool)
    /// A ledger is copied.
    case backup(Int)
    /// A copy of a ledger takes its place.
    case restore(Int)
}

/// A message on its way, between brokers or between a broker and a client of its own.
struct Packet: Sendable {
    /// Who speaks to a broker, or is answered by it.
    enum Party: Sendable, Hashable {
        case peer(Int)
        case client(SimulatedClient.Kind)
    }

    enum Content: Sendable {
        /// A PUBLISH, with a HELLO before it if the speaker thinks that it needs one.
        case publish(ClientMessage.Publish, request: [UInt8], hello: Bool)
        /// A RECEIPT.
        case receipt(MessageID)
        /// An ERROR.
        case refusal(WireRefusal, request: [UInt8])
    }

    /// The broker that is spoken to or answers.
    let broker: Int
    /// The other end.
    let party: Party
    /// The run of the speaker's program, which alone can make sense of the answer.
    let run: Int
    let content: Content
}
