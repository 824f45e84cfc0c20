public import JSON
import Vocabulary

extension Catalogue {
    /// The catalogue as an AsyncAPI 3.0 document, seen from an agency's system: it sends what it may publish and
    /// receives what it subscribed to.
    public func asyncAPI(version: String) -> JSONValue {
        [
            "asyncapi": "3.0.0",
            "info": [
                "title": "Concordat", "version": .string(version),
                "description":
                    "What agencies say to one another about children, as an agency's system sees it.",
            ],
            "defaultContentType": "application/cloudevents+json",
            "channels": .object(definitions.map { JSONMember($0.topic.text, $0.channel) }),
            "operations": .object(definitions.flatMap(\.operations)),
            "components": ["messages": .object(definitions.map { JSONMember($0.topic.text, $0.message) })],
        ]
    }
}

extension TopicDefinition {
    fileprivate var channel: JSONValue {
        [
            "address": .string(topic.text), "title": .string(title), "description": .string(purpose),
            "messages": ["event": ["$ref": "#/components/messages/\(topic.text)"]],
            "x-owner": .string(owner),
            "x-lawful-basis": .object(
                [
                    ("art6", lawfulBasis.article6), ("art9", lawfulBasis.article9),
                    ("gateway", lawfulBasis.gateway),
                ].compactMap { name, term in term.map { JSONMember(name, .string($0)) } }
            ),
            "x-publishers": .array(publishers.map { .string($0.description) }),
            "x-severity": .object(
                [JSONMember("default", .string(severity.usual.rawValue))]
                    + (severity.grade.map { [JSONMember("graded-by", .string($0.text))] } ?? [])
                    + (severity.rules.isEmpty
                        ? [] : [JSONMember("when", .array(severity.rules.map(\.document)))])
            ),
            "x-acknowledge": .string(acknowledgement.rawValue), "x-retention": .string(retention),
            "x-sees": .object(
                sees.map { JSONMember($0.role.code, .string($0.detail.rawValue)) } + tells.general
            ),
            "x-on-request": .array(onRequest.map { .string($0.code) }),
            "x-always": .array(tells.always.map { .string($0.code) }),
        ]
    }

    fileprivate var operations: [JSONMember] {
        ["send", "receive"].map { action in
            JSONMember(
                "\(action).\(topic.text)",
                [
                    "action": .string(action), "channel": ["$ref": "#/channels/\(topic.text)"],
                    "messages": [["$ref": "#/channels/\(topic.text)/messages/event"]],
                ]
            )
        }
    }

    fileprivate var message: JSONValue {
        let text: JSONValue = ["type": "string"]
        let members: [JSONMember] = [
            JSONMember("name", .string(topic.eventType)), JSONMember("title", .string(title)),
            JSONMember("contentType", "application/cloudevents+json"),
            JSONMember(
                "payload",
                [
                    "type": "object",
                    "required": ["specversion", "id", "source", "type", "time", "data"],
                    "properties": [
                        "specversion": ["const": "1.0"], "id": ["type": "string", "format": "uuid"],
                        "source": text, "type": ["const": .string(topic.eventType)], "subject": text,
                        "time": ["type": "string", "format": "date-time"],
                        "datacontenttype": ["const": "application/json"], "data": schema.root.document,
                    ],
                ]
            ),
            JSONMember("examples", [["payload": example.root.value]]),
        ]
        return .object(members)
    }
}

extension Telling {
    /// What is said of roles that are not named, in the words of the topic's file.
    fileprivate var general: [JSONMember] {
        let keyworkers: JSONValue? = keyworker.map {
            ["own": .string($0.own.rawValue), "other": .string($0.other.rawValue)]
        }
        let others: JSONValue? = active.map {
            ["detail": .string($0.detail.rawValue), "except": .array($0.except.map { .string($0.code) })]
        }
        return [("keyworker", keyworkers), ("active", others)].compactMap { name, value in
            value.map { JSONMember(name, $0) }
        }
    }
}

extension SeverityRules.Rule {
    fileprivate var document: JSONValue {
        [
            "field": .string(field.text), "is": values.count == 1 ? values[0] : .array(values),
            "level": .string(level.rawValue),
        ]
    }
}
