import Escalation
import JSON
import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

@testable import BrokerCore

/// The workers of one household are introduced to each other, whoever put them there, and nobody who is kept out is.
@Suite struct IntroductionTests {
    private static let sibling = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9994673904"}]}"#

    private func introduced(_ turn: Turn) -> Turn.Entry? {
        turn.entries.first { $0.topic.text == "broker.introduced" }
    }

    /// Who joined and who was there, as the entry names them.
    private func colleagues(_ entry: Turn.Entry?) throws -> [String] {
        let entry = try #require(entry)
        let data = try #require(
            try JSONDocument(parsing: entry.body, depth: JSONDocument.deepest).root["data"]
        )
        func list(_ name: String) -> [String] {
            data[name]?.elements.map { colleague -> String in
                ["staff", "role", "agency"].map { colleague[$0]?.string ?? "-" }.joined(separator: " ")
            } ?? []
        }
        return list("newcomers") + ["|"] + list("workers")
    }

    private func withheld(_ entry: Turn.Entry?) -> [String] {
        (entry?.routed?.decision.routings ?? []).flatMap(\.withheld).map {
            "\($0.role) \($0.staff?.text ?? "-") \($0.rule.rawValue)"
        }
    }

    @discardableResult
    private func put(_ staff: String, _ role: String, on id: String = "C-1042", in house: inout House) -> Turn
    {
        house.publish("allocation.made", House.allocated(staff, role, on: id))
    }

    @Test func `whoever joins is told who else works with the household, once and with the reason`() throws {
        var house = try House.withCase()
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-1042.>"], window: 9)
        let turn = put("bhm-hv/linda", "HV", in: &house)
        #expect(turn.entries.map(\.topic.text) == ["allocation.made", "broker.introduced"])
        let entry = introduced(turn)
        #expect(entry?.told == ["C-1042 HV bhm-hv/linda introduced"])
        #expect(try colleagues(entry) == ["bhm-hv/linda HV bhm-hv", "|", "bhm-csc/nadia ASW bhm-csc"])
        // It comes to her own system, with that reason, and nobody must answer.
        #expect(turn.deliveries.map(\.sequence).contains { $0 == entry?.sequence })
        #expect(entry?.routed?.why(for: named("bhm-hv")) == "introduced")
        #expect(house.state.escalations.keys.isEmpty)
        // The same allocation again introduces nobody.
        #expect(introduced(put("bhm-hv/linda", "HV", in: &house)) == nil)
    }

    @Test func `who joins by what a message says is made known to the others as well`() throws {
        var house = try House.withCase()
        let turn = house.publish(
            "police.domestic-incident",
            House.incident([House.child]).dropLast() + #","observed":{"joins":["HV"]}}"#,
            by: "wmp/niche"
        )
        #expect(
            introduced(turn)?.told == [
                "C-1042 ASW bhm-csc/nadia lead-professional", "C-1042 HV bhm-hv/linda introduced",
            ]
        )
    }

    @Test func `a new holder is told of everybody, and everybody of her by the allocation itself`() throws {
        var house = try House.withCase()
        put("bhm-hv/linda", "HV", in: &house)
        put("wmp/pat", "PPU", in: &house)
        let turn = put("bhm-csc/mo", "ASW", in: &house)
        #expect(introduced(turn)?.told == ["C-1042 ASW bhm-csc/mo lead-professional"])
        #expect(
            try colleagues(introduced(turn)) == [
                "bhm-csc/mo ASW bhm-csc", "|", "bhm-hv/linda HV bhm-hv", "wmp/pat PPU wmp",
            ]
        )
    }

    @Test func `workers of the other child's case in the household are introduced too`() throws {
        var house = try House.withCase()
        house.openCase("C-2", [Self.sibling])
        put("bhm-csc/dee", "ASW", on: "C-2", in: &house)
        // Not of one household: nobody meets anybody.
        #expect(introduced(put("wmp/pat", "PPU", in: &house))?.told == ["C-1042 PPU wmp/pat introduced"])
        settle(in: &house)
        let turn = put("bhm-hv/linda", "HV", in: &house)
        #expect(
            introduced(turn)?.told == [
                "C-1042 HV bhm-hv/linda introduced", "C-1042 ASW bhm-csc/dee lead-professional",
            ]
        )
        #expect(try colleagues(introduced(turn)).contains("bhm-csc/dee ASW bhm-csc"))
        // A case that is kept to named people does not show by this that it is there.
        house.publish("casefile.restricted", restricted("C-2", to: []))
        let later = put("bhm-csc/duty", "CC", in: &house)
        #expect(introduced(later)?.told == ["C-1042 CC bhm-csc/duty introduced"])
        #expect(try !colleagues(introduced(later)).contains("bhm-csc/dee ASW bhm-csc"))
        #expect(introduced(put("wmp/pat", "PPU", on: "C-2", in: &house))?.told == [])
    }

    @Test func `when two cases become one household's, their workers meet`() throws {
        var house = try House.withCase()
        house.openCase("C-2", [Self.sibling])
        put("bhm-csc/dee", "ASW", on: "C-2", in: &house)
        let turn = settle(in: &house)
        #expect(
            introduced(turn)?.told == [
                "C-2 ASW bhm-csc/dee lead-professional", "C-2 ASW bhm-csc/nadia lead-professional",
            ]
        )
        #expect(
            try colleagues(introduced(turn)) == ["bhm-csc/dee ASW bhm-csc", "|", "bhm-csc/nadia ASW bhm-csc"]
        )
        // Said again it brings nobody together, and where somebody hides it does not.
        #expect(introduced(settle(in: &house)) == nil)
        var hiding = try House.withCase()
        hiding.openCase("C-2", [Self.sibling])
        put("bhm-csc/dee", "ASW", on: "C-2", in: &hiding)
        #expect(introduced(settle(in: &hiding, protected: #","protected-from":{"roles":["KWF"]}"#)) == nil)
    }

    @Test func `nobody whom a restriction keeps out meets anybody or is named`() throws {
        var house = try House.withCase()
        put("wmp/pat", "PPU", in: &house)
        house.publish("casefile.restricted", restricted("C-1042", to: ["wmp/pat"]))
        let turn = put("bhm-hv/linda", "HV", in: &house)
        #expect(introduced(turn)?.told == [])
        #expect(withheld(introduced(turn)) == ["HV bhm-hv/linda restricted"])
        #expect(try !colleagues(introduced(turn)).joined().contains("linda"))
        let other = put("bhm-csc/mo", "ASW", in: &house)
        #expect(introduced(other)?.told == ["C-1042 ASW bhm-csc/mo lead-professional"])
        #expect(try colleagues(introduced(other)) == ["bhm-csc/mo ASW bhm-csc", "|", "wmp/pat PPU wmp"])
    }

    @Test func `nobody from whom the address is kept meets whoever works where the family hides`() throws {
        var house = try House.withCase()
        house.openCase("C-2", [Self.sibling])
        put("bhm-csc/dee", "ASW", on: "C-2", in: &house)
        settle(in: &house, protected: #","protected-from":{"roles":["KWF"],"staff":["wmp/pat"]}"#)
        let excluded = put("wmp/pat", "KWF", in: &house)
        #expect(introduced(excluded)?.told == [])
        #expect(withheld(introduced(excluded)) == ["KWF wmp/pat protected-address"])
        let refuge = put("bhm-hv/linda", "ACC", in: &house)
        // Nor does the allocation itself tell where they are.
        #expect(refuge.told.filter { $0.contains("wmp/pat") } == [])
        #expect(withheld(refuge.entries.first).contains("KWF wmp/pat protected-address"))
        #expect(introduced(refuge)?.told == ["C-1042 ACC bhm-hv/linda introduced"])
        // Neither is the other named to the refuge, nor does the brother's case show.
        #expect(
            try colleagues(introduced(refuge)) == [
                "bhm-hv/linda ACC bhm-hv", "|", "bhm-csc/nadia ASW bhm-csc",
            ]
        )
    }

    @Test func `a role that may not read the case is named to others and told of nobody`() throws {
        var house = try House.withCase()
        let turn = put("bhm-hv/linda", "PHARM", in: &house)
        #expect(introduced(turn)?.told == [])
        #expect(withheld(introduced(turn)) == ["PHARM bhm-hv/linda not-in-policy"])
        let later = put("wmp/pat", "PPU", in: &house)
        #expect(try colleagues(introduced(later)).contains("bhm-hv/linda PHARM bhm-hv"))
    }

    private func restricted(_ id: String, to staff: [String]) -> String {
        let list = staff.map { "\"\($0)\"" }.joined(separator: ",")
        return
            #"{"case":"\#(id)","restricted":true,"staff":[\#(list)],"excluded":[],"reason":"A colleague.","decided-by":"bhm-csc/hugo"}"#
    }

    /// Both children live with their mother.
    @discardableResult
    private func settle(in house: inout House, protected: String = "") -> Turn {
        house.publish(
            "register.household",
            """
            {"household":"H-1","members":[
            {"identifiers":[{"scheme":"nhs","value":"9990516286"}],"relation":"child"},
            {"identifiers":[{"scheme":"nhs","value":"9994673904"}],"relation":"child"},
            {"identifiers":[{"scheme":"nhs","value":"9992839457"}],"relation":"parent"}]\(protected)}
            """.replacing("\n", with: "")
        )
    }
}
