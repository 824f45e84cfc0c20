import BrokerCore
import Ledger
import MetricsTestKit
import OrderedCollections
import Testing
import Vocabulary
import Wire
import ZeroMQ

@testable import Broker
@testable import BrokerCore

/// What a test sees of a broker from behind: its state and its counts.
extension TestBroker {
    /// Everything it knows.
    var state: BrokerState { get async { await node.machine.state } }

    /// Whether a system has a session.
    func hasSession(_ user: String) async -> Bool {
        await node.machine.sessions.sessions.values.contains { $0.user.text == user }
    }

    /// Where a system's subscription stands.
    func position(of user: String, _ sub: String = "all") async -> BrokerMessage.Position? {
        let name = identifier(sub, SubscriptionKind.self)
        return await state.subscriptions.subscription(of: identifier(user, UserKind.self), named: name)?
            .position
    }

    /// Messages that nobody vouched for, or that were not the protocol.
    var dropped: Int64 { metrics.counterTotal(label: "concordat_messages_dropped_total") }

    /// Keys that it refused, its own stranger among them.
    var keysRefused: Double? {
        get throws { try metrics.expectGauge("concordat_keys_refused").lastValue }
    }

    /// Entries that are durable.
    var entries: Int64 { get async { await node.ledger.head.size } }

    /// Refusals that left, by code.
    func refusals(_ code: WireCode) -> Int64 {
        metrics.counterTotal(label: "concordat_refusals_total", dimensions: [("code", "\(code.rawValue)")])
    }

    /// A client of that key, who has said nothing yet.
    func client(_ keys: KeyPair, _ options: DealerOptions = DealerOptions()) async throws -> TestClient {
        try await TestClient(
            endpoint,
            serverKey: serverKey,
            keys: keys,
            context: Self.context.get(),
            options: options
        )
    }

    /// A client of that key whose session is open.
    func greeted(_ keys: KeyPair, _ options: DealerOptions = DealerOptions()) async throws -> TestClient {
        let client = try await client(keys, options)
        try await client.greet()
        return client
    }
}

/// Waits until it is so, and fails when that takes too long.
func wait(
    within limit: Duration = .seconds(240),
    sourceLocation: SourceLocation = #_sourceLocation,
    until isSo: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !isSo() {
        guard ContinuousClock.now < deadline else {
            Issue.record("it never happened", sourceLocation: sourceLocation)
            throw TestFailure.neverHappened
        }
        await Task.yield()
    }
}
