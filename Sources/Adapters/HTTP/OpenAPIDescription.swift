import HTTPTypes
import JSON

/// `/openapi.json`, made of the table of routes, so that it cannot say anything else than what is done.
enum OpenAPIDescription {
    static var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Concordat: events of agencies' systems",
                "version": "1",
                "description":
                    "What is answered with 200 is in the broker's ledger. Whatever happens, sending the same again is right.",
            ],
            "security": [["bearer": []], ["certificate": []]],
            "paths": .object(HTTPRoute.all.map { JSONMember($0.path, path($0)) }),
            "components": [
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer"],
                    "certificate": ["type": "mutualTLS"],
                ],
                "schemas": schemas,
            ],
        ]
    }

    private static func path(_ route: HTTPRoute) -> JSONValue {
        var members: [JSONMember] = [JSONMember("summary", .string(route.summary))]
        if route.takes.isEmpty {
            members.append(JSONMember("security", .array([])))
        } else {
            let content = route.takes.map { JSONMember($0, ["schema": schema(of: $0, in: route)]) }
            members.append(JSONMember("requestBody", ["required": true, "content": .object(content)]))
        }
        if route.purpose == .events {
            // Binary mode: attributes are headers, and the body is the data alone.
            let header: JSONValue = ["name": "ce-specversion", "in": "header", "schema": ["const": "1.0"]]
            members.append(JSONMember("parameters", [header]))
        }
        let answers = route.answers.map { answer in
            var parts: [JSONMember] = [JSONMember("description", .string(answer.meaning))]
            if [429, 503].contains(answer.status), !route.takes.isEmpty {
                parts.append(JSONMember("headers", ["Retry-After": ["schema": ["type": "integer"]]]))
            }
            let name = answer.status == 200 ? success(route.purpose) : refusal(route.purpose)
            parts.append(JSONMember("content", .object([JSONMember(answer.type, ["schema": name])])))
            return JSONMember(String(answer.status), .object(parts))
        }
        members.append(JSONMember("responses", .object(answers)))
        return .object([JSONMember(route.method.rawValue.lowercased(), .object(members))])
    }

    private static func reference(_ name: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/" + name)]
    }

    private static func schema(of type: String, in route: HTTPRoute) -> JSONValue {
        switch (route.purpose, type) {
        case (.processMessage, _): reference("FHIRBundle")
        case (_, HTTPRoute.structured): reference("CloudEvent")
        case (_, HTTPRoute.batch): ["type": "array", "items": reference("CloudEvent")]
        case (_, _):
            ["type": "object", "description": "The data of an event whose attributes are ce- headers."]
        }
    }

    private static func success(_ purpose: HTTPRoute.Purpose) -> JSONValue {
        switch purpose {
        case .events: reference("Receipts")
        case .processMessage: reference("FHIRBundle")
        case .description, .health: ["type": "object"]
        case .metrics: ["type": "string"]
        }
    }

    private static func refusal(_ purpose: HTTPRoute.Purpose) -> JSONValue {
        switch purpose {
        case .events: reference("Problem")
        case .processMessage: reference("OperationOutcome")
        case .description, .health, .metrics: ["type": "object"]
        }
    }

    private static func object(_ required: [String], _ properties: [(String, JSONValue)]) -> JSONValue {
        [
            "type": "object",
            "required": .array(required.map { .string($0) }),
            "properties": .object(properties.map { JSONMember($0.0, $0.1) }),
        ]
    }

    private static var schemas: JSONValue {
        let text: JSONValue = ["type": "string"]
        let number: JSONValue = ["type": "integer"]
        let receipt = object(
            ["id", "published", "seq", "receipt"],
            [
                ("id", text), ("source", text), ("published", text), ("seq", number),
                ("receipt", ["type": "object"]), ("left-out", ["type": "array", "items": text]),
            ]
        )
        return [
            "CloudEvent": object(
                ["specversion", "id", "source", "type", "time", "data"],
                [
                    ("specversion", ["const": "1.0"]), ("id", text), ("source", text),
                    ("type", ["type": "string", "description": "A topic and .v1"]),
                    ("time", ["type": "string", "format": "date-time"]), ("data", ["type": "object"]),
                ]
            ),
            "Receipts": object(["receipts"], [("receipts", ["type": "array", "items": receipt])]),
            "Problem": object(
                ["type", "title", "status", "code", "detail"],
                [
                    ("type", text), ("title", text), ("status", number), ("code", text), ("detail", text),
                    ("pointer", text),
                ]
            ),
            "FHIRBundle": object(
                ["resourceType", "type"],
                [("resourceType", ["const": "Bundle"]), ("type", text)]
            ),
            "OperationOutcome": object(
                ["resourceType", "issue"],
                [("resourceType", ["const": "OperationOutcome"]), ("issue", ["type": "array"])]
            ),
        ]
    }
}
