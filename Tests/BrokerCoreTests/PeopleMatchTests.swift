import Concerns
import JSON
import Routing
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Somebody whom no identifier finds and who may be somebody known (`domain.md` 5.7).
@Suite struct PeopleMatchTests {
    private static let named = #","name":"Esme Hartley","born":"2016-11-14""#

    /// Esme's name and date of birth are known from her register entry.
    private static func known() throws -> House {
        var house = try House.withCase()
        house.register(House.esme, more: named)
        return house
    }

    private func concern(_ house: inout House, _ identifiers: String, _ more: String) -> Turn {
        let child = #"{"role":"child","identifiers":[\#(identifiers)]\#(more)}"#
        return house.publish("police.domestic-incident", House.incident([child]), by: "wmp/niche")
    }

    private func places(_ turn: Turn) -> [String] {
        turn.entries.first?.routed?.decision.routings.map { $0.caseID?.text ?? "front-door" } ?? []
    }

    private func kinds(_ house: House) -> [String] {
        house.broker.dutyRows.map { row in
            guard case .object(let members) = row,
                case .string(let kind)? = members.first(where: { $0.key == "kind" })?.value
            else { return "?" }
            return kind
        }
    }

    @Test
    func
        `the same name and date of birth go to both, are asked of the front door, and stand on the duty list`()
        throws
    {
        var house = try Self.known()
        let turn = concern(&house, "", #","name":"HARTLEY, Esme","born":"2016-11-14""#)
        #expect(places(turn) == ["C-1042", "front-door"])
        #expect(turn.entries.first?.told.contains("C-1042 ASW bhm-csc/nadia lead-professional") == true)
        let question = try #require(turn.entries.first { $0.topic.text == "broker.match-proposed" })
        #expect(
            question.told == [
                "front-door MASH bhm-csc/door front-door", "front-door DUTY bhm-csc/duty front-door",
            ]
        )
        let data = try #require(question.concern).data
        let first = try #require(data["candidates"]?.elements.first { _ in true })
        #expect(
            first["because"]?.elements.compactMap(\.string) == ["born", "name"]
        )
        #expect(first["cases"]?.elements.compactMap(\.string) == ["C-1042"])
        #expect(kinds(house).filter { $0 == "probable-match" }.count == 1)
        #expect(house.state.register.merges.isEmpty)
        #expect(try house.replayed(snapshotAfter: 4).state == house.state)
        let definition = try #require(house.policy.catalogue[question.topic])
        #expect(definition.fault(in: data) == nil)
    }

    @Test func `a name alone, a date alone and another spelling ask nobody`() throws {
        var house = try Self.known()
        for more in [
            #","name":"Esme Hartley""#, #","born":"2016-11-14""#,
            #","name":"Esme Hartley","born":"2016-11-15""#,
            #","name":"Emma Hartley","born":"2016-11-14""#,
        ] {
            let turn = concern(&house, "", more)
            #expect(places(turn) == ["front-door"] && turn.entries.count == 1)
        }
    }

    @Test func `the same date of birth at the same address is probable too`() throws {
        var house = try Self.known()
        house.publish(
            "register.household",
            """
            {"household":"H-1","address":{"uprn":"099900000021","postcode":"ZZ99 3VZ"},"members":[\
            {"identifiers":[\(House.esme)],"relation":"child"}]}
            """
        )
        for place in [#"{"uprn":"099900000021"}"#, #"{"postcode":"zz993vz"}"#] {
            let turn = concern(&house, "", #","born":"2016-11-14","address":\#(place)"#)
            #expect(places(turn) == ["C-1042", "front-door"])
        }
        let elsewhere = concern(&house, "", #","born":"2016-11-14","address":{"uprn":"99900000021"}"#)
        #expect(places(elsewhere) == ["front-door"])
    }

    @Test func `until somebody decides, what is said later of the stranger goes to both, and then to one`()
        throws
    {
        var house = try Self.known()
        let stranger = #"{"scheme":"wmp","value":"N-5"}"#
        #expect(places(concern(&house, stranger, Self.named)) == ["C-1042", "front-door"])
        #expect(places(concern(&house, stranger, "")) == ["C-1042", "front-door"])
        let (one, two) = (House.somebody(House.esme), House.somebody(stranger))
        house.decide("person.declared-different", one, two)
        #expect(places(concern(&house, stranger, Self.named)) == ["front-door"])
        #expect(!kinds(house).contains("probable-match"))
        house.decide("person.merged", one, two)
        #expect(places(concern(&house, stranger, "")) == ["C-1042"])
    }

    @Test func `whoever has no identifier is decided on by the broker's handle, and stays listed until then`()
        throws
    {
        var house = try Self.known()
        let turn = concern(&house, "", Self.named)
        let question = try #require(turn.entries.first { $0.topic.text == "broker.match-proposed" })
        let handle = try #require(question.concern?.data["person"]?.string)
        house.publish(
            "acknowledgement.made",
            House.answer(question.id.text, "bhm-csc/mo", "seen"),
            by: "bhm-csc/casework"
        )
        #expect(kinds(house).contains("probable-match"))
        let act = house.decide("person.merged", House.somebody(House.esme), #"{"handle":"\#(handle)"}"#)
        #expect(act.refusals.isEmpty)
        #expect(!kinds(house).contains("probable-match"))
        #expect(house.state.register.merges.count == 1)
    }

    @Test func `somebody registered under another number who looks like somebody known is asked about`()
        throws
    {
        var house = try Self.known()
        let turn = house.register(#"{"scheme":"nhs","value":"9994673904"}"#, more: Self.named)
        #expect(turn.entries.map(\.topic.text) == ["register.person", "broker.match-proposed"])
        #expect(
            house.places(House.person("child", #"{"scheme":"nhs","value":"9994673904"}"#)).contains("C-1042")
        )
        #expect(house.match("nhs", "9994673904") != house.match("nhs", "9990516286"))
    }

    @Test func `neither a name nor an address is kept, nor a digest that a dictionary turns back`() throws {
        var house = try Self.known()
        _ = concern(&house, "", #"\#(Self.named),"address":{"uprn":"099900000021","postcode":"ZZ99 3VZ"}"#)
        let facts = house.stored.flatMap { $0.facts + $0.entries.flatMap(\.facts) }
        let text = String(decoding: facts + (house.broker.snapshot ?? []), as: UTF8.self).lowercased()
        for word in ["esme", "hartley", "zz99", "099900000021"] { #expect(!text.contains(word)) }
        #expect(PersonSketch.Bucket.count <= 4_096)
    }
}
