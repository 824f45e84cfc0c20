import Concerns
import Routing
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Merges, links and separations by named people's signed acts (S17).
@Suite struct PeopleMergingTests {
    private static let other = #"{"scheme":"bhm-hv","value":"H-2"}"#

    /// Esme's case C-1042 is Nadia's; the case C-2 of a record that a health visitor has is Tess's.
    private static func twoCases() throws -> House {
        var house = try House.withCase()
        house.openCase("C-2", [House.person("child", other)])
        house.allocate("bhm-csc/tess", on: "C-2")
        return house
    }

    private func told(_ turn: Turn) -> [String] {
        turn.entries.first { $0.topic.area == "police" }?.told.filter { $0.contains(" ASW ") } ?? []
    }

    private func concern(_ house: inout House, _ identifier: String) -> [String] {
        told(
            house.publish(
                "police.domestic-incident",
                House.incident([House.person("child", identifier)]),
                by: "wmp/niche"
            )
        )
    }

    private static let nadia = "C-1042 ASW bhm-csc/nadia lead-professional"
    private static let tess = "C-2 ASW bhm-csc/tess lead-professional"

    @Test(arguments: ["person.merged", "person.linked"])
    func `both leads are told of either while two records are joined, and of their own again after`(
        topic: String
    ) throws {
        var house = try Self.twoCases()
        let (one, two) = (House.somebody(House.esme), House.somebody(Self.other))
        #expect(concern(&house, House.esme) == [Self.nadia] && concern(&house, Self.other) == [Self.tess])
        let isLink = topic == "person.linked"
        let more = isLink ? #","relation":"same-before-birth""# : ""
        let act = house.decide(topic, one, two, more: more)
        #expect(act.refusals.isEmpty)
        for lead in [Self.nadia, Self.tess] { #expect(act.told.contains(lead)) }
        #expect(concern(&house, House.esme) == [Self.nadia, Self.tess])
        #expect(concern(&house, Self.other) == [Self.nadia, Self.tess])
        #expect(try house.replayed(snapshotAfter: 4).state == house.state)
        house.decide(isLink ? "person.declared-different" : "person.unmerged", one, two)
        #expect(concern(&house, House.esme) == [Self.nadia])
        #expect(concern(&house, Self.other) == [Self.tess])
        #expect(try house.replayed(snapshotAfter: 4).state == house.state)
    }

    @Test
    func `a link that ended, or that adoption broke, tells nobody of the other, and the broken never again`()
        throws
    {
        var house = try Self.twoCases()
        let (one, two) = (House.somebody(House.esme), House.somebody(Self.other))
        let sibling = #","relation":"half-sibling-of""#
        house.decide("person.linked", one, two, more: sibling)
        #expect(concern(&house, House.esme) == [Self.nadia, Self.tess])
        house.decide("person.linked", one, two, more: sibling + #","until":"2018-06-06""#)
        #expect(concern(&house, House.esme) == [Self.nadia])
        house.decide("person.linked", one, two, more: sibling)
        house.decide("person.linked", one, two, more: #","relation":"other","broken":true"#)
        #expect(concern(&house, House.esme) == [Self.nadia])
        for topic in ["person.linked", "person.merged"] {
            let more = topic == "person.linked" ? sibling : ""
            #expect(house.decide(topic, one, two, more: more).refusals.map(\.code) == [.forbidden])
        }
    }

    @Test func `what one record gained by its own identifiers leaves with it`() throws {
        var house = try Self.twoCases()
        let (one, two) = (House.somebody(House.esme), House.somebody(Self.other))
        house.decide("person.merged", one, two)
        house.register(Self.other, #"{"scheme":"bhm-gp","value":"G-5"}"#)
        house.openCase("C-3", [House.person("child", Self.other)])
        house.allocate("bhm-csc/nadia", on: "C-3")
        #expect(house.places(House.person("child", House.esme)) == ["C-1042", "C-2", "C-3"])
        house.decide("person.unmerged", one, two)
        #expect(house.places(House.person("child", House.esme)) == ["C-1042"])
        #expect(house.places(House.person("child", #"{"scheme":"bhm-gp","value":"G-5"}"#)) == ["C-2", "C-3"])
    }

    @Test func `a person decides, of the publishing agency, and neither a team nor somebody of another's`()
        throws
    {
        var house = try Self.twoCases()
        let (one, two) = (House.somebody(House.esme), House.somebody(Self.other))
        let before = house.state.register
        for who in ["bhm-csc/duty", "bhm-hv/linda", "bhm-csc/unheard.of"] {
            let turn = house.decide("person.merged", one, two, by: who)
            #expect(turn.refusals.map(\.code) == [.forbidden])
        }
        let unknown = House.somebody(#"{"scheme":"bhm-gp","value":"G-9"}"#)
        #expect(house.decide("person.merged", one, unknown).refusals.map(\.code) == [.noSuch])
        #expect(house.state.register == before && house.entries.allSatisfy { $0.topic.area != "person" })
    }

    @Test func `whoever has a key must have signed, and a wrong or missing signature is refused`() throws {
        var house = try Self.twoCases()
        let key = try #require(SigningKey(seed: Array(repeating: 7, count: 32)))
        let wrong = try #require(SigningKey(seed: Array(repeating: 8, count: 32)))
        house.publish(
            "register.staff",
            """
            {"staff":"bhm-csc/dee","agency":"bhm-csc","name":"Dee Moss","roles":[],\
            "signing-key":"\(Base64.encode(key.verifyingKey.bytes))"}
            """
        )
        let (one, two) = (House.somebody(House.esme), House.somebody(Self.other))
        let before = house.state.register
        func say(_ house: inout House, _ topic: String, signedBy key: SigningKey?) throws -> Turn {
            let said = house.event(topic, House.act(topic, one, two), by: house.casework)
            let body = try key.map { try Concern(parsing: said.body).bytes(signedBy: $0) } ?? said.body
            return house.hear(Said(id: said.id, topic: topic, body: body).publish, from: house.casework)
        }
        for key in [nil, wrong] {
            for topic in ["person.merged", "person.unmerged", "person.declared-different"] {
                let turn = try say(&house, topic, signedBy: key)
                #expect(turn.refusals.map(\.code) == [.forbidden])
            }
        }
        #expect(house.state.register == before)
        #expect(try say(&house, "person.merged", signedBy: key).refusals.isEmpty)
        #expect(concern(&house, House.esme) == [Self.nadia, Self.tess])
        #expect(try say(&house, "person.unmerged", signedBy: key).refusals.isEmpty)
        #expect(concern(&house, House.esme) == [Self.nadia])
        try house.restart()
        house.hello(house.casework)
        #expect(try say(&house, "person.merged", signedBy: nil).refusals.map(\.code) == [.forbidden])
    }

    @Test func `a key is 32 bytes`() throws {
        var house = try House.withCase()
        let turn = house.publish(
            "register.staff",
            #"{"staff":"bhm-csc/dee","agency":"bhm-csc","name":"D","roles":[],"signing-key":"AAAA"}"#
        )
        #expect(turn.refusals.map(\.code) == [.schema])
    }

    @Test func `what another authority decided about its records joins nobody here`() throws {
        var house = try Self.twoCases()
        house.hello("E08000029/broker")
        let (one, two) = (House.somebody(House.esme), House.somebody(Self.other))
        let body = House.act("person.merged", one, two, by: "sol-csc/dee")
        let turn = house.publish("person.merged", body, by: "E08000029/broker")
        #expect(turn.refusals.isEmpty)
        #expect(house.state.register.merges.isEmpty)
        #expect(concern(&house, House.esme) == [Self.nadia])
    }
}
