import Escalation
import JSON
import Testing
import Topics
import Transfer
import Vocabulary
import Wire

@testable import BrokerCore

/// Two whole brokers hand a child over, over links that lose messages.
@Suite struct TransferTests {
    @Test(arguments: [0, 30, 60], 0..<8 as Range<UInt64>)
    func `the straight path ends with one holder, and never has none`(loss: Int, seed: UInt64) throws {
        var towns = try TwoHouses(seed: seed, loss: loss)
        towns.notify()
        #expect(try settled(&towns) { $0.describe() == "acknowledged acknowledged" })
        #expect(try settled(&towns) { try $0.status(0).epoch == 1 })
        towns.offer()
        #expect(try settled(&towns) { $0.describe() == "offered received" })
        towns.police("during-offer", at: 0)
        let offer = #""offer":"\#(try towns.offerDigest())""#
        towns.say("transfer.interim", offer + #","plan":{"summary":"Visit weekly."}"#, epoch: 1, at: 1)
        #expect(towns.holders == 2)
        try towns.accept()
        #expect(try settled(&towns) { $0.describe() == "accepted-seen accepted" })
        towns.police("after-acceptance", at: 0)
        towns.police("over-there", at: 1)
        try towns.meet()
        #expect(try settled(&towns) { try !$0.status(0).missing.contains("conference-held") })
        #expect(towns.holders == 2)
        try towns.release()
        #expect(towns.holders >= 1)
        #expect(try settled(&towns) { $0.describe() == "settled sole" })
        #expect(towns.holders == 1)
        // Each concern was told to people once on each side.
        for told in towns.routedIDs {
            #expect(told.sorted() == ["after-acceptance", "during-offer", "over-there"])
        }
        try expectReplay(towns)
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `a decline gives it back, and the next offer has another number`(seed: UInt64) throws {
        var towns = try TwoHouses(seed: seed, loss: 40)
        towns.notify()
        #expect(try settled(&towns) { try $0.status(0).epoch == 1 })
        towns.offer()
        #expect(try settled(&towns) { $0.describe() == "offered received" })
        let offer = #""offer":"\#(try towns.offerDigest())""#
        towns.say("transfer.declined", offer + #","reason":"They never arrived.""#, epoch: 1, at: 1)
        #expect(try settled(&towns) { $0.describe() == "declined declined" })
        #expect(towns.holders == 1)
        #expect(try settled(&towns) { try $0.status(0).epoch == 2 })
        towns.offer(epoch: 2)
        #expect(try settled(&towns) { $0.describe() == "offered received" })
        try expectReplay(towns)
    }

    @Test func `a concern of before the offer's arrival is looked for and forwarded`() throws {
        var towns = try TwoHouses(seed: 1)
        towns.notify()
        towns.loss = 100
        towns.offer()
        towns.houses[1].publish("casefile.opened", House.opened("S-1"), by: "sol-csc/casework")
        towns.police("early", at: 1)
        towns.loss = 0
        towns.carry()
        #expect(towns.routedIDs == [["early"], ["early"]])
        // Nothing of the authority's own affairs went along.
        #expect(!towns.houses[0].entries.contains { $0.publisher.text == "E08000029/broker" && isLocal($0) })
    }

    @Test func `a force that tells both is heard once on each side`() throws {
        var towns = try TwoHouses(seed: 1)
        towns.notify()
        towns.offer()
        let body = Said.body(
            TwoHouses.police,
            House.incident([House.child]),
            source: "wmp/niche",
            id: "both",
            at: towns.houses[0].now
        )
        let said = Said(id: "both", topic: TwoHouses.police, body: body)
        for index in 0...1 {
            let turn = towns.houses[index].hear(said.publish, from: "wmp/niche")
            #expect(turn.receipts.count == 1)
            towns.note(turn, at: index)
        }
        towns.carry()
        #expect(towns.routedIDs == [["both"], ["both"]])
    }

    @Test func `a force that told both before there was a transfer is heard once on each side as well`()
        throws
    {
        var towns = try TwoHouses(seed: 1)
        let body = Said.body(
            TwoHouses.police,
            House.incident([House.child]),
            source: "wmp/niche",
            id: "both",
            at: towns.houses[0].now
        )
        let said = Said(id: "both", topic: TwoHouses.police, body: body)
        towns.note(towns.houses[1].hear(said.publish, from: "wmp/niche"), at: 1)
        towns.notify()
        towns.offer()
        // Birmingham gets it only now: the force's outbox waited for it.
        towns.note(towns.houses[0].hear(said.publish, from: "wmp/niche"), at: 0)
        towns.carry()
        #expect(towns.routedIDs == [["both"], ["both"]])
        let key = ConcernKey(source: "urn:concordat:E08000025:wmp:niche", id: named("both"))
        #expect(towns.houses[1].state.transfers.knows(key))
        // Nobody knew the child when the force told Solihull, whose own next receiver needs it all the same.
        #expect(towns.houses[1].state.transfers.lineages(knowing: key) == [named("L-1")])
    }

    @Test func `our own words to the other side wait for nobody here, theirs for our front door`() throws {
        var towns = try TwoHouses(seed: 1)
        towns.notify()
        #expect(towns.houses[1].state.escalations.open.map(\.caseID) == [nil])
        // Solihull's acknowledgement is for Nadia; Birmingham's own notice is for nobody.
        #expect(towns.houses[0].state.escalations.open.map(\.caseID) == [named("C-1042")])
    }

    @Test func `until the peer has answered after a start, a case shows first that it is in doubt`() throws {
        var towns = try TwoHouses(seed: 1)
        towns.notify()
        towns.offer()
        try towns.houses[0].restart()
        towns.houses[0].hello("bhm-csc/casework", "E08000029/broker")
        var fetch = ClientMessage.Fetch(.case)
        fetch.caseID = named("C-1042")
        func row() -> String {
            let turn = towns.houses[0].hear(.fetch(fetch), from: "bhm-csc/casework")
            for case .show(.file(let row), _, _, _) in turn.actions {
                return String(decoding: row.serialized(), as: UTF8.self)
            }
            return ""
        }
        #expect(row().hasPrefix(#"{"in-doubt":{"with":["E08000029"],"duty":"#))
        towns.carry()
        #expect(row().hasPrefix(#"{"case":"C-1042""#))
    }

    @Test func `a released case is asked for where it is now`() throws {
        var towns = try TwoHouses(seed: 1)
        towns.notify()
        towns.offer()
        try towns.accept()
        try towns.meet()
        var fetch = ClientMessage.Fetch(.chronology)
        fetch.caseID = named("C-1042")
        #expect(towns.houses[0].hear(.fetch(fetch), from: "bhm-csc/casework").refusals.isEmpty)
        try towns.release()
        for what in [ClientMessage.Fetch.What.chronology, .case] {
            fetch.what = what
            let before = towns.houses[0].state
            let turn = towns.houses[0].hear(.fetch(fetch), from: "bhm-csc/casework")
            #expect(turn.refusals.map(\.code) == [.moved])
            #expect(turn.refusals.map(\.detail) == [.movedTo("E08000029")])
            #expect(towns.houses[0].state == before)
        }
        // Never an answer to a concern, which goes on to where the child is.
        towns.police("later", at: 0)
        towns.carry()
        #expect(towns.routedIDs[1] == ["later"])
    }

    @Test(arguments: [
        ("register.person", #"{"identifiers":[{"scheme":"nhs","value":"9994673904"}]}"#),
        ("casefile.opened", House.opened("C-7")), ("broker.read", #"{"user":"x/y","what":"duty"}"#),
        ("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia")),
        ("access.break-glass", #"{"case":"C-1042","person":"bhm-csc/nadia","reason":"Needed at night."}"#),
    ])
    func `a peer says nothing about our own registers and cases`(topic: String, data: String) throws {
        var house = try House.withCase()
        house.hello("E08000029/broker")
        let before = house.state
        let turn = house.publish(topic, data, by: "E08000029/broker")
        #expect(turn.refusals.map(\.code) == [.forbidden])
        #expect(house.state == before)
    }

    // MARK: Doing

    /// Lets the link try until the condition holds.
    private func settled(_ towns: inout TwoHouses, _ condition: (TwoHouses) throws -> Bool) throws -> Bool {
        for _ in 0..<20 {
            #expect(towns.holders >= 1 || towns.describe() == "none none")
            if try condition(towns) { return true }
            towns.carry(rounds: 1)
        }
        return try condition(towns)
    }

    private func expectReplay(_ towns: TwoHouses) throws {
        for house in towns.houses { #expect(try house.replayed().state == house.state) }
    }

    private func isLocal(_ entry: Turn.Entry) -> Bool {
        ["register", "casefile", "allocation", "broker", "acknowledgement"]
            .contains(Substring(entry.topic.area))
    }
}
