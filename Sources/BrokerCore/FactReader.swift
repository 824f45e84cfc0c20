import JSON
import Topics
import Vocabulary

/// Reads the members of one stored fact.
///
/// What the ledger holds was written by us and its checksum held, so a member that does not read is a fact from a
/// newer release or a fault of ours: recovery stops on it and nothing is guessed.
struct FactReader {
    let node: JSONNode

    func text(_ name: String) throws(FactFault) -> String {
        guard let text = node[name]?.string else { throw FactFault(node, name) }
        return text
    }

    func integer(_ name: String) throws(FactFault) -> Int64 {
        guard let integer = node[name]?.integer else { throw FactFault(node, name) }
        return integer
    }

    func flag(_ name: String) throws(FactFault) -> Bool {
        guard let flag = node[name]?.bool else { throw FactFault(node, name) }
        return flag
    }

    func instant(_ name: String) throws(FactFault) -> Instant { Instant(milliseconds: try integer(name)) }

    func sequence(_ name: String) throws(FactFault) -> LedgerSequence { LedgerSequence(try integer(name)) }

    func handle(_ name: String) throws(FactFault) -> SubscriptionHandle {
        SubscriptionHandle(try integer(name))
    }

    func identifier<Kind>(_ name: String, _: Kind.Type) throws(FactFault) -> Identifier<Kind> {
        guard let identifier = try optionalIdentifier(name, Kind.self) else { throw FactFault(node, name) }
        return identifier
    }

    func optionalIdentifier<Kind>(_ name: String, _: Kind.Type) throws(FactFault) -> Identifier<Kind>? {
        guard has(name) else { return nil }
        guard let identifier = Identifier<Kind>(try text(name)) else { throw FactFault(node, name) }
        return identifier
    }

    func code<Code: RawRepresentable>(_ name: String, _: Code.Type) throws(FactFault) -> Code
    where Code.RawValue == String {
        guard let code = Code(rawValue: try text(name)) else { throw FactFault(node, name) }
        return code
    }

    func role(_ name: String) throws(FactFault) -> Role {
        guard let role = Role(try text(name)) else { throw FactFault(node, name) }
        return role
    }

    func integers(_ name: String) throws(FactFault) -> [Int64] {
        try list(name) { node throws(FactFault) in
            guard let integer = node.integer else { throw FactFault(self.node, name) }
            return integer
        }
    }

    /// Numbers that were written as runs.
    func runs(_ name: String) throws(FactFault) -> [Int64] {
        guard let numbers = NumberRuns.numbers(of: try integers(name)) else { throw FactFault(node, name) }
        return numbers
    }

    func roles(_ name: String) throws(FactFault) -> [Role] { try texts(name) { Role($0) } }

    func patterns(_ name: String) throws(FactFault) -> [TopicPattern] {
        try texts(name) { TopicPattern($0) }
    }

    func identifiers<Kind>(_ name: String, _: Kind.Type) throws(FactFault) -> [Identifier<Kind>] {
        try texts(name) { Identifier<Kind>($0) }
    }

    func strings(_ name: String) throws(FactFault) -> [String] { try texts(name) { $0 } }

    /// The elements of a list of texts, each of which must read.
    private func texts<Value>(_ name: String, _ read: (String) -> Value?) throws(FactFault) -> [Value] {
        try list(name) { element throws(FactFault) in
            guard let value = element.string.flatMap(read) else { throw FactFault(node, name) }
            return value
        }
    }

    func list<Element>(
        _ name: String,
        _ read: (JSONNode) throws(FactFault) -> Element
    ) throws(FactFault) -> [Element] {
        guard let list = node[name], list.kind == .array else { throw FactFault(node, name) }
        var elements: [Element] = []
        elements.reserveCapacity(list.count)
        for element in list.elements { elements.append(try read(element)) }
        return elements
    }

    /// Whether the member is there and not `null`.
    func has(_ name: String) -> Bool { node[name].map { !$0.isNull } ?? false }
}

/// A stored fact that does not read: which, and which of its members.
public struct FactFault: Error, Equatable, Sendable {
    /// The fact's name, or empty if it has none.
    public let fact: String
    /// The member that is missing or wrong.
    public let member: String

    init(_ node: JSONNode, _ member: String) {
        fact = node["fact"]?.string ?? ""
        self.member = member
    }

    init(fact: String, member: String) {
        self.fact = fact
        self.member = member
    }
}
