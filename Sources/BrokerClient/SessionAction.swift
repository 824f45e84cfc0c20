import Vocabulary
import Wire

/// Names somebody who waits for an answer.
struct Ticket: Hashable, Sendable {
    let number: UInt64
}

/// What the session wants done; the shell does it in order.
enum SessionAction: Sendable, Equatable {
    /// Close the socket, if any, and make a new one that connects.
    case openSocket
    /// Close the socket, with everything that was not sent.
    case closeSocket
    case send(ClientMessage)
    case perform(BoxTask)
    case answer(Ticket, Answer)
    /// New messages are in the inbox.
    case announceArrivals
    case report(SessionReport)
    /// Nothing more will come: end everything that waits.
    case finish(SessionEnd)
}

/// What somebody who waits is told.
enum Answer: Sendable, Equatable {
    case settled(Settlement)
    case subscribed(BrokerMessage.Position)
    case page(Page)
    case welcome(BrokerMessage.Welcome)
    case detached
    case outboxEmpty
    case refused(WireRefusal)
    case unanswered
    case ended(SessionEnd)
}

/// Why a session ended for good.
enum SessionEnd: Sendable, Equatable {
    case closed
    case boxFailed
    case foreignBox(broker: AuthorityCode, user: UserID)
}

/// What an operator should know.
enum SessionReport: Sendable, Equatable {
    case connected(broker: AuthorityCode, user: UserID, boot: String)
    case lost(Loss, pauseMilliseconds: Int64)
    case helloRefused(WireRefusal)
    case publicationRefused(MessageID, WireRefusal)
    case subscriptionRefused(SubscriptionName, WireRefusal)
    case replaced
    case refused(WireRefusal)
    case falseReceipt(MessageID)
    case skipped(SubscriptionName, ClosedRange<Int64>)
    case countsAnew(SubscriptionName, number: Int64)
}

/// Why a socket was given up.
enum Loss: Sendable, Equatable {
    case noWelcome
    case unanswered(verb: String)
    case unreadable(WireRefusal)
    case asked(WireCode)
    case hole(SubscriptionName, expected: Int64, got: Int64)
    case tail(SubscriptionName, expected: Int64, sent: Int64)
    case falseReceipt
    case goodbye
}
