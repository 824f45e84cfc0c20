import JSON
import Settings
import Testing
import Vocabulary

@testable import BrokerCore

/// What `concordat case` shows of meetings, expected events, score and holds, and to whom.
@Suite struct CaseRowTests {
    private let id: CaseID = named("C-1042")

    /// Linda works on Nadia's case, and a conference is to come to which the GP is not asked.
    private func house() throws -> House {
        let rules = try House.partnership.get()
        var house = try House.withCase(
            clocks: rules.clocks,
            meetings: rules.meetings,
            patterns: rules.patterns
        )
        house.allocate("bhm-hv/linda", "HV")
        house.publish(
            "meeting.convened",
            #"{"people":[\#(House.child)],"type":"RCPC","on":"2018-06-14T10:00:00+01:00","invited":["HV","MW"]}"#
        )
        return house
    }

    private func row(_ house: House, to user: String = "bhm-csc/casework") -> JSONValue {
        house.broker.caseRow(id, to: named(user))
    }

    private func text(_ value: JSONValue?) -> String {
        value.map { String(decoding: $0.serialized(), as: UTF8.self) } ?? "absent"
    }

    @Test func `a meeting to come shows who is asked, until when reports are due and whose are missing`()
        throws
    {
        var house = try house()
        house.allocate("bhm-gp/rosa", "GP")
        house.publish(
            "meeting.report",
            #"{"people":[\#(House.child)],"type":"RCPC","for":"2018-06-14","role":"HV","facts":"Seen."}"#
        )
        let meeting = text(row(house)["meetings"])
        #expect(meeting.contains(#""type":"RCPC","title":"review child protection conference""#))
        #expect(meeting.contains(#""on":"2018-06-14""#))
        #expect(
            meeting.contains(
                #""invited":["HV","MW"],"not-invited":["GP"],"reports":["HV"],"#
                    + #""reports-due":"2018-06-12","reports-missing":["MW"]"#
            ),
            "\(meeting)"
        )
    }

    @Test func `a meeting that was held shows until when its minutes are due and whether they came`() throws {
        var house = try house()
        house.publish(
            "meeting.held",
            #"{"people":[\#(House.child)],"type":"RCPC","present":["ASW"],"invited":["HV"]}"#
        )
        let due = at("2018-06-13T17:00:00+01:00").milliseconds
        #expect(
            text(row(house)["meetings"]).contains(
                #""minutes-due":\#(due),"minutes-sent":false,"not-invited":[],"faults":["no-health","under-3-agencies"]"#
            ),
            "\(text(row(house)["meetings"]))"
        )
        house.publish("meeting.minutes", #"{"people":[\#(House.child)],"type":"RCPC","held":"2018-06-06"}"#)
        #expect(text(row(house)["meetings"]).contains(#""minutes-due":null,"minutes-sent":true"#))
    }

    @Test func `what is expected shows what, by whom and until when`() throws {
        var house = try house()
        house.publish(
            "expected.registered",
            #"{"case":"C-1042","what":"health.contact","by":"2018-06-13","from-role":"HV","if-missed":["TM"]}"#
        )
        let due = at("2018-06-13T17:00:00+01:00").milliseconds
        #expect(
            text(row(house)["expected"]).contains(
                #""what":"health.contact","from-role":"HV","due":\#(due),"if-missed":["TM"]"#
            )
        )
        house.publish(
            "health.contact",
            #"{"people":[\#(House.child)],"contact-type":"home","child-seen":true}"#,
            by: "bhm-hv/child-health"
        )
        #expect(row(house)["expected"] == .array([]))
    }

    @Test func `the score shows its parts`() throws {
        var house = try house()
        house.publish(
            "meeting.held",
            #"{"people":[\#(House.child)],"type":"RCPC","present":["ASW"],"invited":["HV"]}"#
        )
        let score = try #require(row(house)["score"])
        #expect(
            text(score["parts"]).contains(#""pattern":"P13","about":"C","severity":"S3""#),
            "\(text(score))"
        )
        guard case .integer(let value)? = score["value"], case .array(let parts)? = score["parts"] else {
            Issue.record("no score: \(text(score))")
            return
        }
        let weights = parts.map { part in
            if case .integer(let weight)? = part["weight"] { weight } else { Int64(0) }
        }
        #expect(value == weights.reduce(0, +) && value > 0)
    }

    @Test
    func `a partner sees meetings and what is expected, that a change is held and not why, and no patterns`()
        throws
    {
        var house = try house()
        house.publish(
            "referral.decided",
            #"{"case":"C-1042","people":[\#(House.child)],"referral":"r","decision":"no-action","discussed":false}"#
        )
        let row = row(house, to: "bhm-hv/child-health")
        guard case .object(let members) = row else {
            Issue.record("no row")
            return
        }
        #expect(
            members.map(\.key) == [
                "case", "status", "legal-basis", "lead", "lead-role", "team", "children", "households",
                "to-answer", "meetings", "expected", "holds", "windows",
            ]
        )
        #expect(text(row["holds"]).contains(#""change":"referral.decided","since""#))
        #expect(!text(row["holds"]).contains("not-discussed"))
        #expect(text(self.row(house)["holds"]).contains(#""reasons":["not-discussed-with-referrer"]"#))
    }
}
