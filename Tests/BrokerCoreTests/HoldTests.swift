import Escalation
import JSON
import Settings
import Patterns
import Testing
import Vocabulary
import Wire

@testable import BrokerCore

/// What is held and what ran out, as the duty list shows it; and who may let what through (F61, F62, N21).
@Suite struct HoldTests {
    private let id: CaseID = named("C-1042")

    /// A decision on a referral that nobody talked through with the referrer is held.
    private func house() throws -> House {
        let policy = try House.partnership.get()
        var house = try House.withCase(clocks: policy.clocks, patterns: policy.patterns)
        house.publish("referral.decided", decided, id: "d-1")
        return house
    }

    private let decided =
        #"{"case":"C-1042","people":[\#(House.child)],"referral":"r-1","decision":"no-action","discussed":false}"#

    private func override(_ house: inout House, _ held: String, by staff: String) -> Turn {
        house.publish(
            "hold.overridden",
            #"{"case":"C-1042","held":"\#(held)","reason":"The referrer agreed by phone.","decided-by":"\#(staff)"}"#
        )
    }

    @Test func `the duty list shows a hold, its rule, since when, and who may override it`() throws {
        let house = try house()
        let row = try #require(house.broker.heldRows.first)
        #expect(
            String(decoding: row.serialized(), as: UTF8.self).contains(
                #""change":"referral.decided","rule":"N17","reasons":["not-discussed-with-referrer"],"#
                    + #""may-override":["HOS","TM"]"#
            )
        )
        #expect(row["kind"] == "hold")
        #expect(row["since"] == .integer(house.now.milliseconds))
        #expect(row["owner"] == "bhm-csc/hugo")
    }

    @Test func `whoever has the role lets it through, and nobody else`() throws {
        var house = try house()
        for staff in ["bhm-csc/nadia", "bhm-csc/duty", "bhm-hv/linda", "bhm-csc/nobody"] {
            let refusal = try #require(override(&house, "d-1", by: staff).refusals.first)
            #expect(refusal.code == .forbidden && refusal.field == "/data/decided-by", "\(staff)")
        }
        let text = try #require(override(&house, "d-1", by: "bhm-csc/nadia").refusals.first?.text)
        #expect(text.contains("HOS or TM") && text.contains("N17"))
        #expect(house.state.holds.holds(on: id).count == 1)
        #expect(override(&house, "d-1", by: "bhm-csc/tess").refusals.isEmpty)
        #expect(house.broker.heldRows.isEmpty)
        #expect(override(&house, "d-1", by: "bhm-csc/tess").refusals.first?.code == .noSuch)
        #expect(try house.replayed().state.holds == house.state.holds)
    }

    @Test func `the end of a case is the head of service's to let through, and intelligence the police's`()
        throws
    {
        let rules = try House.partnership.get().patterns
        #expect(rules.overriders(of: "plan.closed").map(\.code) == ["HOS"])
        #expect(rules.overriders(of: "casefile.closed").map(\.code) == ["HOS"])
        #expect(rules.overriders(of: "plan.stepped-down").map(\.code) == ["HOS", "TM"])
        #expect(rules.overriders(of: "police.intelligence").map(\.code) == ["PPU"])
    }

    @Test func `the duty list shows a clock that ran out, when it was due and how late it is`() throws {
        var house = try House.withCase(clocks: try House.partnership.get().clocks)
        house.publish(
            "meeting.held",
            #"{"people":[\#(House.child)],"type":"CIN","present":["ASW"],"invited":["HV"]}"#
        )
        #expect(house.broker.breachedRows(at: house.now).isEmpty)
        house.pass(to: "2018-06-15T10:00:00+01:00")
        let rows = house.broker.breachedRows(at: house.now).filter { $0["clock"] == "T31" }
        let row = try #require(rows.first)
        #expect(row["due"] == .integer(at("2018-06-13T17:00:00+01:00").milliseconds))
        #expect(row["late-ms"] == .integer(41 * 3_600_000))
        #expect(row["case"] == "C-1042" && row["owner"] == "bhm-csc/nadia")
        house.publish("meeting.minutes", #"{"people":[\#(House.child)],"type":"CIN","held":"2018-06-06"}"#)
        #expect(!house.broker.breachedRows(at: house.now).contains { $0["clock"] == "T31" })
    }
}
