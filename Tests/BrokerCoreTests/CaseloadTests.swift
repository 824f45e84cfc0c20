import Concerns
import Escalation
import JSON
import Routing
import Settings
import Testing
import Topics
import Transfer
import Vocabulary
import Wire

@testable import BrokerCore

/// What FETCH `caseload` shows of somebody's cases, to whom, and in which order.
@Suite struct CaseloadTests {
    private static let sibling = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9994673904"}]}"#

    /// A page of a caseload as its rows and its `next`.
    private struct Page {
        let rows: [JSONNode]
        let next: String?

        var cases: [String] { rows.compactMap { $0["case"]?.string } }
    }

    private func page(
        _ house: inout House,
        _ person: String = "bhm-csc/nadia",
        by user: String = "bhm-csc/casework",
        limit: Int = 500,
        after: String? = nil
    ) throws -> Page {
        var fetch = ClientMessage.Fetch(.caseload, limit: limit)
        fetch.person = named(person)
        fetch.after = after
        let turn = house.hear(.fetch(fetch), from: user)
        for case .show(.rows(.caseload, let lines, let next), _, _, _) in turn.actions {
            let rows = try lines.split(separator: UInt8(ascii: "\n")).map {
                try JSONDocument(parsing: Array($0)).root
            }
            return Page(rows: rows, next: next)
        }
        Issue.record("no rows: \(turn.refusals)")
        return Page(rows: [], next: nil)
    }

    private func roles(_ row: JSONNode) -> [JSONNode] { row["roles"].map { Array($0.elements) } ?? [] }

    private func onLeave(_ cover: String) -> String {
        """
        {"staff":"bhm-csc/nadia","agency":"bhm-csc","name":"N","roles":["ASW"],\
        "leave":{"from":"2018-06-01","to":"2018-06-30","cover":"\(cover)"}}
        """
    }

    @Test func `a caseload has a person's own open cases, as what, since when and on which basis`() throws {
        var house = try House.withCase()
        house.openCase("C-2", [Self.sibling])
        house.allocate("bhm-csc/tess", on: "C-2")
        house.allocate("bhm-csc/nadia", "EHC", on: "C-2")
        house.openCase("C-3", [Self.sibling])
        house.allocate("bhm-csc/tess", on: "C-3")
        let page = try page(&house)
        #expect(page.cases == ["C-1042", "C-2"] && page.next == nil)
        let row = try #require(page.rows.first)
        #expect(row["legal-basis"]?.string == "CP")
        let child = try #require(house.children(of: "C-1042").first)
        #expect(row["children"]?.elements.map(\.string) == [child.text])
        let role = try #require(roles(row).first)
        let allocation = try #require(house.state.casebook.file(named("C-1042"))?.holder)
        #expect(role["role"]?.string == "ASW" && role["for"] == nil)
        #expect(role["from"]?.integer == allocation.from.milliseconds)
        #expect(roles(try #require(page.rows.last)).map { $0["role"]?.string } == ["EHC"])
    }

    @Test func `that somebody read it is an entry first, and names whose caseload it was`() throws {
        var house = try House.withCase()
        var fetch = ClientMessage.Fetch(.caseload)
        fetch.person = named("bhm-csc/nadia")
        let entries = house.hear(.fetch(fetch), from: "bhm-csc/casework").entries
        #expect(entries.map(\.topic.text) == ["broker.read"])
        let data = try #require(entries.first?.concern?.data)
        #expect(data["what"]?.string == "caseload" && data["person"]?.string == "bhm-csc/nadia")
        let definition = try #require(try House.catalogue.get()[named: "broker.read"])
        #expect(definition.fault(in: data) == nil)
    }

    @Test func `a system reads the caseloads of its own agency's staff only`() throws {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        #expect(try page(&house, "bhm-hv/linda", by: "bhm-hv/child-health").cases == ["C-1042"])
        var fetch = ClientMessage.Fetch(.caseload)
        fetch.person = named("bhm-csc/nadia")
        let refusals = house.hear(.fetch(fetch), from: "bhm-hv/child-health").refusals
        #expect(refusals.map(\.code) == [.forbidden] && refusals.first?.field == "/person")
    }

    @Test func `whoever stands in has the cases as well, named for whom, and only while they do`() throws {
        var house = try House.withCase()
        house.publish("register.staff", onLeave("bhm-csc/mo"))
        let row = try #require(try page(&house, "bhm-csc/mo").rows.first)
        #expect(row["case"]?.string == "C-1042")
        #expect(roles(row).map { $0["for"]?.string } == ["bhm-csc/nadia"])
        // Whoever is away has not lost the case.
        #expect(try page(&house).cases == ["C-1042"])
        #expect(try page(&house, "bhm-csc/dee").cases.isEmpty)
        house.now = at("2018-07-02T10:00:00+01:00")
        #expect(try page(&house, "bhm-csc/mo").cases.isEmpty)
    }

    @Test func `a stand-in of another agency is not shown what its systems may not see`() throws {
        var house = try House.withCase()
        house.publish("register.staff", onLeave("bhm-hv/linda"))
        #expect(try page(&house, "bhm-hv/linda", by: "bhm-hv/child-health").cases.isEmpty)
    }

    @Test func `a case that is closed or from which somebody is kept away is in no caseload`() throws {
        var house = try House.withCase()
        house.openCase("C-2", [Self.sibling])
        house.allocate("bhm-hv/linda", "HV", on: "C-2")
        house.allocate("bhm-hv/linda", "HV")
        #expect(try page(&house, "bhm-hv/linda", by: "bhm-hv/child-health").cases == ["C-1042", "C-2"])
        house.publish("casefile.closed", #"{"case":"C-2","reason":"needs-met","closed":"2018-06-06"}"#)
        #expect(house.state.casebook.file(named("C-2"))?.isOpen == false)
        #expect(try page(&house, "bhm-hv/linda", by: "bhm-hv/child-health").cases == ["C-1042"])
        house.publish(
            "casefile.restricted",
            #"{"case":"C-1042","restricted":true,"excluded":["bhm-hv/linda"],"reason":"A colleague.","#
                + #""decided-by":"bhm-csc/hugo"}"#
        )
        #expect(house.state.casebook.file(named("C-1042"))?.restriction != nil)
        #expect(try page(&house, "bhm-hv/linda", by: "bhm-hv/child-health").cases.isEmpty)
        #expect(try page(&house).cases == ["C-1042"])
    }

    @Test func `a case that another authority holds by now is in no caseload`() throws {
        var towns = try TwoHouses(seed: 1)
        #expect(try page(&towns.houses[0]).cases == ["C-1042"])
        towns.notify()
        towns.offer()
        try towns.accept()
        try towns.meet()
        #expect(try page(&towns.houses[0]).cases == ["C-1042"])
        try towns.release()
        #expect(towns.describe() == "settled sole")
        #expect(try page(&towns.houses[0]).cases.isEmpty)
    }

    @Test func `what must be answered first comes first, with how much and until when`() throws {
        var house = try House.withCase()
        for id in ["C-1", "C-2"] {
            house.openCase(id, [Self.sibling])
            house.allocate("bhm-csc/nadia", on: id)
        }
        house.publish("police.domestic-incident", House.incident([House.child]), by: "wmp/niche", id: "c-1")
        let page = try page(&house)
        #expect(page.cases == ["C-1042", "C-1", "C-2"])
        let key = try #require(house.state.escalations.keys.first)
        let due = try #require(house.state.escalations[key]?.deadline)
        #expect(page.rows[0]["to-answer"]?.integer == 1)
        #expect(page.rows[0]["answer-due"]?.integer == due.milliseconds)
        #expect(page.rows[0]["due"]?.integer == due.milliseconds)
        #expect(page.rows[1]["to-answer"]?.integer == 0 && page.rows[1]["due"]?.isNull == true)
        // It is hers to answer and no other's: to whoever else works on it nothing is due.
        house.allocate("bhm-csc/dee", "EHC")
        #expect(try self.page(&house, "bhm-csc/dee").rows.first?["to-answer"]?.integer == 0)
    }

    @Test func `pages follow one another without a case lost or shown twice`() throws {
        var house = try House.withCase()
        for number in 1...6 {
            house.openCase("C-\(number)", [Self.sibling])
            house.allocate("bhm-csc/nadia", on: "C-\(number)")
        }
        house.publish("police.domestic-incident", House.incident([House.child]), by: "wmp/niche", id: "c-1")
        let whole = try page(&house).cases
        #expect(whole.count == 7)
        for limit in 1...8 {
            var (cases, after) = ([String](), String?.none)
            repeat {
                let page = try page(&house, limit: limit, after: after)
                #expect(page.cases.count <= limit && !page.cases.isEmpty)
                cases += page.cases
                after = page.next
            } while after != nil
            #expect(cases == whole, "limit \(limit)")
        }
        var fetch = ClientMessage.Fetch(.caseload)
        (fetch.person, fetch.after) = (named("bhm-csc/nadia"), "12 C-1 x")
        let refusals = house.hear(.fetch(fetch), from: "bhm-csc/casework").refusals
        #expect(refusals.map(\.code) == [.badFrame] && refusals.first?.field == "/after")
    }

    @Test func `the clock that runs out first is named to whoever may see clocks`() throws {
        let rules = try House.partnership.get()
        var house = try House.withCase(
            clocks: rules.clocks,
            meetings: rules.meetings,
            patterns: rules.patterns
        )
        house.publish("referral.submitted", #"{"people":[\#(House.child)],"concerns":"Seen alone."}"#)
        let clocks = house.state.clocks.open(of: named("C-1042"))
        let first = try #require(clocks.min { $0.due < $1.due })
        let row = try #require(try page(&house).rows.first)
        #expect(row["clock"]?.string == first.key.code)
        #expect(row["clock-due"]?.integer == first.due.milliseconds)
        #expect(row["due"]?.integer.map { $0 <= first.due.milliseconds } == true)
    }
}

extension Catalogue {
    fileprivate subscript(named name: String) -> TopicDefinition? { Topic(name).flatMap { self[$0] } }
}
