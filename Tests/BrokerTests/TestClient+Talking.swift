import Testing
import Vocabulary
import Wire

/// What most tests have a client say, and what they want to hear.
extension TestClient {
    /// Opens a session.
    func greet() async throws {
        try await send(.hello(agent: "test"))
        try await next { if case .welcome = $0.verb { () } else { nil } }
    }

    /// Subscribes, and answers with where the subscription stands.
    @discardableResult
    func subscribe(_ verb: ClientMessage.Verb) async throws -> BrokerMessage.Position {
        try await send(verb, request: "subscribe")
        return try await next { message in
            if case .subscribed(_, let position, _) = message.verb { position } else { nil }
        }
    }

    /// Hands a concern over, and answers with the sequence that its receipt says.
    @discardableResult
    func publish(_ publish: ClientMessage.Publish) async throws -> Int64 {
        try await send(.publish(publish), request: publish.id.text.suffix(12).description)
        return try await receipt(for: publish.id)
    }

    /// The receipt of one concern.
    @discardableResult
    func receipt(for id: MessageID) async throws -> Int64 {
        try await next { message in
            if case .receipt(id, let sequence, _, _) = message.verb { sequence.number } else { nil }
        }
    }

    /// The next delivery.
    func delivery(within limit: Duration = .seconds(240)) async throws -> BrokerMessage.Deliver {
        try await next(within: limit) { if case .deliver(let deliver) = $0.verb { deliver } else { nil } }
    }

    /// The numbers of the next deliveries, as many as wanted.
    func numbers(_ count: Int) async throws -> [Int64] {
        var numbers: [Int64] = []
        while numbers.count < count { numbers.append(try await delivery().number) }
        return numbers
    }

    /// Acknowledges numbers, and answers with where the subscription stands then.
    @discardableResult
    func acknowledge(_ numbers: [Int64], of sub: String = "all") async throws -> BrokerMessage.Position {
        try await send(.ack(sub: identifier(sub, SubscriptionKind.self), numbers: numbers))
        return try await next { message in
            if case .acked(_, _, let position) = message.verb { position } else { nil }
        }
    }

    /// The next refusal.
    func refusal() async throws -> WireRefusal {
        try await next { if case .error(let refusal) = $0.verb { refusal } else { nil } }
    }

    /// Where its subscriptions stand: whatever the broker said before this answer has arrived with it.
    @discardableResult
    func ping() async throws -> [SubscriptionName: BrokerMessage.Standing] {
        try await send(.ping, request: "ping")
        return try await next { if case .pong(let standings) = $0.verb { standings } else { nil } }
    }
}
