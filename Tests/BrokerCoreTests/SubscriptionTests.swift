import Concerns
import Escalation
import JSON
import Routing
import TestSupport
import Testing
import Topics
import Transfer
import Vocabulary
import Wire

@testable import BrokerCore

/// Numbers without holes, credit, refusals, take-over and catching up.
@Suite struct SubscriptionTests {
    private let police = "police.domestic-incident"
    private let user = "bhm-csc/casework"
    private let sub: SubscriptionName = named("all")

    @Test func `a window of two sends two, and each ACK one more`() throws {
        var house = try subscribed(window: 2)
        #expect(say(5, in: &house).map(\.number) == [1, 2])
        #expect(house.hear(.ack(sub: sub, numbers: [1]), from: user).deliveries.map(\.number) == [3])
        #expect(house.hear(.ack(sub: sub, numbers: [2, 3]), from: user).deliveries.map(\.number) == [4, 5])
    }

    @Test func `a window of nothing pauses, and another resumes`() throws {
        var house = try subscribed(window: 0)
        #expect(say(3, in: &house).isEmpty)
        let turn = house.subscribe(user, ["police.>"], window: 2)
        #expect(turn.deliveries.map(\.number) == [1, 2])
        #expect(turn.deliveries.map(\.again) == [false, false])
    }

    @Test(arguments: [[4], [0], [-1], [1, 4]] as [[Int64]])
    func `an ACK of what was never sent changes nothing`(numbers: [Int64]) throws {
        var house = try subscribed(window: 3)
        _ = say(4, in: &house)
        let before = house.state
        let turn = house.hear(.ack(sub: sub, numbers: numbers), from: user)
        #expect(turn.refusals.map(\.code) == [.badFrame])
        #expect(house.state == before)
    }

    @Test func `the newest connection wins and the former is told`() throws {
        var house = try subscribed(window: 9)
        _ = say(2, in: &house)
        house.hello(user, on: 101)
        let turn = house.subscribe(user, ["police.>"], window: 9, on: 101)
        #expect(turn.refusals.map(\.code) == [.replaced])
        #expect(turn.deliveries.map(\.number) == [1, 2])
        #expect(turn.deliveries.map(\.again) == [true, true])
        #expect(turn.deliveries.allSatisfy { $0.connection == ConnectionID(101) })
    }

    @Test func `after a restart everything not acknowledged comes again and says so`() throws {
        var house = try subscribed(window: 9)
        _ = say(4, in: &house)
        _ = house.hear(.ack(sub: sub, numbers: [1, 3]), from: user)
        try house.restart()
        house.hello(user)
        let turn = house.subscribe(user, ["police.>"], window: 9)
        #expect(turn.deliveries.map(\.number) == [2, 4])
        #expect(turn.deliveries.map(\.again) == [true, true])
        #expect(house.hear(.ack(sub: sub, numbers: [4]), from: user).refusals.isEmpty)
    }

    @Test func `what cannot be processed comes again, then a person gets it, and the rest goes on`() throws {
        var house = try subscribed(window: 1)
        _ = say(2, in: &house)
        for attempt in 1...4 {
            let turn = nack(1, in: &house)
            #expect(turn.answers == [.nacked(sub: sub, number: 1)])
            house.monotonic += 999
            #expect(house.turn().deliveries.isEmpty, "attempt \(attempt)")
            house.monotonic += 1
            #expect(house.turn().deliveries.map(\.number) == [1])
        }
        let turn = nack(1, in: &house)
        #expect(turn.entries.map(\.topic.text) == ["broker.quarantined"])
        #expect(turn.entries[0].told == ["front-door MASH bhm-csc/door front-door"])
        #expect(turn.deliveries.map(\.number) == [2])
        // Resent because the answer was lost.
        #expect(nack(1, in: &house).answers == [.nacked(sub: sub, number: 1)])
        #expect(house.state.quarantine.map(\.number) == [1])
        #expect(house.broker.nextDeadline != nil)
        #expect(try house.replayed().state == house.state)
    }

    @Test(arguments: [0, 3] as [Int64])
    func `a NACK of what was never sent is refused`(number: Int64) throws {
        var house = try subscribed(window: 2)
        _ = say(3, in: &house)
        #expect(nack(number, in: &house).refusals.map(\.code) == [.badFrame])
    }

    @Test func `topics that the key does not see are refused by name`() throws {
        var house = try House.withCase()
        let turn = house.subscribe("wmp/niche", ["police.>", "casefile.>", ">"])
        #expect(turn.refusals.map(\.text) == ["topics: casefile.>, > must be allowed to this key"])
        #expect(!turn.isDurable)
    }

    @Test func `a start beyond the ledger is refused`() throws {
        var house = try House.withCase()
        let next = house.state.lastSequence.next
        let turn = house.subscribe(user, ["police.>"], from: .sequence(next.next))
        #expect(turn.refusals.map(\.field) == ["/from"])
        #expect(house.subscribe(user, ["police.>"], from: .sequence(next)).refusals.isEmpty)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `catching up leaves neither hole nor repeat while new entries arrive`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var house = try House.withCase()
        _ = say(Int.random(in: 0...12, using: &random), in: &house)
        let first = Int64.random(in: 1...house.state.lastSequence.next.number, using: &random)
        var reads = reads(house.subscribe(user, ["police.>"], from: .sequence(LedgerSequence(first))))
        for _ in 0..<20 where !reads.isEmpty || Bool.random(using: &random) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: _ = say(1, in: &house)
            case 1 where !reads.isEmpty && reads.count < 3:
                reads += self.reads(house.subscribe(user, ["police.>"]))
            default:
                guard !reads.isEmpty else { continue }
                let read = reads.remove(at: Int.random(in: reads.indices, using: &random))
                reads += self.reads(house.turn([history(read, in: house, &random)]))
            }
        }
        while let read = reads.popLast() {
            reads += self.reads(house.turn([history(read, in: house, &random)]))
        }
        _ = say(2, in: &house)
        let subscription = try #require(house.state.subscriptions.subscription(of: named(user), named: sub))
        let numbered = (1...max(1, subscription.head)).compactMap { subscription.item($0)?.sequence.number }
        let expected = house.entries.filter { $0.topic.text == police && $0.sequence.number >= first }
        #expect(numbered == expected.map(\.sequence.number))
        #expect(try house.replayed().state == house.state)
    }

    @Test func `a revoked key hears nothing more on the connection it has`() throws {
        var house = try House.withCase()
        _ = house.subscribe("wmp/niche", ["police.>"])
        let key = """
            {"key":"\(House.key("wmp/niche"))","user":"wmp/niche","status":"revoked","roles":[],"publishes":[],\
            "sees":[],"cases":"involved"}
            """
        let turn = house.publish("register.key", key)
        #expect(turn.deliveries.isEmpty)
        #expect(house.broker.sessions[house.origin("wmp/niche").connection] == nil)
        #expect(house.hear(.ping, from: "wmp/niche").refusals.map(\.code) == [.forbidden])
    }

    @Test func `silence for twenty seconds ends a session and keeps its numbers`() throws {
        var house = try subscribed(window: 9)
        house.monotonic = 20_000
        #expect(
            house.turn().actions == [
                .disconnect(house.origin("bhm-csc/casework").connection),
                .disconnect(house.origin("wmp/niche").connection),
                .disconnect(house.origin("bhm-hv/child-health").connection),
            ]
        )
        house.hello("wmp/niche")
        #expect(say(2, in: &house).isEmpty)
        house.hello(user)
        #expect(house.subscribe(user, ["police.>"], window: 9).deliveries.map(\.number) == [1, 2])
    }

    @Test func `whoever never says HELLO, or has said BYE, is forgotten after twenty seconds as well`() throws
    {
        var house = try House()
        _ = house.hear(.ping, from: "wmp/niche", on: 101)
        house.hello("wmp/niche", on: 102)
        _ = house.hear(.bye, from: "wmp/niche", on: 102)
        house.monotonic = 19_999
        #expect(house.turn().actions.isEmpty)
        house.monotonic = 21_000
        #expect(house.turn().actions == [.disconnect(ConnectionID(101)), .disconnect(ConnectionID(102))])
        #expect(house.broker.nextMonotonicDeadline == nil)
    }

    // MARK: Doing

    private func subscribed(window: Int) throws -> House {
        var house = try House.withCase()
        _ = house.subscribe(user, ["police.>"], window: window)
        return house
    }

    private func say(_ count: Int, in house: inout House) -> [Action.Delivery] {
        (0..<count).flatMap { _ in
            house.publish(police, House.incident([House.child]), by: "wmp/niche").deliveries
        }
    }

    private func nack(_ number: Int64, in house: inout House) -> Turn {
        house.hear(.nack(sub: sub, number: number, why: "no", afterMilliseconds: 1_000), from: user)
    }

    private func reads(_ turn: Turn) -> [(SubscriptionHandle, LedgerSequence)] {
        turn.actions.compactMap {
            if case .readHistory(let handle, let from) = $0 { (handle, from) } else { nil }
        }
    }

    /// What the shell reads: at most a few entries of what is durable, from there on.
    private func history(
        _ read: (SubscriptionHandle, LedgerSequence),
        in house: House,
        _ random: inout SeededGenerator
    ) -> Arrival {
        let entries = house.entries.filter { $0.sequence >= read.1 }
            .prefix(Int.random(in: 1...4, using: &random))
        let past = entries.map { PastEntry($0) }
        return .history(read.0, past, through: entries.last?.sequence ?? read.1)
    }
}

typealias PastEntry = Arrival.PastEntry
