import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerClient

/// What a session does with deliveries: store, then acknowledge; never skip, never twice.
@Suite struct DeliveryTests {
    private let zero = MonotonicTime(milliseconds: 0)

    /// A session that is attached to `duty-desk`, whose next number is `next`.
    private func attached(
        next: Int64?,
        acked: Int64 = 0,
        head: Int64 = 0
    ) throws -> (ClientSession, [SessionAction]) {
        var session = ClientSession(agent: "test/1", patience: Patience(), seed: 1, now: zero)
        _ = session.timePassed(to: zero)
        _ = session.received(
            BrokerMessage(request: ClientSession.bytes(ofTag: 1), verb: .welcome(try Samples.welcome())),
            zero
        )
        _ = session.performed([.claimed(true), .outbox([], isLast: true)], zero)
        let name = try Samples.name()
        let asked = session.subscribe(try Samples.subscription(), Ticket(number: 1), until: nil, zero)
        #expect(asked == [.perform(.position(name))])
        guard case .send(let subscribe)? = session.performed([.position(name, next: next)], zero).first else {
            throw Samples.SampleError()
        }
        let position = BrokerMessage.Position(acked: acked, head: head)
        let answer = BrokerMessage(
            request: subscribe.request,
            verb: .subscribed(sub: name, position: position, window: 16)
        )
        let actions = session.received(answer, zero)
        return (session, actions)
    }

    private func deliver(
        _ number: Int64,
        to session: inout ClientSession
    ) throws -> [SessionAction] {
        session.received(BrokerMessage(request: [], verb: .deliver(try Samples.delivery(number))), zero)
    }

    private func acknowledged(_ actions: [SessionAction]) -> [[Int64]] {
        actions.compactMap {
            if case .send(let message) = $0, case .ack(_, let numbers) = message.verb { numbers } else { nil }
        }
    }

    @Test func `a new subscription begins where the broker says`() throws {
        let (_, actions) = try attached(next: nil, acked: 16, head: 20)
        let name = try Samples.name()
        let position = BrokerMessage.Position(acked: 16, head: 20)
        #expect(
            actions == [
                .perform(.begin(name, next: 17)), .answer(Ticket(number: 1), .subscribed(position)),
            ]
        )
    }

    @Test func `nothing is acknowledged before it is on disk`() throws {
        var (session, _) = try attached(next: 17, acked: 16, head: 18)
        let name = try Samples.name()
        #expect(try deliver(17, to: &session) == [.perform(.keep(try Samples.delivery(17)))])
        #expect(try deliver(18, to: &session) == [.perform(.keep(try Samples.delivery(18)))])
        let actions = session.performed(
            [.kept(name, number: 17, isNew: true), .kept(name, number: 18, isNew: true)],
            zero
        )
        #expect(acknowledged(actions) == [[17, 18]])
        #expect(actions.contains(.announceArrivals))
    }

    @Test func `a duplicate is acknowledged again and announced to nobody`() throws {
        var (session, _) = try attached(next: 17, acked: 15, head: 18)
        #expect(try deliver(16, to: &session) == [.perform(.keep(try Samples.delivery(16)))])
        let actions = session.performed([.kept(try Samples.name(), number: 16, isNew: false)], zero)
        #expect(acknowledged(actions) == [[16]])
        #expect(!actions.contains(.announceArrivals))
    }

    @Test func `a hole means a new socket`() throws {
        var (session, _) = try attached(next: 17, acked: 16, head: 18)
        let actions = try deliver(18, to: &session)
        #expect(actions.first == .closeSocket)
        #expect(try deliver(17, to: &session) == [])
    }

    @Test func `a lost tail means a new socket and what is on its way to the disk is not lost`() throws {
        var (session, _) = try attached(next: 17, acked: 16, head: 18)
        _ = try deliver(17, to: &session)
        func pong(_ sent: Int64) throws -> [SessionAction] {
            let position = BrokerMessage.Position(acked: 16, head: 18)
            let standings = [try Samples.name(): BrokerMessage.Standing(position: position, sent: sent)]
            return session.received(BrokerMessage(request: [], verb: .pong(standings)), zero)
        }
        #expect(try pong(17) == [])
        #expect(try pong(18).first == .closeSocket)
    }

    @Test func `numbers that another box acknowledged are written down as lost`() throws {
        let (_, actions) = try attached(next: 17, acked: 20, head: 25)
        let name = try Samples.name()
        #expect(actions.prefix(2) == [.perform(.skip(name, 17...20)), .report(.skipped(name, 17...20))])
    }

    @Test func `a broker that never sent what is here is not believed`() throws {
        var (session, actions) = try attached(next: 17, acked: 3, head: 15)
        #expect(actions == [.report(.countsAnew(try Samples.name(), number: 15))])
        #expect(try deliver(4, to: &session) == [])
    }

    @Test func `a number that came with another entry is neither taken nor acknowledged`() throws {
        var (session, _) = try attached(next: 17, acked: 16, head: 18)
        let name = try Samples.name()
        let actions = session.performed([.contradicted(name, number: 3)], zero)
        #expect(actions == [.report(.countsAnew(name, number: 3))])
        #expect(try deliver(17, to: &session) == [])
    }

    @Test func `whoever loses a subscription waits a minute and takes what else comes`() throws {
        var (session, _) = try attached(next: 17, acked: 16, head: 18)
        let refusal = WireRefusal(.replaced, "another connection took duty-desk", verb: "SUBSCRIBE")
        #expect(
            session.received(BrokerMessage(request: [], verb: .error(refusal)), zero) == [.report(.replaced)]
        )
        #expect(try deliver(17, to: &session).count == 1)
        // PINGs go on meanwhile, and nobody asks again before the minute is over.
        var asked: [Int64] = []
        for second in 1...60 as ClosedRange<Int64> {
            let now = MonotonicTime(milliseconds: second * 1_000)
            for action in session.timePassed(to: now) {
                guard case .send(let message) = action else { continue }
                switch message.verb {
                case .ping:
                    _ = session.received(BrokerMessage(request: message.request, verb: .pong([:])), now)
                case .subscribe: asked.append(second)
                case .hello, .publish, .ack, .nack, .detach, .fetch, .bye:
                    Issue.record("sent \(message.verb.name)")
                }
            }
        }
        #expect(asked == [60])
    }
}
