import Escalation
import JSON
import Meetings
import TestSupport
import Testing
import Vocabulary

@testable import BrokerCore

/// The facts of clocks and meetings as lines of JSON, there and back.
struct FactLineTests {
    private let caseID: CaseID
    private let now = at("2016-05-10T11:00:00+01:00")

    init() throws { caseID = try #require(CaseID("C-1")) }

    private func line(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func reader(_ line: String) throws -> FactReader {
        FactReader(node: try JSONDocument(parsing: Array(line.utf8)).root)
    }

    @Test func `facts of clocks survive their lines`() throws {
        let key = ClockKey(caseID: caseID, code: "T20", startedBy: LedgerSequence(7))
        let facts: [ClockBook.Fact] = [
            .started(key, at: now, due: now, warnAt: now, policySet: "WT2015", subject: "pond"),
            .started(key, at: now, due: now, warnAt: nil, policySet: nil, subject: nil),
            .warned(key, at: now), .breached(key, at: now),
            .cleared(key, by: LedgerSequence(9), at: now, isLate: true),
            .ended(key, by: LedgerSequence(9), at: now),
            .seconded(key, by: [LedgerSequence(8), LedgerSequence(9)]),
            .paused(key, by: LedgerSequence(9), at: now),
            .resumed(key, by: LedgerSequence(9), at: now, due: now, warnAt: nil),
            .resumed(key, by: LedgerSequence(9), at: now, due: now, warnAt: now),
        ]
        for fact in facts {
            let line = line(fact.write)
            let reader = try reader(line)
            #expect(try ClockBook.Fact(try reader.text("fact"), reader) == fact, "\(line)")
            #expect(try MeetingBook.Fact(try reader.text("fact"), reader) == nil)
        }
        #expect(
            line(facts[4].write)
                == #"{"fact":"clock-cleared","case":"C-1","code":"T20","started-by":7,"by":9,"at":1462874400000,"late":true}"#
        )
        #expect(throws: FactFault.self) {
            try ClockBook.Fact("clock-ended", try reader(#"{"fact":"clock-ended"}"#))
        }
    }

    @Test func `facts of meetings survive their lines`() throws {
        let key = MeetingKey(caseID: caseID, entry: LedgerSequence(7))
        let role = try #require(Role("HV"))
        let sound = MeetingJudgement(missing: [], faults: [])
        let wrong = MeetingJudgement(missing: roles("GP KWM"), faults: ["no-health", "under-3-agencies"])
        let facts: [MeetingBook.Fact] = [
            .convened(
                key,
                type: "CIN",
                planned: CivilDate(iso8601: "2016-05-20"),
                organiser: role,
                invited: roles("GP HV"),
                judgement: wrong,
                at: now
            ),
            .convened(key, type: "CIN", planned: nil, organiser: nil, invited: [], judgement: sound, at: now),
            .reportReceived(key, by: role, at: now),
            .held(key, type: "CIN", convened: LedgerSequence(3), judgement: wrong, at: now),
            .held(key, type: "CIN", convened: nil, judgement: sound, at: now), .minutesSent(key, at: now),
            .calledOff(caseID, at: now),
        ]
        for fact in facts {
            let line = line(fact.write)
            let reader = try reader(line)
            #expect(try MeetingBook.Fact(try reader.text("fact"), reader) == fact, "\(line)")
            #expect(try ClockBook.Fact(try reader.text("fact"), reader) == nil)
        }
        #expect(
            line(facts[2].write)
                == #"{"fact":"meeting-report-received","case":"C-1","seq":7,"by":"HV","at":1462874400000}"#
        )
        #expect(throws: FactFault.self) {
            try MeetingBook.Fact("meeting-held", try reader(#"{"fact":"meeting-held","case":"C-1","seq":7}"#))
        }
    }
}
