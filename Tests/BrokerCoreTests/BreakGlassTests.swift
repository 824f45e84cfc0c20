import Escalation
import Routing
import TestSupport
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// In an emergency somebody who is not on a case reads it for a while, with a reason, and the lead knows at once.
@Suite struct BreakGlassTests {
    private let user = "bhm-hv/child-health"

    private func opening(until: String? = nil, person: String = "bhm-hv/linda", of id: String = "C-1042")
        -> String
    {
        let end = until.map { #","until":"\#($0)""# } ?? ""
        return
            #"{"case":"\#(id)","person":"\#(person)","reason":"Brought in at night.","what":"chronology"\#(end)}"#
    }

    /// The refusal of a read of the case's story, or `nil` if it is let through.
    private func refusal(
        _ house: inout House,
        _ what: ClientMessage.Fetch.What = .chronology,
        from user: String = "bhm-hv/child-health"
    ) -> WireCode? {
        var fetch = ClientMessage.Fetch(what)
        fetch.caseID = named("C-1042")
        return house.hear(.fetch(fetch), from: user).refusals.first?.code
    }

    @Test(arguments: [(nil, "11:00"), ("2018-06-09T10:00:00+01:00", "12:00")] as [(String?, String)])
    func `for how long is the policy's to say`(until: String?, last: String) throws {
        let usual = Ladders.standard
        let ladders = Ladders(
            s1: usual.s1,
            s2: usual.s2,
            s3: usual.s3,
            s4: usual.s4,
            breakGlass: Ladders.BreakGlass(usual: .clockMinutes(60), longest: .clockMinutes(120))
        )
        var house = try House.withCase(ladders: ladders)
        house.publish("access.break-glass", opening(until: until), by: user)
        house.now = at("2018-06-06T\(last):00+01:00").advanced(byMilliseconds: -1)
        #expect(refusal(&house) == nil)
        house.now = at("2018-06-06T\(last):00+01:00")
        #expect(refusal(&house) == .forbidden)
    }

    @Test func `for as long as was said, the case is read by that system, and each read is recorded`() throws
    {
        var house = try House.withCase()
        #expect(refusal(&house) == .forbidden)
        let turn = house.publish("access.break-glass", opening(until: "2018-06-06T12:00:00+01:00"), by: user)
        #expect(
            turn.told == [
                "C-1042 ASW bhm-csc/nadia lead-professional", "C-1042 TM bhm-csc/tess team-manager",
                "C-1042 HOS bhm-csc/hugo always",
            ]
        )
        var fetch = ClientMessage.Fetch(.chronology)
        fetch.caseID = named("C-1042")
        let read = house.hear(.fetch(fetch), from: user)
        #expect(read.entries.map(\.topic.text) == ["broker.read"])
        #expect(refusal(&house, .case) == nil)
        #expect(refusal(&house, from: "wmp/niche") == .forbidden)
        try house.restart()
        house.hello(user)
        _ = house.pass(to: "2018-06-06T11:59:59+01:00")
        #expect(refusal(&house) == nil)
        _ = house.pass(to: "2018-06-06T12:00:00+01:00")
        #expect(refusal(&house) == .forbidden)
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    @Test(arguments: [
        (String?.none, "2018-06-06T17:59:59+01:00", "2018-06-06T18:00:00+01:00"),
        ("2019-06-06T12:00:00+01:00", "2018-06-09T09:59:59+01:00", "2018-06-09T10:00:00+01:00"),
    ])
    func `it ends after eight hours if nobody says, and after three days whatever somebody says`(
        until: String?,
        last: String,
        over: String
    ) throws {
        var house = try House.withCase()
        house.publish("access.break-glass", opening(until: until), by: user)
        _ = house.pass(to: last)
        #expect(refusal(&house) == nil)
        _ = house.pass(to: over)
        #expect(refusal(&house) == .forbidden)
    }

    @Test func `a restricted case stays shut, and the head of service hears of the attempt`() throws {
        var house = try House.withCase()
        house.publish("access.break-glass", opening(), by: user)
        #expect(refusal(&house) == nil)
        house.publish(
            "casefile.restricted",
            #"{"case":"C-1042","restricted":true,"staff":[],"reason":"Family.","decided-by":"bhm-csc/hugo"}"#
        )
        #expect(refusal(&house) == .forbidden)
        let turn = house.publish("access.break-glass", opening(), by: user)
        #expect(turn.refusals.isEmpty)
        #expect(turn.told.contains("C-1042 HOS bhm-csc/hugo always"))
        #expect(refusal(&house) == .forbidden)
        let facts = try BrokerFact.read(try #require(turn.entries.first).facts)
        #expect(
            facts.contains(
                .sharing(.keptShut(named("C-1042"), from: named(user), for: named("bhm-hv/linda")))
            )
        )
    }

    @Test func `only for one's own staff, and not for the past`() throws {
        var house = try House.withCase()
        let before = house.state
        let other = house.publish("access.break-glass", opening(person: "wmp/pat"), by: user)
        #expect(other.refusals.map(\.code) == [.forbidden])
        for until in ["2018-06-06T09:00:00+01:00", "tomorrow"] {
            let past = house.publish("access.break-glass", opening(until: until), by: user)
            #expect(past.refusals.map(\.field) == ["/data/until"])
        }
        #expect(house.state == before)
    }

    @Test func `a case that is not there is told of as any other, and nothing is opened`() throws {
        var house = try House.withCase()
        let turn = house.publish("access.break-glass", opening(of: "C-9"), by: user)
        #expect(turn.receipts.count == 1)
        #expect(turn.told.contains { $0.contains("HOS bhm-csc/hugo") })
    }

    @Test func `an address in hiding is kept from whoever nobody told`() throws {
        var house = try House.withCase()
        #expect(!house.broker.keepsAddresses(of: named("C-1042"), from: named(user)))
        house.publish(
            "register.household",
            #"{"household":"H-1","members":[{"identifiers":[{"scheme":"nhs","value":"9990516286"}],"#
                + #""relation":"child"}],"protected-from":{"people":[[{"scheme":"nhs","value":"9992839457"}]],"#
                + #""roles":["KWF"],"agencies":[],"staff":[]}}"#
        )
        #expect(house.broker.keepsAddresses(of: named("C-1042"), from: named(user)))
        #expect(!house.broker.keepsAddresses(of: named("C-1042"), from: named("bhm-csc/casework")))
        house.allocate("bhm-hv/linda", "HV")
        #expect(!house.broker.keepsAddresses(of: named("C-1042"), from: named(user)))
    }

    @Test func `its facts read as they were written`() throws {
        let opening = SharingBook.Opening(
            caseID: named("C-1"),
            user: named("a/b"),
            person: named("a/p"),
            entry: LedgerSequence(3),
            at: Instant(milliseconds: 5),
            until: Instant(milliseconds: 9)
        )
        for fact in [
            SharingBook.Fact.opened(opening), .keptShut(named("C-1"), from: named("a/b"), for: named("a/p")),
        ] {
            #expect(try BrokerFact.read(BrokerFact.sharing(fact).line()) == [.sharing(fact)])
        }
    }
}
