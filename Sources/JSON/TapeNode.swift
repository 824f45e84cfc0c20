/// One value of a parsed document: 16 bytes, so that a document is one array of them.
///
/// An object's node is followed by key, value, key, value …; an array's by its elements; each with all it contains.
struct TapeNode: Equatable, Sendable {
    /// The longest document whose offsets and counts fit.
    static let longestDocument = 1 << 28 - 1

    /// Offset of the first byte: of a string's content, of anything else's text.
    let start: UInt32
    /// Offset past the last byte: of a string's content, of anything else's text.
    var end: UInt32
    /// Index on the tape of whatever follows this value and all it contains.
    var next: UInt32
    /// Members or elements, above the four bits of kind and escape mark.
    private var packed: UInt32

    /// Creates the node of a value that contains no others.
    @inline(__always)
    init(kind: JSONKind, start: Int, end: Int, next: Int, isEscaped: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        packed = UInt32(kind.rawValue) | (isEscaped ? 8 : 0)
    }

    /// What the value is.
    @inline(__always)
    var kind: JSONKind {
        guard let kind = JSONKind(rawValue: UInt8(truncatingIfNeeded: packed & 7)) else {
            preconditionFailure("a tape node of no kind")
        }
        return kind
    }

    /// Whether a string's content holds escapes, so that it must be decoded before use.
    @inline(__always)
    var isEscaped: Bool { packed & 8 != 0 }

    /// Number of members or elements.
    @inline(__always)
    var count: Int {
        get { Int(packed >> 4) }
        set { packed = packed & 15 | UInt32(truncatingIfNeeded: newValue) << 4 }
    }

    /// Bytes of a string's content, or of anything else's text.
    @inline(__always)
    var length: Int { Int(end &- start) }

    /// The content of a string, or the text of anything else.
    @inline(__always)
    var range: Range<Int> { Int(start)..<Int(end) }
}
