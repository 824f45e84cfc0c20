import Foundation
import Testing
import Vocabulary

@testable import concordat

/// Stories that others wrote: what is odd in one line costs no other, and words that are not the catalogue's own are
/// understood where they can be.
@Suite(.timeLimit(.minutes(10))) struct OddStoryTests {
    private static let family = #"""
        {"meta": {"key": "O", "la": "E08000025", "people": [{"ref": "C", "dob": null, "nhs": "9991112220"}, {"ref": "M"}],
         "initial_roles": ["HV", "GP", "KWM"], "carers": ["M", "foster carer"], "windows": []}}
        """#.replacing("\n", with: "")

    private func told(_ lines: String...) throws -> [ReplayedLine] {
        let folder = try TemporaryFolder()
        let path = folder.path("odd.jsonl")
        try ([Self.family] + lines).joined(separator: "\n").write(
            toFile: path,
            atomically: false,
            encoding: .utf8
        )
        let script = try Script(path: path)
        var replay = try Replay(script, under: ReplayTests.policy.get())
        return try script.lines.map { try replay.tell($0) }
    }

    private func line(
        _ id: String,
        _ at: String = "2021-03-03T10:00+00:00",
        from: String = "HV@A-HV",
        _ topic: String = "home.visit-completed",
        who: String = "C",
        attributes: String = "{}"
    ) -> String {
        #"{"id": "\#(id)", "at": "\#(at)", "from": "\#(from)", "topic": "\#(topic)", "who": "\#(who)", "#
            + #""sev": "S3", "facts": "", "attrs": \#(attributes)}"#
    }

    @Test func `a line that cannot be read costs no other line`() throws {
        let told = try told(
            line("O1", from: "DRIVER@BUS"),
            line("O2", "2021-03-03T10:00"),
            line("O3"),
            line("O4", from: "HV"),
            line("O5", "2021-03-04T10:00+00:00")
        )
        #expect(told.map(\.line.id) == ["O1", "O2", "O3", "O4", "O5"])
        #expect(told[0].refusal?.contains("odd.jsonl:2: from: was `DRIVER@BUS`") == true)
        #expect(told[1].refusal?.contains("odd.jsonl:3: at: was `2021-03-03T10:00`") == true)
        #expect(told[3].refusal?.contains("odd.jsonl:5: from: was `HV`") == true)
        #expect(told[2].notify == ["KWM:S"] && told[4].notify == ["KWM:S"])
    }

    @Test func `a line that cannot be read is said at the end too, with a status that says so`() throws {
        let folder = try TemporaryFolder()
        let lines = [Self.family, line("O1", from: "DRIVER@BUS"), line("O2")]
        for (name, status) in [("odd.jsonl", 1), ("even.jsonl", 0)] as [(String, Int32)] {
            let told = lines.filter { status != 0 || !$0.contains("DRIVER") }
            try told.joined(separator: "\n").write(
                toFile: folder.path(name),
                atomically: false,
                encoding: .utf8
            )
            let outcome = try Program.run(["replay", name, "--json"], in: folder)
            #expect(outcome.status == status)
            #expect(outcome.output.contains(#""id":"O2","notify":["KWM:S"]"#))
            #expect(outcome.errors.contains("odd.jsonl:2: from: was `DRIVER@BUS`") == (status != 0))
        }
    }

    @Test func `what is told late is answered as of its own time`() throws {
        let told = try told(
            line("O1", "2021-03-04T10:00+00:00"),
            line("O2", "2021-03-03T16:00+00:00"),
            line("O3", "2021-03-05T09:00+00:00")
        )
        #expect(
            told.map { $0.answerBy?.rfc3339 } == [
                "2021-03-05T17:00:00Z", "2021-03-04T17:00:00Z", "2021-03-08T17:00:00Z",
            ]
        )
    }

    @Test(arguments: [
        (#"{"history_markers": ["prison sentence"]}"#, "P25:M:S3"),
        (#"{"history_markers": "dealing"}"#, "P25:M:S3"),
        (#"{"public_risk": true}"#, "P32:M:S2"),
        (#"{"vague_terms": "doing well"}"#, "P26:C:S4"),
        (#"{"contacts_last5": "three of five missed"}"#, "P21:M:S2"),
        (
            #"{"miss": [{"person": "foster carer", "status": "was-not-brought"}, {"person": "M", "status": "dna"}]}"#,
            ""
        ),
    ])
    func `a word that is not the catalogue's own is understood`(attributes: String, pattern: String) throws {
        let told = try told(
            line("O1", who: "M", attributes: attributes),
            line("O2", "2021-03-10T10:00+00:00", who: "M", attributes: attributes)
        )
        let raised = told.flatMap(\.pattern).sorted()
        #expect(pattern.isEmpty ? raised == ["P01:M:S3", "P01:foster carer:S3"] : raised == [pattern])
    }

    @Test func `of a list of clocks or roles those that there are count`() throws {
        let told = try told(
            line("O1", attributes: #"{"opens": ["T99", "T30"], "join": ["grandmother", "YSM"]}"#),
            line(
                "O2",
                "2021-03-04T10:00+00:00",
                from: "GP@A-GP",
                "safety.interim-plan",
                attributes: #"{"closes": ["T30", "X"]}"#
            )
        )
        #expect(told[0].start == ["T30#O1=2021-03-10"])
        #expect(told[1].clear == ["T30#O1"] && told[1].notify.contains("YSM:S"))
    }

    @Test func `social care knows a family of which it speaks itself`() throws {
        let told = try told(
            line("O1", "2021-03-03T10:00+00:00", "health.contact"),
            line("O2", "2021-03-04T10:00+00:00", from: "CPC@A-CSC", "lac.status"),
            line(
                "O3",
                "2021-03-05T10:00+00:00",
                from: "ASW@A-CSC",
                "lac.visit",
                attributes: #"{"holder": "ASW"}"#
            ),
            line("O4", "2021-03-08T10:00+00:00", "health.contact")
        )
        #expect(told[0].notify.sorted() == ["GP:F", "KWM:A"])
        #expect(told[1].notify.sorted() == ["DUTY:F", "GP:S", "HV:S", "TM:S"])
        #expect(told[2].notify.sorted() == ["GP:S", "HV:S", "TM:S"])
        #expect(told[3].notify.sorted() == ["ASW:S", "GP:F", "KWM:A"])
    }

    @Test(arguments: [
        (#"housing.repair"#, #"{"closes": ["P24"]}"#), (#"home.hazard-cleared"#, "{}"),
        (#"home.hazard-cleared"#, #"{"hazard": "open fire"}"#),
    ])
    func `a hazard that was put right is open no longer`(topic: String, attributes: String) throws {
        let told = try told(
            line("O1", "2021-03-03T10:00+00:00", "home.hazard", attributes: #"{"hazard": "open fire"}"#),
            line("O2", "2021-03-05T10:00+00:00", from: "HOUS@A-HOU", topic, attributes: attributes),
            line("O3", "2021-03-08T10:00+00:00", "plan.closed", attributes: #"{"polled": ["GP", "KWM"]}"#),
            line("O4", "2021-03-09T10:00+00:00", "home.hazard", attributes: #"{"hazard": "open fire"}"#)
        )
        #expect(told[0].start == ["P24#O1=2021-03-17"])
        #expect(told[1].clear == ["P24#O1"])
        #expect(told[2].hold.isEmpty)
        #expect(told[3].start == ["P24#O4=2021-03-23"] && told[3].pattern.isEmpty)
    }

    @Test func `of a household's public risk nobody is named alone`() throws {
        let told = try told(line("O1", who: "H", attributes: #"{"public_risk": "driving"}"#))
        #expect(told[0].pattern == ["P32:H:S2"])
    }
}
