/// One value inside a ``JSONDocument``, decoded only when asked.
public struct JSONNode: Sendable {
    let storage: JSONStorage
    let index: Int

    @inline(__always)
    var tapeNode: TapeNode { storage.tape[index] }

    /// What the value is.
    public var kind: JSONKind { tapeNode.kind }

    /// Number of members or elements; 0 for anything that has none.
    public var count: Int { tapeNode.count }

    /// Whether the value is `null`.
    public var isNull: Bool { tapeNode.kind == .null }

    /// The value of `true` or `false`, else `nil`.
    public var bool: Bool? {
        let node = tapeNode
        guard node.kind == .boolean else { return nil }
        return storage.bytes[Int(node.start)] == UInt8(ascii: "t")
    }

    /// The value of a number that is written without fraction or exponent and fits, else `nil`.
    public var integer: Int64? {
        let node = tapeNode
        guard node.kind == .integer else { return nil }
        return NumberText.integer(storage.bytes, node.range)
    }

    /// The value of any number as the nearest double, else `nil`.
    public var number: Double? {
        let node = tapeNode
        switch node.kind {
        case .integer: return NumberText.integer(storage.bytes, node.range).map(Double.init)
        case .number: return NumberText.number(storage.bytes, node.range)
        case .null, .boolean, .string, .array, .object: return nil
        }
    }

    /// The content of a string, else `nil`.
    public var string: String? {
        let node = tapeNode
        guard node.kind == .string else { return nil }
        return text(of: node)
    }

    /// How many Unicode scalars a string has, counted where it lies; `nil` for anything else.
    public var scalarCount: Int? {
        let node = tapeNode
        guard node.kind == .string else { return nil }
        guard !node.isEscaped else { return text(of: node).unicodeScalars.count }
        let bytes = storage.bytes
        var continued = 0
        // The text is UTF-8, as the parser found: every byte begins a scalar but those of the form 10xxxxxx.
        for index in node.range where bytes[index] & 0xc0 == 0x80 { continued += 1 }
        return node.range.count - continued
    }

    /// Whether the value is a string with exactly the bytes of `text`.
    public func isString(_ text: String) -> Bool {
        let node = tapeNode
        return node.kind == .string && storage.has(node, text.utf8Span.span)
    }

    /// The value's text as it was written, quotes and all.
    public var raw: ArraySlice<UInt8> { storage.bytes[extent] }

    /// Offset of the value's first byte in the document.
    public var offset: Int { extent.lowerBound }

    /// The member of that name, compared by bytes, or `nil` if there is none or this is no object.
    public subscript(name: String) -> JSONNode? {
        storage.place(ofMember: name, in: index).map { JSONNode(storage: storage, index: $0) }
    }

    /// The value that a pointer leads to from here, or `nil`.
    public subscript(pointer: JSONPointer) -> JSONNode? {
        var node = self
        for token in pointer.tokens {
            switch node.kind {
            case .object:
                guard let member = node[token] else { return nil }
                node = member
            case .array:
                // RFC 6901: no sign, no leading zero.
                guard let place = Int(token), place >= 0, place < node.count, Self.isPlace(token) else {
                    return nil
                }
                var elements = node.elements
                for _ in 0..<place { _ = elements.next() }
                guard let element = elements.next() else { return nil }
                node = element
            case .null, .boolean, .integer, .number, .string: return nil
            }
        }
        return node
    }

    private static func isPlace(_ token: String) -> Bool {
        token == "0" || token.utf8.first.map { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) } == true
    }

    /// The whole value, decoded.
    public var value: JSONValue {
        switch kind {
        case .null: .null
        case .boolean: .bool(bool ?? false)
        case .integer: .integer(integer ?? 0)
        case .number: .number(number ?? 0)
        case .string: .string(text(of: tapeNode))
        case .array: .array(elements.map(\.value))
        case .object: .object(members.map { JSONMember($0.key, $0.node.value) })
        }
    }

    private var extent: Range<Int> {
        let node = tapeNode
        return node.kind == .string ? node.range.lowerBound - 1..<node.range.upperBound + 1 : node.range
    }

    func text(of node: TapeNode) -> String {
        node.isEscaped
            ? String(decoding: StringText.decoded(storage.bytes, node.range), as: UTF8.self)
            : String(decoding: storage.bytes[node.range], as: UTF8.self)
    }
}

extension JSONNode: Equatable {
    /// Whether both were written with the same bytes; compare ``value`` to look past spelling and spaces.
    public static func == (lhs: JSONNode, rhs: JSONNode) -> Bool { lhs.raw == rhs.raw }
}
