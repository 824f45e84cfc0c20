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

/// What a concern that was taken back had made true, what stands still meanwhile, and what ends a hold (L23, T80, T82).
@Suite struct WithdrawalTests {
    private let id: CaseID = named("C-1042")

    private static func house() throws -> House {
        let policy = try House.partnership.get()
        return try House.withCase(
            clocks: policy.clocks,
            meetings: policy.meetings,
            patterns: policy.patterns
        )
    }

    private func codes(_ house: House) -> [String] { house.state.clocks.open(of: id).map(\.key.code) }

    private func due(_ code: String, _ house: House) -> String? {
        house.state.clocks.open(of: id).first { $0.key.code == code }.map { LondonTime.rfc3339($0.due) }
    }

    private func recall(
        _ concern: String,
        _ reason: String,
        by user: String = "bhm-csc/casework",
        in house: inout House
    ) -> Turn {
        house.publish("concern.recalled", #"{"concern":"\#(concern)","reason":"\#(reason)"}"#, by: user)
    }

    private let referral =
        #"{"people":[\#(House.child)],"seen":"Bruises.","ask":"Help.","contact":{"name":"Desk","phone":"0121 496 0160"}}"#

    // MARK: T82

    @Test(arguments: ["wrong-child", "wrong-recipient", "protected-address", "informant-named"])
    func `a concern that reached somebody wrong is a breach that the regulator must hear of`(reason: String)
        throws
    {
        var house = try Self.house()
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        _ = recall("c-1", reason, by: "wmp/niche", in: &house)
        #expect(due("T82", house) == "2018-06-09T10:00:00+01:00")
        let passed = house.pass(to: "2018-06-09T10:00:00+01:00")
        let breach = passed.entries.first {
            $0.topic.text == "broker.clock-breached" && $0.event.root["data"]?["clock"]?.string == "T82"
        }
        #expect(breach?.told.contains("C-1042 HOS bhm-csc/hugo advised") == true)
        house.publish(
            "staff.incident",
            #"{"people":[\#(House.child)],"kind":"other","regulator-notified":true}"#
        )
        #expect(due("T82", house) == nil)
    }

    @Test func `what was only said wrong is no breach`() throws {
        var house = try Self.house()
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        _ = recall("c-1", "wrong-content", by: "wmp/niche", in: &house)
        #expect(due("T82", house) == nil)
    }

    // MARK: Clocks and patterns

    @Test func `the clocks that it alone started end with it, and not those that another would have started`()
        throws
    {
        var house = try Self.house()
        house.publish("referral.submitted", referral, id: "r-1")
        #expect(Set(["T01", "T02", "T06"]).isSubset(of: codes(house)))
        house.publish("referral.submitted", referral, id: "r-2")
        _ = recall("r-1", "wrong-child", in: &house)
        // Each referral has its own acknowledgement; the assessment is one, and the second asks for it too.
        #expect(codes(house).filter { $0 == "T01" }.count == 1)
        #expect(codes(house).contains("T06"))
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
        _ = recall("r-2", "wrong-child", in: &house)
        #expect(Set(codes(house)).isDisjoint(with: ["T01", "T02"]))
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
    }

    @Test func `the only one that asked for it was taken back: nothing is left to do for this child`() throws
    {
        var house = try Self.house()
        house.publish("referral.submitted", referral, id: "r-1")
        _ = recall("r-1", "wrong-child", in: &house)
        #expect(Set(codes(house)).isDisjoint(with: ["T01", "T02", "T06"]))
    }

    @Test func `what went to the wrong people is true all the same, and its clocks go on`() throws {
        var house = try Self.house()
        house.publish("referral.submitted", referral, id: "r-1")
        _ = recall("r-1", "wrong-recipient", in: &house)
        #expect(Set(["T01", "T02", "T06"]).isSubset(of: codes(house)))
    }

    @Test func `a challenge that is taken back ends by its statement and by nothing else`() throws {
        var house = try Self.house()
        house.publish(
            "challenge.raised",
            #"{"people":[\#(House.child)],"about":"x","wants":"A look.","stage":1}"#,
            id: "x-1"
        )
        try #require(codes(house).contains("T50"))
        _ = recall("x-1", "wrong-child", in: &house)
        #expect(codes(house).contains("T50"))
    }

    @Test func `patterns forget it, what it alone completed no longer counts, and it may be completed again`()
        throws
    {
        var house = try Self.house()
        func observe(_ id: String) -> Turn {
            house.publish(
                "home.observation",
                #"{"people":[\#(House.child)],"kind":"other","what":"Seen.","observed":{"public-risk":"assault"}}"#,
                id: id
            )
        }
        _ = observe("o-1")
        #expect(house.state.patterns.alerts(of: id).map(\.code) == ["P32"])
        let score = house.state.patterns.score(of: id, on: LondonTime.date(of: house.now)).value
        _ = recall("o-1", "wrong-child", in: &house)
        #expect(house.state.patterns.alerts(of: id).isEmpty)
        #expect(
            house.state.patterns.score(of: id, on: LondonTime.date(of: house.now)).value == 0 && score > 0
        )
        _ = observe("o-2")
        #expect(house.state.patterns.alerts(of: id).map(\.code) == ["P32"])
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    // MARK: T80

    private func records(_ request: String, in house: inout House) {
        house.publish(
            "records.requested",
            #"{"people":[\#(House.child)],"of":"Us","asked":"2018-06-06","request":"\#(request)"}"#
        )
    }

    @Test(arguments: ["identity-asked", "clarification-asked"])
    func `a subject access request stands still until whoever asked says more, and is due as much later`(
        question: String
    ) throws {
        var house = try Self.house()
        records("subject-access", in: &house)
        #expect(due("T80", house) == "2018-07-06T17:00:00+01:00")
        house.pass(to: "2018-06-11T10:00:00+01:00")
        records(question, in: &house)
        // Nothing is late while it stands still.
        let still = house.pass(to: "2018-07-09T10:00:00+01:00")
        #expect(!still.entries.contains { $0.event.root["data"]?["clock"]?.string == "T80" })
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
        records("clarified", in: &house)
        // Four weeks later, on a day when somebody is in.
        #expect(due("T80", house) == "2018-08-03T17:00:00+01:00")
        let passed = house.pass(to: "2018-08-03T17:00:00+01:00")
        #expect(
            passed.entries.contains {
                $0.topic.text == "broker.clock-breached"
                    && $0.event.root["data"]?["clock"]?.string == "T80"
            }
        )
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
    }

    // MARK: P24b

    @Test func `a hazard that nobody put right is the manager's after four weeks`() throws {
        var house = try Self.house()
        house.publish(
            "home.hazard",
            #"{"people":[\#(House.child)],"hazard":"pond","where":"Garden"}"#
        )
        func told(_ turn: Turn, _ clock: String) -> [String] {
            turn.entries.filter {
                $0.topic.text == "broker.clock-breached" && $0.event.root["data"]?["clock"]?.string == clock
            }.flatMap(\.told)
        }
        let first = house.pass(to: "2018-06-20T17:00:00+01:00")
        #expect(told(first, "P24") == ["C-1042 ASW bhm-csc/nadia advised"])
        #expect(told(house.pass(to: "2018-07-04T16:59:00+01:00"), "P24b").isEmpty)
        #expect(
            told(house.pass(to: "2018-07-04T17:00:00+01:00"), "P24b") == ["C-1042 TM bhm-csc/tess advised"]
        )
        house.publish(
            "home.hazard-cleared",
            #"{"people":[\#(House.child)],"hazard":"pond","seen-gone":true}"#
        )
        #expect(!codes(house).contains { $0.hasPrefix("P24") })
    }

    // MARK: Holds

    private func holds(_ house: House) -> [String] { house.state.holds.holds(on: id).map(\.event.text) }

    private func decided(_ referral: String, discussed: Bool = false) -> String {
        #"{"people":[\#(House.child)],"referral":"\#(referral)","decision":"no-action","discussed":\#(discussed)}"#
    }

    @Test func `a decision on a referral waits until it was talked through, and for that referral alone`()
        throws
    {
        var house = try Self.house()
        house.publish("referral.decided", decided("r-1"), id: "d-1")
        house.publish("referral.decided", decided("r-2"), id: "d-2")
        #expect(holds(house) == ["d-1", "d-2"])
        house.publish(
            "referral.discussed",
            #"{"people":[\#(House.child)],"referral":"r-2","with":"bhm-hv/linda"}"#
        )
        #expect(holds(house) == ["d-1"])
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
        _ = recall("d-1", "wrong-child", in: &house)
        #expect(holds(house).isEmpty)
        #expect(try house.replayed(snapshotAfter: 3).state == house.state)
    }

    @Test func `a discharge waits until a discharge planning meeting was held`() throws {
        var house = try Self.house()
        house.publish(
            "health.discharge",
            #"{"people":[\#(House.child)],"discharged":"2018-06-08","planned":true,"interim-plan":"in-place"}"#,
            by: "bhm-hv/child-health",
            id: "h-1"
        )
        #expect(holds(house) == ["h-1"])
        func meet(_ type: String) {
            house.publish(
                "meeting.held",
                #"{"people":[\#(House.child)],"type":"\#(type)","present":["ASW","HV"],"invited":["HV"]}"#
            )
        }
        meet("CIN")
        #expect(holds(house) == ["h-1"])
        meet("DPM")
        #expect(holds(house).isEmpty)
    }

    @Test func `a plan ends by itself once the assessment that it waited for is there`() throws {
        var house = try Self.house()
        house.openCase("C-1042")
        house.publish("referral.submitted", referral)
        house.publish(
            "plan.started",
            #"{"people":[\#(House.child)],"legal-basis":"s17","started":"2018-06-06"}"#
        )
        house.publish(
            "plan.closed",
            #"{"people":[\#(House.child)],"reason":"Done.","closed":"2018-06-06","polled":["HV"]}"#,
            id: "p-1"
        )
        #expect(house.state.holds.holds(on: id).map(\.reasons) == [["assessment-open"]])
        #expect(house.state.casebook.file(id)?.legalBasis == .s17)
        house.publish(
            "assessment.completed",
            #"{"people":[\#(House.child)],"type":"child-and-family","outcome":"no-further-action","satisfies":["T06"]}"#
        )
        #expect(holds(house).isEmpty)
        #expect(house.state.casebook.file(id)?.legalBasis == nil)
    }

    @Test(arguments: [("seen", true), ("disagree", false)])
    func `a plan ends once the agency that was not polled answers, and not if it disagrees`(
        decision: String,
        isEnded: Bool
    ) throws {
        var house = try Self.house()
        house.allocate("bhm-hv/linda", "HV")
        house.publish(
            "plan.started",
            #"{"people":[\#(House.child)],"legal-basis":"s17","started":"2018-06-06"}"#
        )
        house.publish(
            "plan.closed",
            #"{"people":[\#(House.child)],"reason":"Done.","closed":"2018-06-06"}"#,
            id: "p-1"
        )
        #expect(house.state.holds.holds(on: id).map(\.reasons) == [["not-polled:HV"]])
        // Whoever is asked anyway answers for nobody else.
        house.publish("acknowledgement.made", House.answer("p-1", "bhm-csc/nadia"))
        #expect(holds(house) == ["p-1"])
        house.publish(
            "acknowledgement.made",
            House.answer("p-1", "bhm-hv/linda", decision),
            by: "bhm-hv/child-health"
        )
        #expect(holds(house) == (isEnded ? [] : ["p-1"]))
        #expect((house.state.casebook.file(id)?.legalBasis == nil) == isEnded)
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    @Test
    func `a proposal that is put again stands in the place of the one before, and a corrected one is gone`()
        throws
    {
        var house = try Self.house()
        house.publish("referral.submitted", referral)
        for event in ["p-1", "p-2"] {
            house.publish(
                "plan.closure-proposed",
                #"{"people":[\#(House.child)],"reason":"Done.","polled":["HV"]}"#,
                id: event
            )
        }
        #expect(holds(house) == ["p-2"])
    }
}
