import Concerns
import Escalation
import JSON
import Settings
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// An agency says what is due; what does not come is a published concern that reaches whoever leads, and must be answered.
@Suite struct ExpectedEventTests {
    private static let hv = "bhm-hv/child-health"
    private let id: CaseID = named("C-1042")
    private let due = "2018-06-08T17:00:00+01:00"

    /// Linda's service expects a contact by Friday, and social care listens.
    private func house(what: String = "health.contact", role: String = "HV") throws -> House {
        var house = try House.withCase(clocks: try House.partnership.get().clocks)
        house.allocate("bhm-hv/linda", "HV")
        _ = house.subscribe("bhm-csc/casework", ["case.E08000025.>"])
        let turn = house.publish(
            "expected.registered",
            #"{"case":"C-1042","people":[\#(House.child)],"what":"\#(what)","by":"2018-06-08","#
                + #""from-role":"\#(role)","if-missed":["TM"]}"#,
            by: Self.hv,
            id: "x-1"
        )
        #expect(turn.refusals.isEmpty, "\(turn.refusals)")
        return house
    }

    private func comes(_ house: inout House) -> Turn {
        house.publish(
            "health.contact",
            #"{"people":[\#(House.child)],"contact-type":"home","child-seen":true}"#,
            by: Self.hv
        )
    }

    private func missed(_ turn: Turn) -> [Turn.Entry] {
        turn.entries.filter { $0.topic.text == "expected.missed" }
    }

    @Test func `what does not come is published, told and delivered to the lead, who must answer, once`()
        throws
    {
        var house = try house()
        #expect(missed(house.pass(to: "2018-06-08T16:59:59+01:00")).isEmpty)
        let turn = house.pass(to: due)
        let entry = try #require(missed(turn).first)
        #expect(entry.told == ["C-1042 ASW bhm-csc/nadia advised", "C-1042 TM bhm-csc/tess advised"])
        #expect(entry.concern?.data["expectation"]?.string == "x-1")
        #expect(entry.concern?.data["what"]?.string == "health.contact")
        #expect(
            turn.deliveries.contains { $0.user.text == "bhm-csc/casework" && $0.sequence == entry.sequence }
        )
        let obligation = house.state.escalations[ObligationKey(entry.sequence, id)]
        #expect(obligation?.owner?.staff?.text == "bhm-csc/nadia")
        #expect(missed(house.pass(to: "2018-06-11T12:00:00+01:00")).isEmpty)
        #expect(house.state.expectations.expected(on: id).isEmpty)
    }

    @Test func `what comes in time is missed by nobody`() throws {
        var house = try house()
        house.now = at("2018-06-08T16:30:00+01:00")
        #expect(comes(&house).refusals.isEmpty)
        #expect(missed(house.pass(to: "2018-06-11T12:00:00+01:00")).isEmpty)
    }

    @Test func `another role's word does not do, nor another topic's`() throws {
        var house = try house(role: "GP")
        #expect(comes(&house).refusals.isEmpty)
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche")
        #expect(missed(house.pass(to: due)).count == 1)
    }

    @Test func `a restart before it is due forgets nothing, and one after it says nothing twice`() throws {
        var absent = try house()
        try absent.restart()
        #expect(absent.broker.nextDeadline.map { $0 <= at(due) } == true)
        let turn = absent.pass(to: due)
        #expect(
            missed(turn).map(\.told) == [
                ["C-1042 ASW bhm-csc/nadia advised", "C-1042 TM bhm-csc/tess advised"]
            ]
        )
        try absent.restart()
        #expect(missed(absent.pass(to: "2018-06-11T12:00:00+01:00")).isEmpty)
        var present = try house()
        #expect(comes(&present).refusals.isEmpty)
        try present.restart()
        #expect(missed(present.pass(to: "2018-06-11T12:00:00+01:00")).isEmpty)
    }

    @Test func `a broker that was down when it was due says so when it is back`() throws {
        var house = try house()
        house.now = at("2018-06-11T12:00:00+01:00")
        let turns = [try house.restart(), house.turn()]
        #expect(turns.flatMap { missed($0) }.count == 1)
    }

    @Test
    func `a message that says what it expects starts that clock, and its absence is told, restarts or not`()
        throws
    {
        func told(_ isAnswered: Bool) throws -> [[String]] {
            var house = try House.withCase(clocks: try House.partnership.get().clocks)
            house.allocate("bhm-hv/linda", "HV")
            let turn = house.publish(
                "home.observation",
                try House.example(of: "home.observation", adding: #""expects":["T31"]"#)
            )
            #expect(turn.refusals.isEmpty, "\(turn.refusals)")
            #expect(house.state.clocks.open(of: id).contains { $0.key.code == "T31" })
            try house.restart()
            house.hello("bhm-csc/casework")
            if isAnswered {
                house.publish(
                    "meeting.minutes",
                    #"{"people":[\#(House.child)],"type":"CIN","held":"2018-06-06","satisfies":["T31"]}"#
                )
            }
            let passed = house.pass(to: "2018-06-14T12:00:00+01:00")
            try house.restart()
            let later = house.pass(to: "2018-06-15T12:00:00+01:00")
            return (passed.entries + later.entries).filter { entry in
                entry.topic.text == "broker.clock-breached" && entry.concern?.data["clock"]?.string == "T31"
            }.map(\.told)
        }
        let absent = try told(false)
        #expect(absent.count == 1)
        #expect(absent.first?.contains { $0.contains("bhm-csc/") } == true, "\(absent)")
        #expect(try told(true).isEmpty)
    }
}

extension House {
    /// The data of a topic's example about this house's child, with more members.
    static func example(of topic: String, adding more: String) throws -> String {
        let catalogue = try Self.catalogue.get()
        let definition = try #require(Topic(topic).flatMap { catalogue[$0] })
        let data = try #require(definition.example.root["data"])
        let members = data.members.filter { !["people", "case", "expects"].contains($0.key) }
        let said = members.map { #""\#($0.key)":"# + String(decoding: $0.node.raw, as: UTF8.self) }
        return "{" + ([#""people":[\#(child)]"#] + said + [more]).joined(separator: ",") + "}"
    }
}
