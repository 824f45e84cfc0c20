import Concerns
import JSON
import Topics
import Vocabulary

/// The `example` of a topic's file: an event that an agency could publish as it stands.
struct ExampleEvent {
    let topic: Topic
    let schema: PayloadSchema?

    static let required = ["specversion", "id", "source", "type", "time", "datacontenttype", "data"]
    static let optional = [
        "subject", "dataschema", "recordedtime", "lawfulbasis", "sharingpurpose", "correlationid",
        "causationid",
        "supersedes",
    ]

    /// Reads the event; `nil` after a fault.
    func read(_ place: YAMLPlace?, _ inspection: inout Inspection) -> JSONDocument? {
        guard
            let event = inspection.mapping(place, required: Self.required, optional: Self.optional),
            let value = inspection.json(event)
        else { return nil }
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: value.serialized(), safeIntegers: true)
        } catch {
            return inspection.refuse(
                event.fault(was: error.reason.phrase, mustBe: "an event that can be sent")
            )
        }
        let known = inspection.faults.count
        checkAttributes(event, &inspection)
        if inspection.faults.count == known { checkEnvelope(document, event, &inspection) }
        guard let schema, let data = document.root["data"], let fault = schema.fault(in: data) else {
            return document
        }
        return inspection.refuse(event.fault(of: fault))
    }

    /// What only the reader of published events knows.
    private func checkEnvelope(
        _ document: JSONDocument,
        _ event: YAMLPlace,
        _ inspection: inout Inspection
    ) {
        do throws(ConcernFault) {
            _ = try Concern(document)
        } catch {
            switch error {
            case .attribute(let fault): inspection.note(event.fault(of: fault))
            case .notJSON(let error):
                inspection.note(event.fault(was: error.reason.phrase, mustBe: "an event that can be sent"))
            }
        }
    }

    private func checkAttributes(_ event: YAMLPlace, _ inspection: inout Inspection) {
        func check(_ name: String, mustBe: String, _ isRight: (String) -> Bool) {
            let _: String? = inspection.value(event[name], mustBe: mustBe) { isRight($0) ? $0 : nil }
        }
        check("specversion", mustBe: "\"1.0\", in quotes") { $0 == "1.0" }
        check("id", mustBe: "a UUID", StringFormat.uuid.admits)
        check("type", mustBe: "`\(topic.eventType)`") { $0 == topic.eventType }
        check("time", mustBe: "an RFC 3339 date-time with its offset", StringFormat.dateTime.admits)
        check("recordedtime", mustBe: "an RFC 3339 date-time with its offset", StringFormat.dateTime.admits)
        check("datacontenttype", mustBe: "`application/json`") { $0 == "application/json" }
        check("source", mustBe: "urn:concordat:<authority>:<agency>:<system>") { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            return parts.count == 5 && parts[0] == "urn" && parts[1] == "concordat"
                && StringFormat.authority.admits(parts[2])
                && parts[3...].allSatisfy(StringFormat.identifier.admits)
        }
    }
}
