import Escalation
import JSON
import Testing
import Topics
import Transfer
import Vocabulary
import Wire

@testable import BrokerCore

/// Where receipted entries are, one after the other, and what shows when one is missing.
@Suite struct ConservationTests {
    private let police = "police.domestic-incident"

    @Test func `a concern waits, and is acknowledged when the last who must answer has`() throws {
        var house = try House.withCase()
        let before = house.state.postings.balance
        house.publish(police, House.incident([House.child]), by: "wmp/niche", id: "c-1")
        #expect(moved(house, since: before) == ["waiting +1"])
        let waiting = house.state.postings.balance
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        // The answer is an entry too, and informs.
        #expect(moved(house, since: waiting) == ["waiting -1", "acknowledged +1", "informational +1"])
    }

    @Test func `what somebody acts on waits, also when it comes back, until it is done`() throws {
        var house = try House.withCase()
        house.publish(police, House.incident([House.child]), by: "wmp/niche", id: "c-1")
        let before = house.state.postings.balance
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia", "acting"))
        #expect(moved(house, since: before) == ["informational +1"])
        house.pass(to: "2018-06-20T17:00:00+01:00")
        // The entry that asks her again informs.
        #expect(moved(house, since: before) == ["informational +2"])
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia", "done"))
        #expect(moved(house, since: before) == ["waiting -1", "acknowledged +1", "informational +3"])
    }

    @Test func `what nobody answered still waits, on the duty list`() throws {
        var house = try House.withCase()
        let before = house.state.postings.balance
        house.publish(police, House.incident([House.child]), by: "wmp/niche", id: "c-1")
        house.pass(to: "2018-07-06T10:00:00+01:00")
        #expect(house.state.escalations.tally.exhausted == 1)
        #expect(moved(house, since: before)[0] == "waiting +1")
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/hugo"))
        #expect(moved(house, since: before)[0] == "acknowledged +1")
    }

    @Test func `a delivery refused too often is in quarantine until somebody looked at it`() throws {
        var house = try House.withCase()
        house.hello("bhm-hv/child-health")
        _ = house.subscribe("wmp/niche", ["police.>"])
        house.publish(police, House.incident([House.child]), by: "wmp/niche", id: "c-1")
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        let before = house.state.postings.balance
        for _ in 1...5 {
            _ = house.hear(
                .nack(sub: named("all"), number: 1, why: "no", afterMilliseconds: 1),
                from: "wmp/niche"
            )
            house.monotonic += 10
        }
        // The alarm is an entry of its own and waits.
        #expect(moved(house, since: before) == ["waiting +1", "acknowledged -1", "quarantined +1"])
        let alarm = try #require(house.entries.last { $0.topic.text == "broker.quarantined" })
        house.publish("acknowledgement.made", House.answer(alarm.id.text, "bhm-csc/mo"))
        #expect(moved(house, since: before) == ["acknowledged +1", "informational +1"])
    }

    @Test func `a concern about a child in transfer waits for the peer's receipt`() throws {
        var towns = try TwoHouses(seed: 1)
        towns.notify()
        towns.offer()
        let before = towns.houses[0].state.postings.balance
        towns.police("c-1", at: 0)
        towns.houses[0].publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        #expect(towns.houses[0].state.postings.balance[.waiting] == before[.waiting] + 1)
        towns.carry()
        #expect(towns.houses[0].state.postings.balance[.waiting] == before[.waiting])
        #expect(towns.houses[0].state.postings.balance[.acknowledged] == before[.acknowledged] + 1)
    }

    @Test func `an entry that is missing turns the light red`() throws {
        let house = try House.withCase()
        var broker = house.broker
        #expect(broker.status(at: house.now).light == .ok)
        // One that no fold has seen: the receipts say 1 more than is accounted for.
        let last = house.state.lastSequence.number
        try broker.replay(LedgerSequence(last + 2), at: house.now, id: named("x"), facts: [])
        #expect(
            broker.status(at: house.now).imbalances == [.receipts(last + 2, placed: last + 1)]
        )
        #expect(broker.status(at: house.now).light == .off)
        let line = String(decoding: broker.status(at: house.now).line, as: UTF8.self)
        #expect(line.hasPrefix(#"{"status":"off","entries":"#))
        #expect(line.hasSuffix("receipts, \(last + 1) accounted for\"]}\n"))
    }

    @Test func `an answer that one book has and the other has not turns the light red`() throws {
        var house = try House.withCase()
        house.publish(police, House.incident([House.child]), by: "wmp/niche", id: "c-1")
        var postings = house.state.postings
        let key = try #require(house.state.escalations.keys.first)
        let answer = BrokerFact.escalation(
            .acknowledged(key, by: named("bhm-csc/nadia"), answer: .seen, at: house.now)
        )
        postings.post(answer) { _ in true }
        #expect(postings.balance != house.state.recounted)
        #expect(postings.unanswered != house.state.escalations.tally.waiting)
    }

    @Test func `a deadline that nobody noticed turns the light red`() throws {
        var house = try House.withCase()
        house.publish(police, House.incident([House.child]), by: "wmp/niche", id: "c-1")
        let due = try #require(house.broker.nextDeadline)
        #expect(house.broker.status(at: due.advanced(byMilliseconds: 60_000)).light == .ok)
        let late = house.broker.status(at: due.advanced(byMilliseconds: 60_001))
        #expect(late.imbalances == [.late(milliseconds: 60_001)])
    }

    @Test func `a full ledger is neither green nor lost`() throws {
        var house = try House.withCase()
        house.broker.isFull = true
        #expect(house.broker.status(at: house.now).light == .full)
    }

    @Test func `social care reads the status without an entry being made`() throws {
        var house = try House.withCase()
        let turn = house.hear(.fetch(.init(.status)), from: "bhm-csc/casework")
        #expect(turn.entries.isEmpty)
        guard case .show(.status(let report), _, _, _) = try #require(turn.actions.first) else {
            Issue.record("no status")
            return
        }
        let node = try JSONDocument(parsing: report.line.dropLast()).root
        #expect(node["status"]?.string == "ok")
        #expect(node["entries"]?.integer == house.state.lastSequence.number)
        #expect(node["informational"]?.integer == house.state.lastSequence.number)
    }

    /// The places whose number changed, in the order of the places.
    private func moved(_ house: House, since before: Balance) -> [String] {
        Balance.Bucket.allCases.compactMap { bucket in
            let change = house.state.postings.balance[bucket] - before[bucket]
            return change == 0 ? nil : "\(bucket.rawValue) \(change > 0 ? "+" : "")\(change)"
        }
    }
}
