extension JSONNode {
    /// The members of an object in the order written; none for anything else.
    public var members: JSONMembers { JSONMembers(of: self) }

    /// The elements of an array in order; none for anything else.
    public var elements: JSONElements { JSONElements(of: self) }
}

/// The members of an object, in the order written.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let storage: JSONStorage
    private var key: Int
    private let end: Int

    init(of node: JSONNode) {
        storage = node.storage
        key = node.index + 1
        end = node.kind == .object ? Int(node.tapeNode.next) : key
    }

    /// The next member's name, decoded, and its value.
    public mutating func next() -> (key: String, node: JSONNode)? {
        guard key < end else { return nil }
        let node = JSONNode(storage: storage, index: key + 1)
        let name = node.text(of: storage.tape[key])
        key = Int(storage.tape[key + 1].next)
        return (name, node)
    }
}

/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let storage: JSONStorage
    private var index: Int
    private let end: Int

    init(of node: JSONNode) {
        storage = node.storage
        index = node.index + 1
        end = node.kind == .array ? Int(node.tapeNode.next) : index
    }

    /// The next element.
    public mutating func next() -> JSONNode? {
        guard index < end else { return nil }
        let node = JSONNode(storage: storage, index: index)
        index = Int(storage.tape[index].next)
        return node
    }
}
