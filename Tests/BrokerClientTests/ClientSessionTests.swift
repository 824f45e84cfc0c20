import Concerns
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerClient

@Suite struct ClientSessionTests {
    private let zero = MonotonicTime(milliseconds: 0)

    private func time(_ milliseconds: Int64) -> MonotonicTime { MonotonicTime(milliseconds: milliseconds) }

    /// A session whose connection stands, and the actions that made it so.
    private func opened(seed: UInt64 = 1) throws -> ClientSession {
        var session = ClientSession(agent: "test/1", patience: Patience(), seed: seed, now: zero)
        let hello = session.timePassed(to: zero)
        let tag = ClientSession.bytes(ofTag: 1)
        #expect(
            hello == [.openSocket, .send(ClientMessage(request: tag, verb: .hello(agent: "test/1")))]
        )
        let welcome = try Samples.welcome()
        let proving = session.received(BrokerMessage(request: tag, verb: .welcome(welcome)), zero)
        #expect(proving == [.perform(.claim(broker: welcome.broker, user: welcome.user))])
        let open = session.performed([.claimed(true), .outbox([], isLast: true)], zero)
        #expect(open.first == .report(.connected(broker: welcome.broker, user: welcome.user, boot: "b")))
        return session
    }

    private func entry(_ number: Int) throws -> OutboxEntry {
        let publication = try Samples.publication(number)
        return OutboxEntry(place: Int64(number), publication: publication, sha256: .ofBody(publication.body))
    }

    private func sent(_ actions: [SessionAction]) -> [ClientMessage] {
        actions.compactMap { if case .send(let message) = $0 { message } else { nil } }
    }

    private func publishes(_ actions: [SessionAction]) -> [ClientMessage.Publish] {
        sent(actions).compactMap { if case .publish(let publish) = $0.verb { publish } else { nil } }
    }

    /// An open session with so many publications on the way, and the messages that carry them.
    private func publishing(_ count: Int) throws -> (ClientSession, [ClientMessage]) {
        var session = try opened()
        _ = session.stored(zero)
        let actions = session.performed(
            [.outbox(try (1...count).map { try entry($0) }, isLast: true)],
            zero
        )
        return (session, sent(actions))
    }

    @Test func `nobody is told of a receipt before it is on disk`() throws {
        var (session, messages) = try publishing(1)
        let ticket = Ticket(number: 7)
        let id = try Samples.id(1)
        #expect(session.awaitSettlement(of: id, ticket, until: nil) == [.perform(.lookUp(id: id))])
        #expect(session.performed([.settled(id, .waiting)], zero) == [])
        let publish = try #require(publishes([.send(messages[0])]).first)
        let answer = BrokerMessage(
            request: messages[0].request,
            verb: Samples.receipt(for: publish, sequence: 9)
        )
        let actions = session.received(answer, zero)
        guard case .perform(.settle(place: 1, id: id, .receipted(let receipt)))? = actions.first else {
            Issue.record("nothing was stored")
            return
        }
        #expect(actions.count == 1)
        #expect(
            session.performed([.settled(id, .receipted(receipt))], zero) == [
                .answer(ticket, .settled(.receipted(receipt)))
            ]
        )
    }

    @Test func `a receipt for another body is not believed`() throws {
        var (session, messages) = try publishing(1)
        var publish = try #require(publishes([.send(messages[0])]).first)
        publish.body = Array("{\"a\":1}".utf8)
        let answer = BrokerMessage(
            request: messages[0].request,
            verb: Samples.receipt(for: publish, sequence: 9)
        )
        let actions = session.received(answer, zero)
        #expect(actions.prefix(2) == [.report(.falseReceipt(try Samples.id(1))), .closeSocket])
    }

    @Test func `what is not answered in time is sent again unchanged on a new socket`() throws {
        var (session, messages) = try publishing(2)
        let lost = session.timePassed(to: time(15_000))
        #expect(lost.first == .closeSocket)
        guard case .resting(let until) = session.phase else {
            Issue.record("does not rest")
            return
        }
        #expect(session.deadline == until)
        let again = session.timePassed(to: until)
        #expect(again.first == .openSocket)
        let hello = try #require(sent(again).first)
        _ = session.received(
            BrokerMessage(request: hello.request, verb: .welcome(try Samples.welcome())),
            until
        )
        let resent = publishes(session.performed([.claimed(true)], until))
        #expect(resent == publishes(messages.map { .send($0) }))
        #expect(resent.map(\.id) == [try Samples.id(1), try Samples.id(2)])
    }

    @Test func `no more is sent than the broker takes unanswered`() throws {
        var (session, messages) = try publishing(6)
        #expect(publishes(messages.map { .send($0) }).count == 4)
        let publish = try #require(publishes([.send(messages[0])]).first)
        let actions = session.received(
            BrokerMessage(request: messages[0].request, verb: Samples.receipt(for: publish, sequence: 1)),
            zero
        )
        #expect(publishes(actions).map(\.id) == [try Samples.id(5)])
    }

    @Test func `later means after as long as the broker says`() throws {
        var (session, messages) = try publishing(1)
        let refusal = WireRefusal(.notDurable, "no room", verb: "PUBLISH", afterMilliseconds: 700)
        #expect(
            session.received(BrokerMessage(request: messages[0].request, verb: .error(refusal)), zero) == []
        )
        #expect(session.deadline == time(700))
        #expect(publishes(session.timePassed(to: time(699))) == [])
        #expect(publishes(session.timePassed(to: time(700))).map(\.id) == [try Samples.id(1)])
    }

    @Test func `no means that it is kept for a person and the next one goes on`() throws {
        var (session, messages) = try publishing(5)
        let refusal = WireRefusal(
            .schema,
            "dash-grade: was missing",
            verb: "PUBLISH",
            field: "/data/dash-grade"
        )
        let id = try Samples.id(1)
        let actions = session.received(
            BrokerMessage(request: messages[0].request, verb: .error(refusal)),
            zero
        )
        #expect(
            actions.prefix(2) == [
                .perform(.settle(place: 1, id: id, .refused(refusal))),
                .report(.publicationRefused(id, refusal)),
            ]
        )
        #expect(publishes(actions).map(\.id) == [try Samples.id(5)])
    }

    @Test(arguments: [WireCode.noSession, .reconnect])
    func `hello means a new socket and everything again`(code: WireCode) throws {
        var (session, messages) = try publishing(1)
        let actions = session.received(
            BrokerMessage(request: messages[0].request, verb: .error(WireRefusal(code, "who?"))),
            zero
        )
        #expect(actions.first == .closeSocket)
        guard case .resting(let until) = session.phase else {
            Issue.record("does not rest")
            return
        }
        #expect(until.milliseconds > 100 && until.milliseconds <= 200)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `pauses double up to half a minute and never lose more than half to chance`(seed: UInt64) {
        var session = ClientSession(agent: "test/1", patience: Patience(), seed: seed, now: zero)
        var now = zero
        for full in [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000] as [Int64] {
            _ = session.timePassed(to: now)
            now = now.advanced(byMilliseconds: 15_000)
            _ = session.timePassed(to: now)
            guard case .resting(let until) = session.phase else {
                Issue.record("does not rest")
                return
            }
            let pause = until.milliseconds - now.milliseconds
            #expect(pause > full / 2 && pause <= full)
            now = until
        }
    }

    @Test func `a box of another system ends the session`() throws {
        var session = ClientSession(agent: "test/1", patience: Patience(), seed: 1, now: zero)
        let ticket = Ticket(number: 1)
        _ = session.timePassed(to: zero)
        #expect(session.awaitWelcome(ticket, until: nil) == [])
        let welcome = try Samples.welcome()
        _ = session.received(
            BrokerMessage(request: ClientSession.bytes(ofTag: 1), verb: .welcome(welcome)),
            zero
        )
        let end = SessionEnd.foreignBox(broker: welcome.broker, user: welcome.user)
        #expect(
            session.performed([.claimed(false)], zero) == [
                .closeSocket, .answer(ticket, .ended(end)), .finish(end),
            ]
        )
    }

    @Test func `who waits too long is told so`() throws {
        var session = try opened()
        let ticket = Ticket(number: 3)
        _ = session.fetch(ClientMessage.Fetch(.duty), ticket, until: time(2_000), zero)
        #expect(session.timePassed(to: time(1_999)) == [])
        #expect(session.timePassed(to: time(2_000)) == [.answer(ticket, .unanswered)])
    }

    @Test func `closing says good-bye and tells everybody who waits`() throws {
        var session = try opened()
        let ticket = Ticket(number: 3)
        _ = session.fetch(ClientMessage.Fetch(.duty), ticket, until: nil, zero)
        #expect(
            session.close(zero) == [
                .send(ClientMessage(request: [], verb: .bye)), .answer(ticket, .ended(.closed)),
            ]
        )
        #expect(session.timePassed(to: time(500)) == [.closeSocket, .finish(.closed)])
    }
}
