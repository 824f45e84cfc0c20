import Concerns
import Foundation
import JSON
import Topics
import Vocabulary

@testable import Adapters

/// A small police mapping, and what the tests need beside it.
enum Samples {
    struct SampleError: Error {}

    static func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw SampleError() }
        return value
    }

    static func source() throws -> EventSource {
        try required(EventSource("urn:concordat:E08000025:wmp:niche"))
    }

    static func rule(
        _ to: String,
        _ column: String,
        _ reading: FieldRule.Reading = .text,
        isRequired: Bool = false,
        whenEmpty: JSONValue? = nil
    ) throws -> FieldRule {
        FieldRule(
            to: try required(JSONPointer(parsing: to)),
            from: .columns([column], separator: " "),
            reading: reading,
            isRequired: isRequired,
            whenEmpty: whenEmpty
        )
    }

    static func mapping() throws -> Mapping {
        Mapping(
            title: "incidents",
            columns: ["Incident"],
            dates: [try required(DatePattern("dd/mm/yyyy hh:mm")), try required(DatePattern("dd/mm/yyyy"))],
            events: [
                EventMapping(
                    topic: try required(Topic("police.domestic-incident")),
                    groupBy: ["Incident"],
                    time: "Attended",
                    fields: [
                        try rule(
                            "/dash-grade",
                            "DASH",
                            .codes([FieldRule.Code("H", "high"), FieldRule.Code("M", "medium")]),
                            whenEmpty: "standard"
                        ),
                        try rule("/child-seen", "Seen", .boolean),
                        try rule("/summary", "Summary"),
                    ],
                    lists: [
                        ListMapping(
                            into: try required(JSONPointer(parsing: "/people")),
                            fields: [
                                try rule(
                                    "/role",
                                    "Role",
                                    .codes([FieldRule.Code("V", "victim"), FieldRule.Code("C", "child")]),
                                    isRequired: true
                                ),
                                try rule("/identifiers", "NHS", .identifier(scheme: "nhs")),
                                try rule("/identifiers", "Nominal", .identifier(scheme: nil)),
                                try rule("/born", "DOB", .date),
                            ]
                        )
                    ]
                )
            ]
        )
    }

    static let header = "Incident,Attended,DASH,Seen,Summary,Role,NHS,Nominal,DOB"

    static func mapped(_ lines: String..., header: String = header) throws -> [ExportEvent] {
        try mapped(Array(([header] + lines).joined(separator: "\r\n").utf8))
    }

    static func mapped(_ bytes: [UInt8], as form: ExportForm = .table) throws -> [ExportEvent] {
        let agency: AgencyID = try required(AgencyID("wmp"))
        return try ExportMapper(mapping: mapping(), agency: agency, catalogue: nil)
            .events(of: bytes, as: form)
    }

    /// The faults that reading these lines must have.
    static func faults(_ lines: String..., header: String = header) throws -> [RowFault] {
        do {
            _ = try mapped(Array(([header] + lines).joined(separator: "\r\n").utf8))
            return []
        } catch let faults as ExportFaults {
            return faults.faults
        }
    }
}
