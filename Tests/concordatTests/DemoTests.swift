import Foundation
import JSON
import Ledger
import Testing
import Vocabulary

@testable import concordat

/// The demo as a person runs it, and the reader that counts what became of everything.
@Suite(.serialized, PlayedDemo.Stage()) struct DemoTests {
    @Test func `the story ends well, and says so in figures and in words`() async throws {
        let demo = try PlayedDemo.once()
        #expect(demo.outcome.status == 0, "\(demo.outcome.errors)")
        let summary = try JSONDocument(parsing: InputFile.read(demo.path + "/summary.json")).root
        #expect(summary["lost"]?.integer == 0)
        #expect(summary["unrouted"]?.integer == 0)
        #expect(summary["duplicates"]?.integer == 0)
        #expect(summary["verified"]?.bool == true)
        #expect(summary["escalated"]?.integer == 2)
        #expect(summary["published"]?.integer == summary["receipted"]?.integer)
        #expect(summary["delivered"]?.integer ?? 0 > 300)
        #expect(summary["acknowledged"]?.integer ?? 0 > 40)
        let transfer = try #require(summary["transfers"]?.elements.first { _ in true })
        #expect(transfer["id"]?.string == "TR-E08000025-2016-0117")
        #expect(transfer["gap_ms"]?.integer == 0)
        let states = transfer["states"]?.elements.map { state in
            (state["state"]?.string ?? "") + " " + (state["at"]?.string ?? "")
        }
        #expect(
            states == [
                "notified 2016-12-22T10:00:00Z", "acknowledged 2016-12-23T11:00:00Z",
                "offered 2016-12-29T11:00:00Z", "received 2016-12-29T11:00:00Z",
                "accepted 2017-01-03T10:00:00Z", "conference-booked 2017-01-03T15:00:00Z",
                "conference-held 2017-01-19T10:00:00Z", "core-group-booked 2017-01-19T12:00:00Z",
                "released 2017-01-20T11:00:00Z", "settled 2017-01-20T11:20:00Z",
            ]
        )
        #expect(demo.outcome.output.contains("climbed     to Denise Okafor (team manager)"))
        #expect(demo.outcome.output.contains("holds now   Birmingham and Solihull"))
        #expect(!demo.outcome.output.contains("\u{1b}"))
    }

    @Test func `a stranger finds in clients-json all that a client needs`() throws {
        let demo = try PlayedDemo.once()
        let root = try JSONDocument(parsing: InputFile.read(demo.path + "/clients.json")).root
        let authorities = root["authorities"].map { Array($0.elements) } ?? []
        #expect(authorities.compactMap { $0["code"]?.string } == ["E08000025", "E08000029"])
        for authority in authorities {
            let code = try #require(authority["code"]?.string)
            #expect(authority["url"]?.string?.hasPrefix("tcp://127.0.0.1:") == true)
            #expect(authority["server_key"]?.string?.count == 40)
            #expect(authority["verifier"]?.string?.hasPrefix("concordat/\(code)+") == true)
            #expect(authority["ledger"]?.string == "\(code)/ledger")
            let spare = authority["systems"]?.elements.first { $0["system"]?.string == "spare" }
            #expect(spare?["publishes"]?.elements.map(\.string) == ["police.domestic-incident"])
            #expect(spare?["sees"]?.elements.map(\.string) == ["police.>", "case.\(code).>"])
            let certificate = try #require(spare?["certificate"]?.string)
            #expect(FileManager.default.fileExists(atPath: demo.path + "/" + certificate))
            let example = try #require(spare?["examples"]?["police.domestic-incident"]?.string)
            let event = try JSONDocument(parsing: InputFile.read(demo.path + "/" + example)).root
            #expect(event["source"]?.string == "urn:concordat:\(code):wmp:spare")
        }
    }

    @Test func `a row that is missing from an inbox is lost`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        try change(
            copy.path("E08000025/boxes/bhm-hv-child-health/box.sqlite"),
            "DELETE FROM inbox WHERE place = (SELECT MAX(place) FROM inbox)",
            in: copy
        )
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(summary.lost == 1)
        #expect(!summary.isRight)
    }

    @Test func `a row that is in an inbox twice is a duplicate`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        try change(
            copy.path("E08000025/boxes/bhm-hv-child-health/box.sqlite"),
            """
            CREATE TEMP TABLE one AS SELECT * FROM inbox WHERE place = 1;
            UPDATE one SET place = 100000, n = 100000, seq = 100000;
            INSERT INTO inbox SELECT * FROM one
            """,
            in: copy
        )
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(summary.duplicates == 1)
        #expect(!summary.isRight)
    }

    @Test func `an entry that is missing from a ledger is lost`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        try demo.rewriteLedger(of: "E08000025", in: copy) { entry in
            (entry.header.topic != "casefile.closed", entry.facts)
        }
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(summary.lost == 1)
        #expect(summary.isVerified)
        #expect(!summary.isRight)
    }

    @Test func `without the acceptance nobody held from release to settlement`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        try demo.rewriteLedger(of: "E08000029", in: copy) { entry in
            let lines = entry.facts.split(separator: UInt8(ascii: "\n")).filter { line in
                entry.header.topic != "transfer.accepted"
                    || !String(decoding: line, as: UTF8.self).contains("\"fact\":\"transfer.accepted\"")
            }
            return (true, lines.flatMap { $0 + [UInt8(ascii: "\n")] })
        }
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(summary.transfers.map(\.gapMilliseconds) == [20 * 60_000])
        #expect(!summary.isRight)
    }

    @Test func `a concern that was routed to nobody is seen`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        try demo.rewriteLedger(of: "E08000025", in: copy) { entry in
            let lines = entry.facts.split(separator: UInt8(ascii: "\n")).filter { line in
                entry.header.topic != "police.domestic-incident" || entry.header.publisher.text != "wmp/niche"
                    || !String(decoding: line, as: UTF8.self).contains("\"fact\":\"routed\"")
            }
            return (true, lines.flatMap { $0 + [UInt8(ascii: "\n")] })
        }
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(summary.unrouted == 1)
        #expect(!summary.isRight)
    }

    @Test func `one flipped bit is seen`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        let (source, target) = (demo.path + "/E08000029/ledger", copy.path("E08000029/ledger"))
        try FileManager.default.removeItem(atPath: target)
        try FileManager.default.copyItem(atPath: source, toPath: target)
        let segment = try FileHandle(forUpdating: URL(fileURLWithPath: target + "/00000001.segment"))
        try segment.seek(toOffset: 40_000)
        let byte = try #require(try segment.read(upToCount: 1)?.first)
        try segment.seek(toOffset: 40_000)
        try segment.write(contentsOf: Data([byte ^ 0x10]))
        try segment.close()
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(!summary.isVerified)
        #expect(!summary.isRight)
    }

    @Test func `an export that is in no entry is lost`() async throws {
        let demo = try PlayedDemo.once()
        let copy = try demo.copy()
        try copy.write(
            "Incident No,Attended,\n20BE-000001-16,\"03/12/2016\nat night\",\n20BE-118842-16,,\n",
            to: "E08000025/drops/wmp-niche/late.csv"
        )
        let summary = try await SummaryReader(folder: copy.url.path).read()
        #expect(summary.lost == 1)
    }

    /// Changes a box behind its owner's back.
    private func change(_ box: String, _ sql: String, in folder: TemporaryFolder) throws {
        let script =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()"
        let outcome = try Program.run("/usr/bin/python3", ["-c", script, box, sql], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
