import BrokerClient
import Foundation
import JSON
import Logging
import Testing
import Vocabulary

@testable import Adapters

/// Exports as JSON lines, by the same mappings as exports in rows.
@Suite struct JSONLinesTests {
    private func events(_ lines: String..., by mapping: Mapping? = nil) throws -> [ExportEvent] {
        let mapper = ExportMapper(
            mapping: try mapping ?? Samples.mapping(),
            agency: try #require(AgencyID("wmp")),
            catalogue: nil
        )
        return try mapper.events(of: Array(lines.joined(separator: "\n").utf8), as: .lines)
    }

    /// What is wrong with these lines, as whoever dropped them reads it.
    private func faults(_ lines: String..., by mapping: Mapping? = nil) throws -> [String] {
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let preview = ExportPreview(
            of: bytes,
            as: .lines,
            by: try mapping ?? Samples.mapping(),
            agency: try #require(AgencyID("wmp")),
            catalogue: nil
        )
        return preview.rows.compactMap { if case .fault(let line) = $0.verdict { line } else { nil } }
    }

    /// The mapping of incidents for systems that put an incident's people into one line.
    private func nested() throws -> Mapping {
        var mapping = try Samples.mapping()
        mapping.events[0].fields.append(try Samples.rule("/location/uprn", "Place.UPRN"))
        mapping.events[0].lists[0].fields = [
            try Samples.rule("/role", "People.Role", .codes([FieldRule.Code("V", "victim")])),
            try Samples.rule("/identifiers", "People.Known.NHS", .identifier(scheme: "nhs")),
        ]
        return mapping
    }

    @Test func `a line says what a row says, whatever its members' order and kind`() throws {
        let rows = try Samples.mapped(
            "I-1,03/12/2016 22:48,M,Y,\"Said \"\"no\"\"\",V,9992839457,,08/02/1992",
            "I-1,03/12/2016 22:48,,,,C,9990516286,9,14/11/2016"
        )
        let lines = try events(
            #"{"DOB":"08/02/1992","Incident":"I-1","Attended":"03/12/2016 22:48","DASH":"M","Seen":true,"#
                + #""Summary":" Said \"no\" ","Role":"V","NHS":9992839457,"Nominal":null,"Other":[1]}"#
                + "\r",
            "",
            #"{"Incident":"I-1","Attended":"03/12/2016 22:48","Role":"C","NHS":"9990516286","Nominal":9,"DOB":"14/11/2016"}"#
        )
        #expect(lines == rows)
        #expect(lines.count == 1)
    }

    @Test func `members of members have dotted names, and a list of objects is so many rows`() throws {
        let read = try events(
            #"{"Incident":"I-1","Attended":"03/12/2016","DASH":"M","Place":{"UPRN":999900000021},"#
                + #""People":[{"Role":"V","Known":{"NHS":"9992839457"}},{"Role":"V","Known":null},null]}"#,
            #"{"Incident":"I-2","Attended":"04/12/2016","Place":null,"People":[]}"#,
            by: nested()
        )
        #expect(
            read.map { String(decoding: $0.data.serialized(), as: UTF8.self) } == [
                #"{"dash-grade":"medium","location":{"uprn":"999900000021"},"people":[{"role":"victim","#
                    + #""identifiers":[{"scheme":"nhs","value":"9992839457"}]},{"role":"victim"},{}]}"#,
                #"{"dash-grade":"standard","people":[{}]}"#,
            ]
        )
    }

    @Test func `a member whose own name has a dot is that member`() throws {
        let read = try events(
            #"{"Incident":"I-1","Attended":"03/12/2016","Place.UPRN":"7","Place":{"UPRN":"8"}}"#,
            by: nested()
        )
        #expect(read.first?.data["location"]?["uprn"] == "7")
    }

    @Test func `every bad line is listed with its number, its member, what stands there and what must`()
        throws
    {
        let good = #""Incident":"I-1","Attended":"03/12/2016","Role":"V""#
        #expect(
            try faults(
                "{\(good)}",
                "",
                #"{"Incident":"I-2","Attended":"31/02/2016","DASH":"X","Role":"V"}"#,
                #"{"Incident":"I-3","#,
                "[1]",
                #"{"Incident":"I-4","Incident":"I-5"}"#,
                #"{"Incident":{"No":6},"Attended":"03/12/2016","Role":"V"}"#,
                #"{"Incident":null,"Attended":"03/12/2016","Role":"V"}"#,
                "{\(good),\"DASH\":\"H\"} {}"
            ) == [
                #"line 3, member "Attended": was "31/02/2016"; must be a date as dd/mm/yyyy hh:mm or dd/mm/yyyy"#,
                #"line 3, member "DASH": was "X"; must be one of H, M"#,
                "line 4: was the document ends too early at byte 18; must be an object in JSON, on one line",
                "line 5: was a list; must be an object in JSON, on one line",
                "line 6: was a duplicate member at byte 18; must be an object in JSON, on one line",
                #"line 7, member "Incident": was an object; must be a text, a number, true or false, or null"#,
                #"line 8, member "Incident": was empty; must be a reference"#,
                "line 9: was something after the document at byte 65; must be an object in JSON, on one line",
            ]
        )
    }

    @Test func `lines of one event that disagree are a fault with the lines' numbers`() throws {
        #expect(
            try faults(
                #"{"Incident":"I-1","Attended":"03/12/2016","DASH":"M","Role":"V"}"#,
                #"{"Incident":"I-1","Attended":"03/12/2016","DASH":"H","Role":"C"}"#
            ) == [
                #"line 2, member "DASH": was "H"; must be as in line 1, which is of the same Incident"#
            ]
        )
    }

    @Test func `what stands in the way of a dotted name is told, and so are two lists`() throws {
        #expect(
            try faults(
                #"{"Incident":"I-1","Attended":"03/12/2016","Place":"12 High Street","People":[{"Role":"V"}]}"#,
                #"{"Incident":"I-2","Attended":"03/12/2016","Place":[{"UPRN":"1"}],"People":[{"Role":"V"}]}"#,
                #"{"Incident":"I-3","Attended":"03/12/2016","People":["V"]}"#,
                by: nested()
            ) == [
                #"line 1, member "Place.UPRN": was a text; must be an object, or null"#,
                #"line 2, member "People.Role": was in another list than Place; must be in the same: a line has one list of objects"#,
                #"line 3, member "People.Role": was a text; must be an object, or null"#,
            ]
        )
    }

    @Test func `a file that is not this export is refused as one`() throws {
        #expect(
            try faults(#"{"Other":1}"#).first
                == #"the file, member "Incident": was in none of the lines; must be a member of this export"#
        )
        #expect(try faults("\n \r\n") == ["the file: was empty; must be an export"])
        // A missing member is an empty cell, as systems leave out what they do not know.
        #expect(try faults(#"{"Incident":"I-1","Attended":"03/12/2016","Role":"V"}"#).isEmpty)
    }

    @Test func `a drop folder takes lines whole or not at all, and lists beside them what is wrong`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let box = try ClientBox(at: folder + "/box")
        let drop = folder + "/drop"
        let adapter = try DropFolderAdapter(
            DropFolderConfiguration(folder: drop, mapping: Samples.mapping(), source: Samples.source()),
            box: box,
            connection: nil,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let good = #"{"Incident":"I-1","Attended":"03/12/2016","Role":"V"}"#
        try Data((good + "\n").utf8).write(to: URL(fileURLWithPath: drop + "/good.jsonl"))
        try Data((good + "\n{\n").utf8).write(to: URL(fileURLWithPath: drop + "/bad.NDJSON"))
        try Data("{}".utf8).write(to: URL(fileURLWithPath: drop + "/other.json"))
        #expect(try await adapter.look().isEmpty)
        let outcomes = try await adapter.look()
        #expect(
            outcomes.sorted { "\($0)" < "\($1)" } == [
                .rejected(file: "bad.NDJSON", faults: 1), .taken(file: "good.jsonl", events: 1, unchanged: 0),
            ]
        )
        #expect(try await box.waitingCount() == 1)
        let list = try String(contentsOfFile: drop + "/rejected/bad.NDJSON.rejected", encoding: .utf8)
        #expect(list.hasPrefix("bad.NDJSON: 1 fault. Nothing of it was published"))
        #expect(list.contains("line 2: was the document ends too early at byte 1; must be an object in JSON"))
        #expect(FileManager.default.fileExists(atPath: drop + "/other.json"))
    }

    @Test
    func `a thousand hostile files of lines crash nothing, and each is taken whole or refused with reasons`()
        throws
    {
        let agency = try #require(AgencyID("wmp"))
        let mapper = ExportMapper(mapping: try nested(), agency: agency, catalogue: nil)
        let sample = [
            #"{"Incident":"I-1","Attended":"03/12/2016","Summary":"Zoë","People":[{"Role":"V","Known":{"NHS":"9992839457"}}]}"#,
            #"{"Incident":"I-2","Attended":"04/12/2016","DASH":"H","Place":{"UPRN":9},"People":[]}"#, "",
        ].joined(separator: "\n")
        var (taken, refused) = (0, 0)
        for bytes in HostileInputs(seed: 20_261_128).messages(of: [sample], count: 1_000) {
            let preview = ExportPreview(
                of: bytes,
                as: .lines,
                by: mapper.mapping,
                agency: agency,
                catalogue: nil
            )
            do throws(ExportFaults) {
                let events = try mapper.events(of: bytes, as: .lines)
                taken += 1
                #expect(preview.faults == 0 && preview.events == events.count)
            } catch {
                refused += 1
                #expect(preview.faults > 0 && preview.events == 0)
                #expect(!error.faults.isEmpty && error.faults.allSatisfy { !$0.mustBe.isEmpty })
            }
        }
        #expect(taken + refused == 1_000 && taken > 0 && refused > 300)
    }
}
