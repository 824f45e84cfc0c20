import Concerns
import JSON
import Topics
import Vocabulary

@testable import Adapters

/// A small hospital, its mapping and its messages.
enum HL7Samples {
    static func rule(_ to: String, _ path: String, _ reading: FieldRule.Reading = .text) throws -> FieldRule {
        try Samples.rule(to, path, reading)
    }

    static func mapping() throws -> MessageMapping {
        let people = MessageListRule(
            into: try Samples.required(JSONPointer(parsing: "/people")),
            fields: [
                try rule("/identifiers", "PID-3[5=NH].1", .identifier(scheme: "nhs")),
                try rule("/identifiers", "PID-3[5=MR].1", .identifier(scheme: nil)),
                FieldRule(
                    to: try Samples.required(JSONPointer(parsing: "/name")),
                    from: .columns(["PID-5.2", "PID-5.1"], separator: " ")
                ),
                try rule("/born", "PID-7", .date),
            ]
        )
        let missed = FieldRule(
            to: try Samples.required(JSONPointer(parsing: "/due")),
            from: .columns(["SCH-11.4"], separator: " "),
            reading: .date,
            isRequired: true
        )
        func noShow(_ topic: String, _ condition: MessageCondition.Test) throws -> MessageRule {
            MessageRule(
                triggers: ["SIU^S26"],
                conditions: [
                    MessageCondition("SCH-25", .isOneOf(["DNA"])), MessageCondition("PID-7", condition),
                ],
                outcome: .tells(try Samples.required(Topic(topic))),
                time: ["SCH-11.4"],
                fields: [missed, try rule("/service", "AIS-3.2")],
                lists: [people]
            )
        }
        let on = ["SCH-11.4"]
        return MessageMapping(
            title: "a hospital",
            rules: [
                try noShow("health.was-not-brought", .isYounger(thanYears: 16, on: on)),
                try noShow("health.appointment-missed", .isAtLeast(years: 16, on: on)),
                MessageRule(triggers: ["SIU^S12"], outcome: .tellsNobody),
                try screen(people),
                MessageRule(triggers: ["ORU^R01"], each: "OBR", outcome: .tellsNobody),
            ]
        )
    }

    private static func screen(_ people: MessageListRule) throws -> MessageRule {
        MessageRule(
            triggers: ["ORU^R01"],
            conditions: [MessageCondition("OBR-4", .isOneOf(["UDS"]))],
            each: "OBR",
            outcome: .tells(try Samples.required(Topic("substance.test-result"))),
            time: ["OBR-7"],
            fields: [
                try rule(
                    "/result",
                    "OBX-5",
                    .codes([FieldRule.Code("POS", "positive"), FieldRule.Code("NEG", "negative")])
                )
            ],
            lists: [
                people,
                MessageListRule(
                    into: try Samples.required(JSONPointer(parsing: "/panel")),
                    each: "OBX",
                    fields: [try rule("/substance", "OBX-3"), try rule("/result", "OBX-5")]
                ),
            ]
        )
    }

    static func configuration() throws -> HL7Configuration {
        HL7Configuration(
            host: "127.0.0.1",
            port: 0,
            mapping: try mapping(),
            source: try Samples.required(EventSource("urn:concordat:E08000025:bhm-ch:pas"))
        )
    }

    static func header(_ trigger: String, _ id: String, charset: String = "") -> String {
        "MSH|^~\\&|PAS|CH|CONCORDAT|BHM|20161203120000||\(trigger)|\(id)|P|2.5.1||||||\(charset)"
    }

    static func noShow(_ id: String, born: String = "20140501", status: String = "DNA") -> String {
        [
            header("SIU^S26^SIU_S12", id),
            "SCH|1^PAS||||||ROUTINE^Routine||||^^^20161202143000||||||||||||||\(status)",
            "PID|1||9990516286^^^NHS^NH~C-77^^^CH^MR||Hartley^Esme||\(born)|F",
            "AIS|1||CLINIC^Paediatric clinic",
        ].joined(separator: "\r")
    }
}
