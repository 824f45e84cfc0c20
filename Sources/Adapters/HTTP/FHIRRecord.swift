import JSON
import Vocabulary

/// A resource that a message is about, as rules see it, with those that belong to it; or a part of the resource.
struct FHIRRecord: MessageRecord {
    private let message: FHIRMessage
    private let focus: FHIRMessage.Resource
    /// The resource or element that this part is, and the path that leads to it.
    private let part: (path: FHIRPath, node: JSONNode)?

    init(_ message: FHIRMessage, about focus: FHIRMessage.Resource) {
        self.message = message
        self.focus = focus
        part = nil
    }

    private init(_ whole: FHIRRecord, _ path: FHIRPath, _ node: JSONNode) {
        message = whole.message
        focus = whole.focus
        part = (path, node)
    }

    static let datePhrase = "a date as YYYY-MM-DD, or with a time and its offset"

    func values(at text: String) -> [String] {
        guard let path = FHIRPath(text) else { return [] }
        return nodes(at: path).compactMap { node in
            switch node.kind {
            case .string: node.string.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
            case .integer, .number, .boolean: String(decoding: node.raw, as: UTF8.self)
            case .null, .array, .object: nil
            }
        }
    }

    func parts(named name: String) -> [FHIRRecord] {
        guard let path = FHIRPath(name) else { return [] }
        return nodes(at: path).map { FHIRRecord(self, path, $0) }
    }

    /// What a path leads to: within this part if the path goes through it, else in the resources of its type.
    private func nodes(at path: FHIRPath) -> [JSONNode] {
        if let part, part.path.type == path.type, path.steps.starts(with: part.path.steps) {
            return Self.walk([part.node], path.steps.dropFirst(part.path.steps.count))
        }
        return Self.walk(resources(of: path.type), path.steps[...])
    }

    /// The resource itself, the header, those it refers to, or those that are about somebody whom it refers to.
    private func resources(of type: String) -> [JSONNode] {
        if type == focus.type { return [focus.node] }
        if type == message.header.type { return [message.header.node] }
        let referred = message.referred(by: focus.node)
        let direct = referred.filter { $0.type == type }
        if !direct.isEmpty { return direct.map(\.node) }
        let people = Set(referred.filter { $0.type == "Patient" }.map(\.place))
        return message.resources.filter { resource in
            resource.type == type
                && message.referred(by: resource.node).contains { people.contains($0.place) }
        }.map(\.node)
    }

    private static func walk(_ nodes: [JSONNode], _ steps: ArraySlice<FHIRPath.Step>) -> [JSONNode] {
        var nodes = nodes
        for step in steps {
            nodes = nodes.flatMap { node -> [JSONNode] in
                guard let member = node[step.name] else { return [] }
                return member.kind == .array ? Array(member.elements) : [member]
            }
            if let name = step.selector.first, let value = step.selector.last {
                nodes = nodes.filter { $0[name]?.isString(value) == true }
            }
        }
        return nodes
    }

    static func moment(_ text: String) -> Moment? {
        if let date = CivilDate(iso8601: text) { return Moment(date: date, second: 0) }
        guard let instant = Instant(rfc3339: text), let date = CivilDate(iso8601: String(text.prefix(10)))
        else {
            return nil
        }
        return Moment(date: date, instant: instant)
    }
}
