import Topics
import Vocabulary
import Wire

/// Something the session wants stored or looked up; the tasks of one turn are one transaction, in order.
enum BoxTask: Sendable, Equatable {
    /// Is this box that system's at that broker?
    case claim(broker: AuthorityCode, user: UserID)
    /// The next publications that wait, of at most so many and about 8 MiB.
    case loadOutbox(after: Int64, limit: Int)
    /// The answer to a publication.
    case settle(place: Int64, id: MessageID, Settlement)
    /// How far is that publication?
    case lookUp(id: MessageID)
    /// Which number comes next on that subscription?
    case position(SubscriptionName)
    /// The first number that a new subscription will bring.
    case begin(SubscriptionName, next: Int64)
    /// Numbers that another box acknowledged.
    case skip(SubscriptionName, ClosedRange<Int64>)
    /// A delivery.
    case keep(BrokerMessage.Deliver)
}

/// What came of a ``BoxTask``; durable by the time the session hears of it.
enum BoxResult: Sendable, Equatable {
    case claimed(Bool)
    case outbox([OutboxEntry], isLast: Bool)
    case settled(MessageID, Settlement?)
    case position(SubscriptionName, next: Int64?)
    case kept(SubscriptionName, number: Int64, isNew: Bool)
    /// The number is here with another entry: the broker counts anew.
    case contradicted(SubscriptionName, number: Int64)
    case nothing
}

/// A publication in the outbox, with its place in the order of storing.
struct OutboxEntry: Sendable, Equatable {
    let place: Int64
    let publication: Publication
    let sha256: Digest
}
