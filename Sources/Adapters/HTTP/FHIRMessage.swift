import HTTPTypes
import JSON

/// A FHIR R4 message: a Bundle whose first resource is its header.
struct FHIRMessage {
    /// One resource of the bundle, with the addresses by which others refer to it.
    struct Resource {
        let type: String
        let node: JSONNode
        let addresses: [String]
        let place: Int
    }

    let resources: [Resource]
    let header: Resource

    /// Reads a message.
    init(_ bytes: [UInt8]) throws(Problem) {
        let root: JSONNode
        do throws(JSONError) { root = try JSONDocument(parsing: bytes, depth: 32).root } catch {
            throw Problem(.badRequest, "not-json", "the body must be strict JSON; \(error)")
        }
        guard root["resourceType"]?.isString("Bundle") == true else {
            throw Problem(.badRequest, "not-a-message", "must be a Bundle", pointer: "Bundle")
        }
        guard root["type"]?.isString("message") == true else {
            throw Problem(.unprocessableContent, "not-a-message", "must be `message`", pointer: "Bundle.type")
        }
        var resources: [Resource] = []
        for (place, entry) in (root["entry"].map { Array($0.elements) } ?? []).enumerated() {
            guard let node = entry["resource"], let type = node["resourceType"]?.string else {
                let pointer = "Bundle.entry[\(place)].resource"
                throw Problem(.unprocessableContent, "not-a-message", "must be a resource", pointer: pointer)
            }
            let own = node["id"]?.string.map { [type + "/" + $0] } ?? []
            let addresses = (entry["fullUrl"]?.string.map { [$0] } ?? []) + own
            resources.append(Resource(type: type, node: node, addresses: addresses, place: place))
        }
        guard let header = resources.first, header.type == "MessageHeader" else {
            let pointer = "Bundle.entry[0].resource"
            throw Problem(.unprocessableContent, "not-a-message", "must be a MessageHeader", pointer: pointer)
        }
        self.resources = resources
        self.header = header
    }

    /// What a resend has in common with what was sent: who sent it and the message's own id.
    var identity: [String]? {
        guard let id = header.node["id"]?.string, !id.isEmpty else { return nil }
        return [header.node["source"]?["endpoint"]?.string ?? "", id]
    }

    /// The resources that the message is about.
    func focuses() throws(Problem) -> [Resource] {
        var focuses: [Resource] = []
        for (place, focus) in (header.node["focus"].map { Array($0.elements) } ?? []).enumerated() {
            guard let resource = focus["reference"]?.string.flatMap({ resource(at: $0) }) else {
                let pointer = "MessageHeader.focus[\(place)]"
                throw Problem(
                    .unprocessableContent,
                    "not-a-message",
                    "must refer into the Bundle",
                    pointer: pointer
                )
            }
            focuses.append(resource)
        }
        guard !focuses.isEmpty else {
            let pointer = "MessageHeader.focus"
            throw Problem(
                .unprocessableContent,
                "not-a-message",
                "must say what it is about",
                pointer: pointer
            )
        }
        return focuses
    }

    func resource(at address: String) -> Resource? { resources.first { $0.addresses.contains(address) } }

    /// The resources that one refers to, anywhere in it, in order.
    func referred(by node: JSONNode) -> [Resource] {
        var found: [Resource] = []
        func search(_ node: JSONNode) {
            switch node.kind {
            case .object:
                if let resource = node["reference"]?.string.flatMap({ resource(at: $0) }),
                    !found.contains(where: { $0.place == resource.place })
                {
                    found.append(resource)
                }
                for member in node.members { search(member.node) }
            case .array: for element in node.elements { search(element) }
            case .null, .boolean, .integer, .number, .string: break
            }
        }
        search(node)
        return found
    }
}
