import Concerns
import JSON
import Settings
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// What a meeting is given of what the core knows: missing reports, contradictions, open actions and clocks (N16, N80, F60).
@Suite struct PackTests {
    private let meeting = #""type":"RCPC","on":"2018-06-14T10:00:00+01:00","invited":["HV","MW"]"#

    private func house() throws -> House {
        let rules = try House.partnership.get()
        var house = try House.withCase(
            clocks: rules.clocks,
            meetings: rules.meetings,
            patterns: rules.patterns
        )
        house.allocate("bhm-hv/linda", "HV")
        return house
    }

    private func convene(_ house: inout House) -> Int64 {
        house.publish("meeting.convened", #"{"people":[\#(House.child)],\#(meeting)}"#).receipts.last?
            .sequence ?? 0
    }

    private func read(_ house: inout House, _ entry: Int64? = nil, by user: String = "bhm-csc/casework")
        -> Turn
    {
        var fetch = ClientMessage.Fetch(.pack)
        fetch.caseID = named("C-1042")
        fetch.sequence = entry.map { LedgerSequence($0) }
        return house.hear(.fetch(fetch), from: user)
    }

    /// The rows and since when the ledger counts.
    private func shown(_ turn: Turn) throws -> (rows: [JSONNode], since: Instant?) {
        for case .show(.pack(_, let since, let rows, _, _), _, _, _) in turn.actions {
            let nodes = try rows.split(separator: UInt8(ascii: "\n")).map {
                try JSONDocument(parsing: Array($0)).root
            }
            return (nodes, since)
        }
        Issue.record("no pack: \(turn.refusals)")
        return ([], nil)
    }

    private func sections(_ turn: Turn) throws -> [String] {
        try shown(turn).rows.compactMap { $0["section"]?.string }
    }

    @Test func `a pack counts from the meeting before of its kind, and names the reports that are missing`()
        throws
    {
        var house = try house()
        let held = house.publish(
            "meeting.held",
            #"{"people":[\#(House.child)],"type":"RCPC","present":["ASW","HV","MW"],"invited":["HV"]}"#
        )
        let then = house.now
        house.now = at("2018-06-06T12:00:00+01:00")
        house.publish(
            "meeting.held",
            #"{"people":[\#(House.child)],"type":"CORE","present":["ASW","HV","MW"],"invited":["HV"]}"#
        )
        let entry = convene(&house)
        let (rows, since) = try shown(read(&house))
        #expect(since == then)
        #expect(rows.first?["section"]?.string == "meeting" && rows.first?["seq"]?.integer == entry)
        #expect(rows.first?["last-meeting"]?.integer == held.receipts.first?.sequence)
        let missing = rows.filter { $0["section"]?.string == "missing-reports" }
        #expect(missing.map { $0["role"]?.string } == ["HV", "MW"])
        #expect(missing.allSatisfy { $0["seq"]?.integer == entry })
        #expect(rows.contains { $0["section"]?.string == "clocks" && $0["clock"]?.string == "T31" })
    }

    @Test func `a claim against the evidence is in it, with the entries that say so`() throws {
        var house = try house()
        let used = house.publish(
            "substance.test-result",
            #"{"people":[\#(House.mother)],"taken":"2018-06-04","result":"positive","#
                + #""observed":{"tests":[{"person":0,"outcome":"positive"}]}}"#
        )
        #expect(used.refusals.isEmpty, "\(used.refusals)")
        let claimed = house.publish(
            "substance.claim",
            #"{"people":[\#(House.mother)],"substances":["all"],"told-to":"bhm-csc/nadia","#
                + #""observed":{"claims":[{"person":0}]}}"#
        )
        #expect(claimed.refusals.isEmpty, "\(claimed.refusals)")
        _ = convene(&house)
        let rows = try shown(read(&house)).rows.filter { $0["section"]?.string == "contradictions" }
        #expect(rows.map { $0["pattern"]?.string } == ["P03"])
        #expect(
            rows.first?["causes"]?.elements.compactMap(\.integer).contains(claimed.receipts[0].sequence)
                == true
        )
    }

    @Test func `a partner is given no patterns and clocks, and that it read is an entry before it is shown`()
        throws
    {
        var house = try house()
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche")
        _ = convene(&house)
        let turn = read(&house, by: "bhm-hv/child-health")
        #expect(Set(try sections(turn)) == ["meeting", "missing-reports", "actions"])
        #expect(turn.entries.first?.topic.text == "broker.read")
        #expect(turn.entries.first?.concern?.data["what"]?.string == "pack")
        #expect(turn.entries.first?.concern?.data["case"]?.string == "C-1042")
    }

    @Test func `there is no pack without a meeting to come, nor for whoever is not on the case`() throws {
        var house = try house()
        #expect(read(&house).refusals.map(\.code) == [.noSuch])
        let entry = convene(&house)
        #expect(read(&house, entry + 100).refusals.map(\.code) == [.noSuch])
        #expect(read(&house, entry).refusals.isEmpty)
        #expect(read(&house, by: "wmp/niche").refusals.map(\.code) == [.forbidden])
    }
}
