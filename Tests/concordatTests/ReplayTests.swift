import BrokerCore
import Foundation
import JSON
import Settings
import Testing
import Topics
import Vocabulary

@testable import concordat

/// Stories replayed through the broker's own core, under the policy as shipped.
@Suite(.timeLimit(.minutes(40))) struct ReplayTests {
    static let stories = [
        "toddler", "cross-border-baby", "treatment-facility", "step-down", "neglect-plan",
        "two-carers", "second-referral", "jubilee-move", "oxbow-nursery", "harbour-lights", "bus-station",
        "canal-row",
    ]

    static let policy = Result {
        try PolicyFolder(topics: Repository.path + "/Topics", configs: Repository.path + "/Configs").policy()
    }

    private func script(_ story: String) throws -> Script {
        try Script(path: Repository.path + "/Tests/Scenarios/stories/\(story).jsonl")
    }

    private func replay(_ story: String, killedAfter: Int? = nil) throws -> (
        lines: [ReplayedLine], facts: [UInt8]
    ) {
        let script = try script(story)
        var replay = try Replay(script, under: Self.policy.get())
        var lines: [ReplayedLine] = []
        for (index, line) in script.lines.enumerated() {
            lines.append(try replay.tell(line))
            if index == killedAfter { try replay.recover() }
        }
        return (lines, replay.facts)
    }

    @Test(arguments: stories)
    func `every line of a story comes out as it says`(story: String) throws {
        let expected = try JSONNode.expectations(
            in: Repository.path + "/Tests/Scenarios/stories/\(story).jsonl"
        )
        let replayed = try replay(story).lines
        #expect(replayed.count == expected.count)
        for line in replayed {
            let wanted = try #require(expected[line.line.id])
            #expect(line.differences(from: wanted).isEmpty, "\(line.line.id)")
        }
    }

    @Test(arguments: stories)
    func `the same story gives the same facts, and a death in its middle changes none`(story: String) throws {
        let whole = try replay(story)
        #expect(!whole.facts.isEmpty)
        #expect(try replay(story).facts == whole.facts)
        for place in stride(from: 3, to: whole.lines.count, by: whole.lines.count / 6) {
            #expect(try replay(story, killedAfter: place).facts == whole.facts, "killed after \(place)")
        }
    }

    @Test func `a line that no broker takes is refused in its place, and the story goes on`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("refused.jsonl")
        let told = try String(
            contentsOfFile: Repository.path + "/Tests/Scenarios/stories/two-carers.jsonl",
            encoding: .utf8
        )
        // A topic that there is not, and a word that a topic does not take beside one that it does.
        let mended = told.replacing("prescribing.joint-plan", with: "prescribing.no-such")
            .replacing(
                #"{"join": ["FC"], "history_markers": ["care-experienced"]}"#,
                with: #"{"join": ["FC"], "history_markers": [7], "unverified_claim": true}"#
            )
        try mended.write(toFile: path, atomically: false, encoding: .utf8)
        let script = try Script(path: path)
        var replay = try Replay(script, under: Self.policy.get())
        let lines = try script.lines.map { try replay.tell($0) }
        #expect(lines[2].refusal == "topic: must be a topic of the catalogue" && lines[2].notify.isEmpty)
        #expect(String(decoding: lines[2].json.serialized(), as: UTF8.self).contains(#""refused":"topic: "#))
        #expect(lines[3].notify.contains("DUTY:F"))
        // Nobody agreed a plan, so the next issue 18 days later is silent, as one pattern was raised before.
        #expect(lines[1].pattern == ["P06:M:S3"] && lines[5].pattern.isEmpty)
        #expect(lines[9].line.id == "K010" && lines[9].pattern == ["P27:C:S3"])
    }

    @Test func `anybody speaks on a topic in a story, and nothing else of it is another`() throws {
        let root = Repository.path
        let file = try PartnershipFiles(topics: root + "/Topics", folder: root + "/Configs")
        let told: [TopicDefinition] = try Self.policy.get().catalogue.definitions
        let shipped: [TopicDefinition] = file.catalogue.definitions
        #expect(told.map(\.topic) == shipped.map(\.topic))
        #expect(told.map(\.tells) == shipped.map(\.tells))
        #expect(told.map(\.sees) == shipped.map(\.sees))
        #expect(told.map(\.schema) == shipped.map(\.schema))
        #expect(told.map(\.isNameless) == shipped.map(\.isNameless))
        let nameless = told.filter(\.isNameless)
        #expect(!nameless.isEmpty)
    }

    @Test func `a story is told in words, with days, clocks, patterns and holds`() throws {
        let script = try script("toddler")
        var teller = StoryTeller(script)
        let told = try replay("toddler").lines.map { String(decoding: teller.tell($0), as: UTF8.self) }
            .joined()
        for words in [
            "Mon 19 Oct 2009", "11:00 D001: KWM of WLV-ADD says pregnancy.notified, S3",
            "Told everything: SMW. To be answered by Tue 20 Oct 2009, 17:00.",
            "T20#D001 runs until 2009-11-02.",
            "! P22#D004 ran out.", "Not invited: ", "The meeting is not sound: ",
            "HELD until a named person overrides it: ",
        ] { #expect(told.contains(words), "\(words)") }
    }
}

extension JSONNode {
    /// What each line of a story's file expects, by the line's id.
    static func expectations(in path: String) throws -> [String: JSONNode] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var expectations: [String: JSONNode] = [:]
        for row in text.split(separator: "\n") {
            let node = try JSONDocument(parsing: Array(row.utf8), depth: 12).root
            if let id = node["id"]?.string, let expect = node["expect"] { expectations[id] = expect }
        }
        return expectations
    }
}

extension ReplayedLine {
    /// The members in which it is not what a story expects; what only explains is not compared.
    func differences(from expected: JSONNode) -> [String] {
        func texts(_ name: String) -> [String] {
            expected[name]?.elements.compactMap(\.string).sorted() ?? []
        }
        let compared: [(String, [String], [String])] = [
            ("notify", notify, texts("notify").filter { !$0.hasPrefix("SGP") }),
            ("start", start, texts("start")),
            ("clear", clear, texts("clear")), ("clear_late", clearLate, texts("clear_late")),
            ("breach", breach, texts("breach")), ("pattern", pattern, texts("pattern")),
            ("missing", missing, texts("missing")), ("climb", climbs, texts("climb")),
        ]
        var found = compared.filter { $0.1.filter { !$0.hasPrefix("SGP") }.sorted() != $0.2 }.map(\.0)
        if hold.isEmpty != (expected["hold"] == nil) { found.append("hold") }
        let answer = expected["ack_by"]?.string.flatMap { Instant(rfc3339: $0.withSeconds) }
        if let answer, answerBy != answer { found.append("ack_by") }
        return found
    }
}
