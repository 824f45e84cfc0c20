import Foundation
import Testing

/// The HL7 adapter as a process, the mapping that is shipped, and clients that others wrote.
@Suite(.serialized, .timeLimit(.minutes(40))) struct HL7ProcessTests {
    private func town() throws -> Town {
        let town = try Town()
        try town.addAgency(
            "bhm-ch",
            "pas",
            roles: ["MW", "ED", "KWM"],
            publishes: ["health.>", "substance.>", "person.merge-proposed", "feed.>"]
        )
        try town.writeAdapter(
            "hl7.yaml",
            "bhm-ch",
            "pas",
            """
            kind: hl7
            listen: 127.0.0.1:0
            mapping: "\(Repository.path)/Configs/adapters/hl7-hospital.yaml"
            silent-after: 1 second
            metrics: pas.prom
            """
        )
        return town
    }

    @Test func `messages made by hl7apy are receipted, refused with their field, and told once`() throws {
        let town = try town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let adapter = try AdapterProcess("hl7.yaml", in: town.folder)
        let outcome = try ForeignClients.run("foreign_hl7.py", ["\(adapter.port)"], in: town.folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answers = outcome.output.split(separator: "\n").map(String.init)
        try #require(answers.count == 9, "\(outcome.errors)")
        for (place, answer) in answers.enumerated() where place != 7 {
            #expect(answer.contains(#""code": "AA""#), "\(answer)")
        }
        #expect(
            answers[7].hasPrefix(
                #"{"control": "H-8", "code": "AE", "place": "SCH^1^25", "reason": "SCH-25: must be one of"#
            )
        )
        // The first message came twice and is told once; a new appointment tells nobody.
        let health = try town.heard("health.>", count: 3)
        #expect(health.count { $0.contains(#""topic":"health.was-not-brought""#) } == 1)
        #expect(health.count { $0.contains(#""topic":"health.appointment-missed""#) } == 1)
        #expect(health.contains { $0.contains("Fell from a & sofa, Zoë's flat") })
        let merge = try #require(try town.heard("person.>", count: 1).first)
        #expect(merge.contains(#""topic":"person.merge-proposed""#) && merge.contains(#""value":"B-2091""#))
        let substance = try town.heard("substance.>", count: 2).joined()
        #expect(substance.contains(#""result":"positive""#) && substance.contains("substance.review"))
        // Nobody was heard for a second: the front door is told by the adapter itself.
        let silence = try #require(try town.heard("feed.>", count: 1).first)
        #expect(silence.contains(#""system":"bhm-ch/pas","quiet-since":"#))
        #expect(adapter.stop() == 0)
        let list = try String(
            contentsOfFile: town.folder.path("boxes/bhm-ch-pas/refused.jsonl"),
            encoding: .utf8
        )
        #expect(list.split(separator: "\n").count == 1 && list.contains(#""message":"H-8","code":"103""#))
        #expect(!list.contains("WHO-KNOWS"))
        let refused = try Program.run(["adapter", "refused", "hl7.yaml"], in: town.folder)
        #expect(refused.status == 0 && refused.output == list, "\(refused.errors)")
        let metrics = try String(contentsOfFile: town.folder.path("pas.prom"), encoding: .utf8)
        #expect(metrics.contains(#"concordat_adapter_received_total{adapter="bhm-ch/pas"} 9"#))
        #expect(metrics.contains(#"concordat_adapter_outbox_waiting{adapter="bhm-ch/pas"} 0"#))
        #expect(broker.stop() == 0)
    }

    @Test func `without a broker nothing is acknowledged, and after it comes back the same message is`()
        throws
    {
        let town = try town()
        let path = town.folder.path("hl7.yaml")
        let file = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("silent-after: 1 second", with: "answer-within: 1")
        try town.folder.write(file, to: "hl7.yaml")
        let script = """
            import sys, hl7
            from hl7.client import MLLPClient
            text = "\\r".join(["MSH|^~\\\\&|PAS|CH|||20161220||SIU^S26|K-1|P|2.5", "SCH" + "|" * 11 + "^^^20161219" + "|" * 14 + "DNA",
                              "PID|||9990516286^^^NHS^NH||Hartley^Esme||20161114"])
            with MLLPClient("127.0.0.1", int(sys.argv[1])) as client:
                print(str(hl7.parse(client.send_message(text.encode()).decode().strip("\\x0b\\x1c\\r") + "\\r").segment("MSA")[1]))
            """
        try town.folder.write(script, to: "one.py")
        func send(_ adapter: AdapterProcess) throws -> String {
            let outcome = try Program.run(
                ForeignClients.python,
                [town.folder.path("one.py"), "\(adapter.port)"],
                in: town.folder
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }
        let first = try AdapterProcess("hl7.yaml", in: town.folder)
        #expect(try send(first) == "AE\n")
        first.die()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let second = try AdapterProcess("hl7.yaml", in: town.folder)
        var answer = try send(second)
        // The connection may need more than a second to come about; whoever sends asks again.
        for _ in 0..<20 where answer != "AA\n" { answer = try send(second) }
        #expect(answer == "AA\n")
        #expect(try town.heard("health.>", count: 1).first?.contains("was-not-brought") == true)
        #expect(second.stop() == 0)
        #expect(broker.stop() == 0)
    }

    @Test func `what is wrong with a mapping of messages is told with its place`() throws {
        let town = try town()
        try town.folder.write(
            """
            title: t
            lists:
              who: {into: /people, fields: [{to: /name, from: PID5}]}
            messages:
              - for: ["SIU^S26"]
                topic: health.was-not-brought
                time: [SCH-11.4]
                when: [{field: SCH-25, is: [DNA], filled: true}]
                lists: [whom]
              - {for: ["SIU^S12"]}
            """,
            to: "mapping.yaml"
        )
        try town.writeAdapter(
            "bad.yaml",
            "bhm-ch",
            "pas",
            "kind: hl7\nlisten: nowhere\nmapping: mapping.yaml\n"
        )
        let outcome = try Program.run(["adapter", "bad.yaml"], in: town.folder)
        #expect(outcome.status == 78)
        #expect(
            outcome.errors == """
                bad.yaml:9:9: listen: was `nowhere`; must be an address and a port, such as 127.0.0.1:2575
                mapping.yaml:3:51: lists.who.fields[0].from: was `PID5`; must be a place such as PID-7 or PID-3[5=NH].1
                mapping.yaml:8:12: messages[0].when[0]: was a condition; must be a condition with one of is, filled, younger-than, at-least
                mapping.yaml:9:13: messages[0].lists[0]: was `whom`; must be a list's rule, or one of who
                mapping.yaml:10:5: messages[1]: was a rule; must be a rule with one of topic and nobody

                """
        )
    }
}
