/// A JSON text (RFC 8259) that was read once and found strictly well formed.
///
/// Strict: UTF-8 without byte-order mark, no lone surrogate, no duplicate member, no number beyond a double's range, nothing
/// after the value. Total: any bytes give a document or a ``JSONError``, in time linear in their number (but for
/// objects of more than 32 members, whose names are sorted). The bytes are kept as they came; nothing is copied or
/// decoded until asked for.
public struct JSONDocument: Sendable {
    /// The most nested containers that a caller may allow.
    public static let deepest = 64

    let storage: JSONStorage

    /// Reads one value, with at most `depth` nested containers (an outermost object is at depth 1).
    ///
    /// With `safeIntegers`, an integer of 2^53 or more in magnitude is refused, because not every reader holds it exactly.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - depth: 1 to ``deepest``.
    ///   - safeIntegers: whether integers must be below 2^53.
    /// - Throws: the first fault, except that an object's duplicates may be found only at its end.
    public init(
        parsing bytes: [UInt8],
        depth: Int = 8,
        safeIntegers: Bool = false
    ) throws(JSONError) {
        precondition((1...Self.deepest).contains(depth), "a depth limit of \(depth)")
        var parser = JSONParser(bytes, depth: depth, safeIntegers: safeIntegers)
        storage = JSONStorage(bytes: bytes, tape: try parser.parse())
    }

    /// The document's one value.
    public var root: JSONNode { JSONNode(storage: storage, index: 0) }

    /// The text as it came.
    public var bytes: [UInt8] { storage.bytes }
}

extension JSONDocument: Equatable {
    /// Whether both were written with the same bytes.
    public static func == (lhs: JSONDocument, rhs: JSONDocument) -> Bool { lhs.bytes == rhs.bytes }
}

/// Bytes and tape behind one reference, so that handing a node on costs one count.
final class JSONStorage: Sendable {
    let bytes: [UInt8]
    let tape: [TapeNode]

    init(bytes: [UInt8], tape: [TapeNode]) {
        self.bytes = bytes
        self.tape = tape
    }

    /// Where the value of an object's member is, or `nil` if it has none of that name or is no object.
    ///
    /// Here and not in the node, because an object's own memory is read without counting who holds it.
    func place(ofMember name: String, in object: Int) -> Int? {
        guard tape[object].kind == .object else { return nil }
        let wanted = name.utf8Span.span
        let end = Int(tape[object].next)
        var key = object + 1
        while key < end {
            let node = tape[key]
            if has(node, wanted) { return key + 1 }
            key = Int(tape[key + 1].next)
        }
        return nil
    }

    /// Whether a string stands for exactly the bytes wanted.
    @inline(__always)
    func has(_ node: TapeNode, _ wanted: Span<UInt8>) -> Bool {
        guard !node.isEscaped else {
            let decoded = StringText.decoded(bytes, node.range)
            return Self.isEqual(decoded, 0..<decoded.count, wanted)
        }
        return Self.isEqual(bytes, node.range, wanted)
    }

    @inline(__always)
    private static func isEqual(_ bytes: [UInt8], _ range: Range<Int>, _ wanted: Span<UInt8>) -> Bool {
        guard range.count == wanted.count else { return false }
        for place in wanted.indices where bytes[range.lowerBound + place] != wanted[place] { return false }
        return true
    }
}
