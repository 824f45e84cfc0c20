import Concerns
import Escalation
import JSON
import Meetings
import Settings
import Testing
import Topics
import Vocabulary

@testable import BrokerCore

/// Reports for a conference are asked for before they are due, and missed by whoever convened it (F72, F98).
@Suite struct ReportChaserTests {
    private let id: CaseID = named("C-1042")

    /// A conference on Thursday the 14th: reports are due on the 12th, and asked for again on the 11th.
    private func house(_ more: String = "") throws -> House {
        var house = try House.withCase(meetings: try House.partnership.get().meetings)
        house.allocate("bhm-hv/linda", "HV")
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.>"])
        house.publish(
            "meeting.convened",
            #"{"people":[\#(House.child)],"type":"RCPC","on":"2018-06-14T10:00:00+01:00","invited":["HV","MW"]\#(more)}"#
        )
        return house
    }

    private func report(_ role: String, _ house: inout House) {
        house.publish(
            "meeting.report",
            #"{"people":[\#(House.child)],"type":"RCPC","for":"2018-06-14","role":"\#(role)","facts":"Seen."}"#
        )
    }

    private func chased(_ turn: Turn) -> [Turn.Entry] {
        turn.entries.filter { $0.topic.text == "broker.report-due" }
    }

    @Test func `the author's system is reminded when the office opens three working days before, and once`()
        throws
    {
        var house = try house()
        #expect(house.broker.nextDeadline == at("2018-06-07T17:00:00+01:00"))
        #expect(chased(house.pass(to: "2018-06-11T08:59:00+01:00")).isEmpty)
        let turn = house.pass(to: "2018-06-11T09:00:00+01:00")
        let entry = try #require(chased(turn).first)
        #expect(entry.told == ["C-1042 HV bhm-hv/linda advised"])
        #expect(entry.concern?.data["step"]?.string == "reminder")
        #expect(entry.concern?.data["missing"]?.elements.compactMap(\.string) == ["HV", "MW"])
        #expect(
            turn.deliveries.contains {
                $0.user.text == "bhm-hv/child-health" && $0.sequence == entry.sequence
            }
        )
        // It informs: nobody has to answer for it.
        #expect(house.state.escalations.keys.allSatisfy { $0.sequence != entry.sequence })
        #expect(chased(house.pass(to: "2018-06-11T12:00:00+01:00")).isEmpty)
    }

    @Test func `when reports are due the chair is told which are missing, and must answer`() throws {
        var house = try house(#","chair":"bhm-csc/hugo""#)
        report("MW", &house)
        let turn = house.pass(to: "2018-06-12T17:00:00+01:00")
        #expect(chased(turn).map { $0.concern?.data["step"]?.string } == ["reminder", "overdue"])
        let entry = try #require(chased(turn).last)
        #expect(entry.told == ["C-1042 HOS bhm-csc/hugo advised"])
        #expect(entry.concern?.data["missing"]?.elements.compactMap(\.string) == ["HV"])
        #expect(
            house.state.escalations[ObligationKey(entry.sequence, id)]?.owner?.staff?.text == "bhm-csc/hugo"
        )
    }

    @Test func `without a chair whoever leads is told`() throws {
        var house = try house()
        let turn = house.pass(to: "2018-06-12T17:00:00+01:00")
        #expect(chased(turn).last?.told == ["C-1042 ASW bhm-csc/nadia advised"])
    }

    @Test func `nobody is asked once all reports are in, the meeting was held, or the case was closed`()
        throws
    {
        var reported = try house()
        report("HV", &reported)
        report("MW", &reported)
        #expect(chased(reported.pass(to: "2018-06-13T10:00:00+01:00")).isEmpty)
        var held = try house()
        held.publish(
            "meeting.held",
            #"{"people":[\#(House.child)],"type":"RCPC","present":["ASW"],"invited":["HV"]}"#
        )
        #expect(chased(held.pass(to: "2018-06-13T10:00:00+01:00")).isEmpty)
        var closed = try house()
        closed.publish("casefile.closed", #"{"case":"C-1042","closed":"2018-06-07","reason":"transferred"}"#)
        #expect(chased(closed.pass(to: "2018-06-13T10:00:00+01:00")).isEmpty)
    }

    @Test func `the day that the invitation names counts, and a restart asks nothing twice`() throws {
        var house = try house(#","reports-by":"2018-06-13""#)
        #expect(chased(house.pass(to: "2018-06-11T10:00:00+01:00")).count == 1)
        try house.restart()
        #expect(chased(house.pass(to: "2018-06-13T16:59:00+01:00")).isEmpty)
        #expect(chased(house.pass(to: "2018-06-13T17:00:00+01:00")).count == 1)
        try house.restart()
        #expect(chased(house.pass(to: "2018-06-14T17:00:00+01:00")).isEmpty)
        #expect(try house.replayed(snapshotAfter: house.stored.count / 2).state == house.state)
    }

    @Test func `an invitation that comes too late reminds nobody of what is not yet late`() throws {
        var house = try House.withCase(meetings: try House.partnership.get().meetings)
        house.allocate("bhm-hv/linda", "HV")
        house.publish(
            "meeting.convened",
            #"{"people":[\#(House.child)],"type":"RCPC","on":"2018-06-08","invited":["HV"]}"#
        )
        let turn = house.pass(to: "2018-06-06T17:00:00+01:00")
        #expect(chased(turn).map { $0.concern?.data["step"]?.string } == ["overdue"])
    }
}
