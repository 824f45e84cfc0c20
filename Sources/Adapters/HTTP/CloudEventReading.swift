import BrokerClient
import Concerns
import HTTPTypes
import JSON
import Topics
import Vocabulary
import Wire

/// Makes CloudEvents of others ours: each keeps what it says and gets a source that its key stands for.
///
/// An event that names this very system as its source and a UUID as its id is passed on byte for byte, signature and all.
/// Any other keeps its attributes that `wire.md` knows; its id is derived from its own source and id, which are unique by
/// CloudEvents' rules, so that sending it again says nothing twice. Attributes that are left out are named in the answer.
struct CloudEventReading {
    /// An event as it will be published, and what is to be told about it.
    struct Taken: Equatable {
        let publication: Publication
        let id: String
        let source: String
        let leftOut: [String]
    }

    let source: EventSource
    let catalogue: Catalogue?

    /// The attributes that are kept besides those every event has.
    private static let kept = [
        "recordedtime", "lawfulbasis", "sharingpurpose", "correlationid", "causationid", "supersedes",
        "dataschema",
    ]
    private static let own = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data",
    ]

    /// Reads a body in structured mode.
    func event(_ bytes: [UInt8]) throws(Problem) -> Taken {
        try event(document(bytes).root, bytes, at: .root)
    }

    /// Reads a batch, all of it or nothing.
    func batch(_ bytes: [UInt8], atMost most: Int) throws(Problem) -> [Taken] {
        let root = try document(bytes).root
        guard root.kind == .array else {
            throw Problem(.badRequest, "not-a-batch", "a batch is a JSON array", pointer: "")
        }
        guard root.count <= most else {
            throw Problem(.contentTooLarge, "too-many", "a batch has at most \(most) events")
        }
        var taken: [Taken] = []
        for (place, element) in root.elements.enumerated() {
            taken.append(try event(element, Array(element.raw), at: JSONPointer.root.appending(place)))
        }
        return taken
    }

    /// Reads binary mode: attributes from headers, the body as data.
    func event(attributes: [(name: String, value: String)], data: [UInt8]) throws(Problem) -> Taken {
        let data = try document(data).root
        var members: [JSONMember] = []
        for (name, value) in attributes where !members.contains(where: { $0.key == name }) {
            members.append(JSONMember(name, .string(value)))
        }
        members.append(JSONMember("datacontenttype", "application/json"))
        members.append(JSONMember("data", data.value))
        return try event(JSONValue.object(members).serialized())
    }

    private func document(_ bytes: [UInt8]) throws(Problem) -> JSONDocument {
        do throws(JSONError) { return try JSONDocument(parsing: bytes, depth: 12, safeIntegers: true) } catch
        {
            throw Problem(.badRequest, "not-json", "the body must be strict JSON; \(error)", pointer: "")
        }
    }

    private func event(_ root: JSONNode, _ bytes: [UInt8], at place: JSONPointer) throws(Problem) -> Taken {
        guard root.kind == .object else {
            throw Problem(.badRequest, "not-an-event", "an event is a JSON object", pointer: place.text)
        }
        guard root["specversion"]?.isString("1.0") == true else {
            let pointer = place.appending("specversion").text
            throw Problem(.badRequest, "not-cloudevents", "specversion must be `1.0`", pointer: pointer)
        }
        let id = try text(root, "id", place)
        let origin = try text(root, "source", place)
        if root["data_base64"] != nil {
            let pointer = place.appending("data_base64").text
            throw Problem(.unprocessableContent, "schema", "data must be a JSON object", pointer: pointer)
        }
        if origin == source.text, Self.isUUID(id), let own = MessageID(id) {
            let publication = try check(bytes, id: own, at: place)
            return Taken(publication: publication, id: id, source: origin, leftOut: [])
        }
        let cause = JSONValue.array([
            "concordat-cloudevent", .string(source.text), .string(origin), .string(id),
        ])
        let published = MessageID(derivedFrom: .ofBody(cause.serialized()))
        let (members, leftOut) = rewritten(root, published)
        let publication = try check(JSONValue.object(members).serialized(), id: published, at: place)
        return Taken(publication: publication, id: id, source: origin, leftOut: leftOut)
    }

    private func rewritten(_ root: JSONNode, _ id: MessageID) -> (members: [JSONMember], leftOut: [String]) {
        var members: [JSONMember] = [
            JSONMember("specversion", "1.0"), JSONMember("id", .string(id.text)),
            JSONMember("source", .string(source.text)),
        ]
        var leftOut: [String] = []
        for name in ["type", "subject", "time"] + Self.kept + ["datacontenttype", "data"] {
            // A subject of another's is no handle of this authority's broker.
            if name == "subject" {
                if let subject = root[name], !subject.isString("") { leftOut.append(name) }
                members.append(JSONMember(name, ""))
            } else if let node = root[name], !node.isNull {
                members.append(JSONMember(name, node.value))
            }
        }
        for member in root.members where !Self.own.contains(member.key) && !Self.kept.contains(member.key) {
            leftOut.append(member.key)
        }
        return (members, leftOut)
    }

    private func text(_ root: JSONNode, _ name: String, _ place: JSONPointer) throws(Problem) -> String {
        guard let text = root[name]?.string, !text.isEmpty, text.utf8.count <= 1_024 else {
            let pointer = place.appending(name).text
            throw Problem(
                .badRequest,
                "not-cloudevents",
                "\(name) must be text that is not empty",
                pointer: pointer
            )
        }
        return text
    }

    /// Holds an event against `wire.md`, the catalogue and the wire's limit.
    private func check(_ bytes: [UInt8], id: MessageID, at place: JSONPointer) throws(Problem) -> Publication
    {
        guard bytes.count <= WireLimit.bodyBytes else {
            let detail = "an event has at most \(WireLimit.bodyBytes) bytes"
            throw Problem(.contentTooLarge, "too-large", detail, pointer: place.text)
        }
        let concern: Concern
        do throws(ConcernFault) { concern = try Concern(parsing: bytes) } catch {
            switch error {
            case .notJSON: throw Problem(.badRequest, "not-json", error.description, pointer: place.text)
            case .attribute(let fault): throw Self.problem(fault, at: place)
            }
        }
        if let catalogue {
            guard let definition = catalogue[concern.topic] else {
                let pointer = place.appending("type").text
                throw Problem(
                    .unprocessableContent,
                    "unknown-topic",
                    "type must name a topic of the catalogue",
                    pointer: pointer
                )
            }
            if let fault = definition.fault(in: concern.data) { throw Self.problem(fault, at: place) }
        }
        return Publication(id: id, topic: concern.topic, body: bytes)
    }

    private static func problem(_ fault: PayloadFault, at place: JSONPointer) -> Problem {
        Problem(
            .unprocessableContent,
            "schema",
            "was \(fault.was); must be \(fault.mustBe)",
            pointer: JSONPointer(place.tokens + fault.pointer.tokens).text
        )
    }

    private static func isUUID(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/) != nil
    }
}
