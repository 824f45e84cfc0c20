import Escalation
import JSON
import Patterns
import Routing
import Settings
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// The score's steps, the clocks that they and the timed patterns start, by the shipped rules.
@Suite struct SignsAddUpTests {
    private static func house() throws -> House {
        let policy = try House.partnership.get()
        return try House.withCase(clocks: policy.clocks, patterns: policy.patterns)
    }

    private func clocks(_ house: House) -> [String] {
        Set(house.state.clocks.open(of: named("C-1042")).map(\.key.code)).sorted()
    }

    private func observed(_ members: String, people: String = House.child) -> String {
        #"{"people":[\#(people)],"kind":"other","what":"Seen.","observed":{\#(members)}}"#
    }

    @Test func `as signs add up the manager must look, then a strategy discussion must be decided on`() throws
    {
        var house = try Self.house()
        house.publish(
            "police.domestic-incident",
            House.incident([House.child]).replacing(
                "\"dash-grade\"",
                with: "\"child-harmed\":true,\"dash-grade\""
            ),
            by: "wmp/niche"
        )
        #expect(!clocks(house).contains("T05b"))
        let six = house.publish("home.observation", observed(#""history":["child-removed"]"#))
        #expect(clocks(house).contains("T05b") && !clocks(house).contains("T05a"))
        let alert = try #require(six.entries.first { $0.topic.text == "broker.pattern-raised" })
        #expect(alert.event.root["data"]?["score"]?.integer == 6)
        #expect(alert.told.contains { $0.contains(" TM ") } && !alert.told.contains { $0.contains(" HOS ") })
        let ten = house.publish(
            "home.observation",
            observed(#""interim-plan":"none","public-risk":"assault""#)
        )
        #expect(clocks(house).contains("T05a"))
        let told = ten.entries.filter { $0.topic.text == "broker.pattern-raised" }.flatMap(\.told)
        #expect(told.contains { $0.contains(" HOS ") })
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
        // Nobody decided: a day later the manager and the head of service hear of it.
        let passed = house.pass(to: "2018-06-07T17:00:00+01:00")
        let breach = passed.entries.first {
            $0.topic.text == "broker.clock-breached" && $0.event.root["data"]?["clock"]?.string == "T05a"
        }
        #expect(breach?.told.contains { $0.contains(" HOS ") } == true)
    }

    @Test func `a child on a protection plan whom nobody sees for ten working days is a pattern`() throws {
        var house = try Self.house()
        house.publish("home.observation", observed(#""child-seen":true"#))
        #expect(clocks(house).contains("P20a"))
        house.pass(to: "2018-06-19T10:00:00+01:00")
        house.publish("home.observation", observed(#""child-seen":true"#))
        house.pass(to: "2018-07-03T16:00:00+01:00")
        #expect(house.state.patterns.alerts(of: named("C-1042")).map(\.code) == [])
        house.pass(to: "2018-07-03T17:00:00+01:00")
        #expect(house.state.patterns.alerts(of: named("C-1042")).map(\.code) == ["P20"])
    }

    @Test func `an arrangement that nobody said was checked is asked about after two working days`() throws {
        var house = try Self.house()
        func arrangement(_ checked: String) -> String {
            #"{"people":[\#(House.child)],"carer":"Her aunt","checked":"\#(checked)"}"#
        }
        house.publish("family.carer-arrangement", arrangement("in-progress"))
        #expect(clocks(house).contains("P28"))
        house.pass(to: "2018-06-08T17:00:00+01:00")
        #expect(house.state.patterns.alerts(of: named("C-1042")).map(\.code) == ["P28"])
        house.publish("family.carer-arrangement", arrangement("yes"))
        #expect(!clocks(house).contains("P28"))
    }

    @Test func `a referral with a promised day is silent after it`() throws {
        var house = try Self.house()
        house.publish(
            "referral.redirected",
            #"{"people":[\#(House.child)],"to":"Child mental health","reply-by":"2018-06-13"}"#
        )
        house.pass(to: "2018-06-13T17:00:00+01:00")
        #expect(house.state.patterns.alerts(of: named("C-1042")).map(\.code) == ["P30"])
    }

    @Test func `missed contacts of a mother with two records count together once they are merged`() throws {
        var house = try Self.house()
        let other = #"{"scheme":"bhm-hv","value":"H-7"}"#
        func missed(_ identifier: String) -> String {
            let mother = House.person("mother", identifier)
            return observed(#""missed":[{"person":0,"status":"missed"}]"#, people: mother + "," + House.child)
        }
        house.publish("home.observation", missed(other))
        house.decide("person.merged", House.somebody(House.tasha), House.somebody(other))
        house.publish("home.observation", missed(House.tasha))
        #expect(house.state.patterns.alerts(of: named("C-1042")).map(\.code) == ["P01"])
        #expect(try house.replayed(snapshotAfter: 5).state == house.state)
        house.decide("person.unmerged", House.somebody(House.tasha), House.somebody(other))
        house.publish("home.observation", missed(other))
        let alerts = house.state.patterns.alerts(of: named("C-1042"))
        #expect(alerts.count == 2 && alerts[0].subject != alerts[1].subject)
    }

    @Test func `a decision on a referral about a case that somebody holds leaves it held`() throws {
        var house = try Self.house()
        let decided =
            #"{"people":[\#(House.child)],"decision":"assessment","discussed":true,"referral":"r-1"}"#
        house.publish("referral.decided", decided)
        #expect(!clocks(house).contains("P10a"))
    }
}
