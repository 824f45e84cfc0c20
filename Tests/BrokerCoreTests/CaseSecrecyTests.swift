import JSON
import Routing
import TestSupport
import Testing
import Vocabulary

@testable import BrokerCore

/// Facts on cases, staff and households that older ledgers do not have: written, read again, and their absence.
@Suite struct CaseSecrecyTests {
    private let now = at("2018-06-06T10:00:00Z")

    private func readAgain(_ fact: BrokerFact) throws -> [BrokerFact] { try BrokerFact.read(fact.line()) }

    @Test func `what is known, restricted or held again reads as it was written`() throws {
        let id: CaseID = try #require(CaseID("C-1"))
        let nadia: StaffID = try #require(StaffID("bhm-csc/nadia"))
        let facts: [Casebook.Fact] = [
            .opened(id, children: [], legalBasis: nil, team: nil, isKnown: false, at: now),
            .opened(id, children: [], legalBasis: .s17, team: nadia, at: now), .known(id, at: now),
            .restricted(id, CaseFile.Restriction(to: [nadia], excluding: []), at: now),
            .restricted(id, nil, at: now), .heldAgain(id, at: now),
        ]
        for fact in facts { #expect(try readAgain(.casebook(fact)) == [.casebook(fact)], "\(fact)") }
    }

    @Test func `a case of an older ledger was social care's`() throws {
        let line = #"{"fact":"case-opened","case":"C-1","children":[],"at":1}"#
        let id: CaseID = try #require(CaseID("C-1"))
        let then = Instant(milliseconds: 1)
        #expect(
            try BrokerFact.read(Array(line.utf8))
                == [.casebook(.opened(id, children: [], legalBasis: nil, team: nil, isKnown: true, at: then))]
        )
    }

    @Test func `leave and its cover come from the register, and a leave that ends too soon is refused`()
        throws
    {
        var house = try House.withCase()
        func staff(to last: String) -> String {
            #"{"staff":"bhm-csc/nadia","agency":"bhm-csc","name":"N","roles":["ASW"],"#
                + #""leave":{"from":"2018-06-06","to":"\#(last)","cover":"bhm-csc/omar"}}"#
        }
        house.publish("register.staff", staff(to: "2018-06-20"), by: house.casework)
        let id = try #require(StaffID("bhm-csc/nadia"))
        let nadia = try #require(house.state.register.staff(id))
        #expect(nadia.leave?.to.iso8601 == "2018-06-20")
        #expect(nadia.leave?.cover?.text == "bhm-csc/omar")
        #expect(try readAgain(.register(.staffRecorded(nadia))) == [.register(.staffRecorded(nadia))])
        house.publish("register.staff", staff(to: "2018-06-01"), by: house.casework)
        #expect(house.state.register.staff(nadia.id) == nadia)
    }

    @Test func `a household says from whom its address is kept`() throws {
        var house = try House.withCase()
        house.publish(
            "register.household",
            #"{"household":"H-1","members":[{"identifiers":[{"scheme":"nhs","value":"9992839457"}],"#
                + #""relation":"parent"}],"protected-from":{"people":[[{"scheme":"nhs","value":"9990516286"}]],"#
                + #""agencies":["bhm-add"],"staff":["bhm-gp/otto"],"roles":["KWF"]}}"#,
            by: house.casework
        )
        let id = try #require(HouseholdID("H-1"))
        let household = try #require(house.state.register.household(id))
        let protection = try #require(household.protection)
        #expect(protection.people.count == 1)
        #expect(protection.agencies.map(\.text) == ["bhm-add"])
        #expect(protection.staff.map(\.text) == ["bhm-gp/otto"])
        #expect(protection.roles == [.fatherKeyworker])
        // They are not members for being named there.
        #expect(household.members.count == 1)
        let fact = BrokerFact.register(.householdRecorded(household))
        #expect(try readAgain(fact) == [fact])
    }
}
