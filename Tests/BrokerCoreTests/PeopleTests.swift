import Routing
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Relations and births, said as agencies say them.
@Suite struct PeopleTests {
    @Test func `an adult service's concern about a father who lives elsewhere reaches the child's lead`()
        throws
    {
        var house = try House.withCase()
        house.register(House.rob)
        #expect(house.places(House.person("suspect", House.rob)) == ["front-door"])
        house.relate(House.rob, "parent", House.esme, more: #","parental-responsibility":true"#)
        let turn = house.publish(
            "police.domestic-incident",
            House.incident([House.person("suspect", House.rob)]),
            by: "wmp/niche"
        )
        #expect(turn.told.first == "C-1042 ASW bhm-csc/nadia lead-professional")
        let reason = try #require(turn.entries.first?.routed?.decision.routings.first?.reasons.first)
        #expect(reason.sentence.contains("a parent of"))
        house.relate(House.rob, "parent", House.esme, more: #","to":"2018-06-06""#)
        #expect(house.places(House.person("suspect", House.rob)) == ["front-door"])
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
    }

    @Test func `a relation is between two people whom the register knows`() throws {
        var house = try House.withCase()
        #expect(house.relate(House.rob, "parent", House.esme).refusals.map(\.code) == [.noSuch])
        #expect(house.relate(House.esme, "sibling", House.esme).refusals.map(\.code) == [.schema])
    }

    @Test func `an unborn case is keyed on the mother and re-keyed at birth, with the same child and case`()
        throws
    {
        var house = try House.withCase()
        house.register(House.rob)
        house.openCase("C-8", [House.person("unborn", House.rob.replacing("N-77", with: "N-78"), more: "")])
        house.openCase("C-9", [House.person("unborn", House.tasha, more: #","due":"2018-06-20""#)])
        house.allocate("bhm-csc/nadia", on: "C-9")
        let child = try #require(house.children(of: "C-9").first)
        #expect(house.state.register.person(child)?.isUnborn == true)
        #expect(house.state.register.person(child)?.identifiers == [])
        #expect(house.places(House.mother) == ["C-1042", "C-9"])
        let baby = #"{"scheme":"nhs","value":"9994673904"}"#
        #expect(house.places(House.person("child", baby)) == ["front-door"])
        house.birth([House.person("child", baby)])
        #expect(house.match("nhs", "9994673904") == .one(child))
        #expect(house.state.register.person(child)?.born == CivilDate(iso8601: "2018-06-06"))
        #expect(house.children(of: "C-9") == [child])
        #expect(house.places(House.person("child", baby)) == ["C-9"])
        #expect(house.places(House.mother) == ["C-1042", "C-9"])
        #expect(try house.replayed(snapshotAfter: 5).state == house.state)
    }

    @Test func `an agency's own reference of an unborn child finds it before birth and after`() throws {
        var house = try House.withCase()
        let reference = #"{"scheme":"bhm-csc","value":"UB-20931"}"#
        let unborn = House.person("unborn", reference, more: #","due":"2018-06-20""#)
        house.openCase("C-9", [unborn])
        house.publish(
            "register.household",
            """
            {"household":"H-1","members":[\
            {"identifiers":[\(House.esme)],"relation":"child"},\
            {"identifiers":[\(reference)],"relation":"unborn"},\
            {"identifiers":[\(House.tasha)],"relation":"parent"}]}
            """
        )
        let child = try #require(house.children(of: "C-9").first)
        house.birth([House.person("child", #"{"scheme":"nhs","value":"9994673904"}"#)])
        #expect(house.match("nhs", "9994673904") == .one(child))
        #expect(house.match("bhm-csc", "UB-20931") == .one(child))
    }

    @Test func `twins take the two unborn records, and a third baby joins the case`() throws {
        var house = try House.withCase()
        let unborn = House.person("unborn", House.tasha, more: #","due":"2018-06-20""#)
        house.openCase("C-9", [unborn, unborn])
        let expected = house.children(of: "C-9")
        #expect(expected.count == 2)
        house.openCase("C-9", [unborn, unborn])
        #expect(house.children(of: "C-9") == expected)
        let babies = ["9994673904", "9991427317", "9990000018"].map {
            House.person("child", #"{"scheme":"nhs","value":"\#($0)"}"#)
        }
        house.birth(Array(babies[0...1]))
        #expect(Set([house.match("nhs", "9994673904"), house.match("nhs", "9991427317")]).count == 2)
        #expect(house.children(of: "C-9") == expected)
        let turn = house.birth(babies)
        let third = try #require(house.match("nhs", "9990000018").people.first)
        #expect(house.children(of: "C-9") == (expected + [third]).sorted())
        #expect(turn.entries.first?.routed?.decision.cases.contains(named("C-9")) == true)
        let before = house.state.register
        house.birth(babies)
        #expect(house.state.register == before)
    }

    @Test func `a baby registered beside the unborn record is for a person to decide, never one by itself`()
        throws
    {
        var house = try House.withCase()
        house.openCase("C-9", [House.person("unborn", House.tasha, more: #","due":"2018-06-20""#)])
        let child = try #require(house.children(of: "C-9").first)
        let baby = #"{"scheme":"nhs","value":"9994673904"}"#
        house.register(baby)
        house.birth([House.person("child", baby)])
        let record = try #require(house.match("nhs", "9994673904").people.first)
        #expect(record != child && house.state.register.openProposals.count == 1)
        #expect(house.places(House.person("child", baby)).contains("C-9"))
        house.decide(
            "person.merged",
            House.somebody(baby),
            #"{"unborn-of":[\#(House.tasha)]}"#
        )
        #expect(house.state.register.isSame(record, child))
        #expect(house.places(House.person("child", baby)) == ["C-9"])
    }

    @Test func `another pregnancy's record is not this birth's, and a birth closes nothing`() throws {
        var house = try House.withCase()
        house.openCase("C-9", [House.person("unborn", House.tasha, more: #","due":"2016-03-01""#)])
        house.openCase("C-8", [House.person("unborn", House.tasha, more: #","due":"2018-06-20""#)])
        let (old, new) = (house.children(of: "C-9"), house.children(of: "C-8"))
        #expect(old != new)
        house.birth([House.person("child", #"{"scheme":"nhs","value":"9994673904"}"#)])
        #expect(house.match("nhs", "9994673904").people == new)
        #expect(house.state.casebook.file(named("C-9"))?.isOpen == true)
    }

    @Test func `an unborn child is registered on its mother alone, and nobody without either`() throws {
        var house = try House.withCase()
        let unborn = #"{"identifiers":[],"unborn-of":[\#(House.tasha)],"due":"2018-06-20"}"#
        house.publish("register.person", unborn)
        house.publish("register.person", unborn)
        let mother = try #require(house.match("nhs", "9992839457").people.first)
        #expect(house.state.register.unborn(of: mother).count == 1)
        #expect(house.publish("register.person", #"{"identifiers":[]}"#).refusals.map(\.code) == [.schema])
    }
}
