import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(40))) struct AdapterCommandTests {
    @Test func `a bad row is listed with row, column, value and what was expected`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.mapping, to: "mapping.yaml")
        try folder.write(
            "Ref,When,Grade,NHS No\n1,05/10/2026,H,\n2,31/02/2026,X,\n1,,,9990516286\n",
            to: "export.csv"
        )
        let outcome = try Program.run(["adapter", "check", "mapping.yaml", "export.csv"], in: folder)
        #expect(outcome.status == 1)
        let rows = outcome.output.split(separator: "\n").map(String.init)
        #expect(rows.count == 4)
        #expect(
            rows.first?.hasPrefix(#"row 2: police.domestic-incident {"incident":"1","dash-grade":"high","#)
                == true
        )
        #expect(rows.last == "row 4: police.domestic-incident, with row 2")
        let quiet = try Program.run(
            ["adapter", "check", "mapping.yaml", "export.csv", "--quiet"],
            in: folder
        )
        #expect(quiet.status == 1 && quiet.output.isEmpty && quiet.errors == outcome.errors)
        #expect(outcome.errors.contains(#"row 3, column "When": was "31/02/2026"; must be "#))
        #expect(outcome.errors.contains(#"row 3, column "Grade": was "X"; must be "#))
    }

    @Test(
        arguments: [
            "ambulance", "childrens-centre", "childrens-social-care", "childrens-social-care-plans",
            "housing",
            "police-domestic-incidents", "police-safe-and-well", "schools", "substance-misuse",
        ]
    )
    func `every sample says the same as JSON lines, by the same mapping`(name: String) throws {
        let folder = try TemporaryFolder()
        let script = """
            import csv, json, sys
            bytes = open(sys.argv[1], "rb").read()
            try: text = bytes.decode("utf-8-sig")
            except UnicodeDecodeError: text = bytes.decode("cp1252")
            rows = csv.DictReader(text.splitlines(keepends=True))
            with open("export.jsonl", "w", encoding="utf-8") as lines:
                for row in rows:
                    lines.write(json.dumps({k: v for k, v in row.items() if k and v}, ensure_ascii=False) + "\\n")
            """
        let export = "\(Repository.path)/Examples/exports/\(name).csv"
        let made = try Program.run("/usr/bin/python3", ["-c", script, export], in: folder)
        try #require(made.status == 0, "\(made.errors)")
        func said(_ file: String) throws -> [Substring] {
            let outcome = try Program.run(
                [
                    "adapter", "check", "\(Repository.path)/Configs/adapters/\(name).yaml", file, "--topics",
                    "\(Repository.path)/Topics", "--agency", "wmp",
                ],
                in: folder
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            // Rows and lines are counted otherwise: an export in rows begins with the names.
            return outcome.output.replacing(/(row|line) [0-9]+/, with: "n").split(separator: "\n")
        }
        let lines = try said("export.jsonl")
        #expect(lines.count > 2)
        #expect(try said(export) == lines)
    }

    @Test func `a fault in a mapping is told with its place`() throws {
        let folder = try TemporaryFolder()
        let mapping = Self.mapping.replacing("codes: {H: high}", with: "codes: {H: high}, type: date")
        try folder.write(mapping.replacing("dd/mm/yyyy", with: "dd/mm/yy"), to: "mapping.yaml")
        try folder.write("Ref,When,Grade,NHS No\n", to: "export.csv")
        let outcome = try Program.run(["adapter", "check", "mapping.yaml", "export.csv"], in: folder)
        #expect(outcome.status == 78)
        #expect(
            outcome.errors == """
                mapping.yaml:2:9: dates[0]: was `dd/mm/yy`; must be a way to write dates, such as dd/mm/yyyy hh:mm
                mapping.yaml:9:9: events[0].fields[1]: was a field; must be a field with one of type, codes, identifier

                """
        )
    }

    @Test func `what is dropped into a folder is published once, however often the adapter runs`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try town.folder.write(
            """
            authority: E08000025
            endpoint: tcp://127.0.0.1:\(town.birmingham.port)
            server-key: "\(town.birmingham.serverKey)"
            system: bhm-police/niche
            certificate: E08000025/keys/bhm-police-niche.key_secret
            box: adapter
            drop: drop
            mapping: mapping.yaml
            topics: "\(Repository.path)/Topics"
            """,
            to: "adapter.yaml"
        )
        let drop = town.folder.path("drop")
        try town.folder.write(Self.mapping, to: "mapping.yaml")
        try town.folder.write(
            "Ref,When,Grade,NHS No\r\n20BE-1,05/10/2026,H,9990516286\r\n20BE-2,06/10/2026,H,\r\n",
            to: "export.csv"
        )
        for expected in ["taken: first.csv, 2 events\n", "taken before: second.csv\n"] {
            let name = try #require(expected.firstMatch(of: /[a-z]+\.csv/)).output
            try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: town.folder.path("export.csv"),
                toPath: "\(drop)/\(name)"
            )
            let outcome = try Program.run(["adapter", "adapter.yaml", "--once"], in: town.folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output == "watching drop\n" + expected)
            #expect(FileManager.default.fileExists(atPath: "\(drop)/done/\(name)"))
        }
        let heard = try town.ask(
            "bhm-police/niche",
            ["listen", "police.>", "--from", "start", "--count", "2", "--json"]
        )
        #expect(heard.contains(#""20BE-1""#) && heard.contains(#""20BE-2""#))
        #expect(broker.stop() == 0)
    }

    private static let mapping = """
        title: A small export
        dates: [dd/mm/yyyy]
        events:
          - topic: police.domestic-incident
            group-by: [Ref]
            time: When
            fields:
              - {to: /incident, from: Ref}
              - {to: /dash-grade, from: Grade, codes: {H: high}}
              - {to: /child-present, constant: true}
              - {to: /child-seen, constant: false}
            lists:
              - into: /people
                fields:
                  - {to: /role, constant: child}
                  - {to: /identifiers, from: NHS No, identifier: nhs}
        """
}
