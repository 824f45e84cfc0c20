import BrokerClient
import Concerns
import HTTPTypes
import Hummingbird
import JSON
import Vocabulary

/// Answers in FHIR's own form.
enum FHIRAnswer {
    /// A message that answers one: `ok`, an outcome with a line for each receipt, and each receipt as a Binary.
    static func receipted(_ message: FHIRMessage, _ receipts: [StoredReceipt], at now: Instant) -> Response {
        let header = message.header.node
        let asked = header["id"]?.string ?? ""
        let id = MessageID(derivedFrom: .ofBody(Array("concordat-fhir-answer\n\(asked)".utf8))).text
        let outcomeID = MessageID(derivedFrom: .ofBody(Array("concordat-fhir-outcome\n\(asked)".utf8))).text
        var answer: [JSONMember] = [
            JSONMember("resourceType", "MessageHeader"), JSONMember("id", .string(id)),
        ]
        for name in ["eventCoding", "eventUri"] {
            if let event = header[name] { answer.append(JSONMember(name, event.value)) }
        }
        answer.append(JSONMember("source", ["name": "Concordat", "endpoint": "urn:concordat:adapter"]))
        answer.append(
            JSONMember(
                "response",
                [
                    "identifier": .string(asked), "code": "ok",
                    "details": ["reference": .string("urn:uuid:" + outcomeID)],
                ]
            )
        )
        let lines: [JSONValue] = receipts.map { receipt in
            let text = "receipted as entry \(receipt.sequence.number), event \(receipt.id)"
            return ["severity": "information", "code": "informational", "diagnostics": .string(text)]
        }
        let none: [JSONValue] = [
            [
                "severity": "information", "code": "informational",
                "diagnostics": "taken; it tells nobody anything",
            ]
        ]
        var entries: [JSONValue] = [
            entry(id, .object(answer)),
            entry(
                outcomeID,
                [
                    "resourceType": "OperationOutcome", "id": .string(outcomeID),
                    "issue": .array(lines.isEmpty ? none : lines),
                ]
            ),
        ]
        for receipt in receipts {
            let binary: JSONValue = [
                "resourceType": "Binary", "id": .string(receipt.id.text), "contentType": "application/json",
                "data": .string(Base64.encode(receipt.bytes)),
            ]
            entries.append(entry(receipt.id.text, binary))
        }
        let bundle: JSONValue = [
            "resourceType": "Bundle", "type": "message", "timestamp": .string(now.rfc3339),
            "entry": .array(entries),
        ]
        return HTTPDoor.answer(bundle, type: HTTPRoute.fhir)
    }

    private static func entry(_ id: String, _ resource: JSONValue) -> JSONValue {
        ["fullUrl": .string("urn:uuid:" + id), "resource": resource]
    }

    /// An outcome that says what is wrong and where, without content.
    static func refusal(_ problem: Problem) -> Response {
        var issue: [JSONMember] = [
            JSONMember("severity", "error"), JSONMember("code", .string(code(problem))),
            JSONMember("details", ["text": .string(problem.code)]),
            JSONMember("diagnostics", .string(problem.detail)),
        ]
        if let place = problem.pointer, !place.isEmpty {
            issue.append(JSONMember("expression", [.string(place)]))
        }
        let outcome: JSONValue = ["resourceType": "OperationOutcome", "issue": [.object(issue)]]
        var response = HTTPDoor.answer(outcome, status: problem.status, type: HTTPRoute.fhir)
        HTTPDoor.addHeaders(of: problem, to: &response)
        return response
    }

    /// A code of FHIR's list of issue types.
    private static func code(_ problem: Problem) -> String {
        switch problem.status.code {
        case 400: "invalid"
        case 401: "login"
        case 403: "forbidden"
        case 409: "duplicate"
        case 413: "too-long"
        case 415: "not-supported"
        case 429: "throttled"
        case 503: "transient"
        case 422:
            switch problem.code {
            case "missing": "required"
            case "unknown-code": "code-invalid"
            case "unknown-resource", "no-mapping": "not-supported"
            case "wrong-type", "schema": "value"
            default: "structure"
            }
        default: "processing"
        }
    }
}
