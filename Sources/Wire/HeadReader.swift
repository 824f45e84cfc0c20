import JSON
import Topics
import Vocabulary

/// Reads the members of a head, and says what a member was and what it must be.
struct HeadReader {
    private let root: JSONNode

    /// Parses a head: one JSON object, at most 8 192 bytes, depth at most 8, no duplicate members.
    init(_ bytes: ArraySlice<UInt8>) throws(WireRefusal) {
        guard bytes.count <= WireLimit.headBytes else {
            throw WireRefusal(
                .badFrame,
                "head: was \(bytes.count) bytes; must be at most \(WireLimit.headBytes)"
            )
        }
        do {
            root = try JSONDocument(parsing: Array(bytes), depth: WireLimit.headDepth, safeIntegers: true)
                .root
        } catch {
            throw WireRefusal(.badFrame, "head: must be one strict JSON object; \(error)")
        }
        guard root.kind == .object else {
            throw WireRefusal(.badFrame, "head: was \(Self.phrase(root)); must be an object")
        }
    }

    /// The member, or `nil` when it is missing or `null`.
    func optional<Value>(
        _ name: String,
        _ mustBe: String,
        _ read: (JSONNode) -> Value?
    ) throws(WireRefusal) -> Value? {
        guard let node = root[name], !node.isNull else { return nil }
        guard let value = read(node) else { throw fault(name, was: Self.phrase(node), mustBe) }
        return value
    }

    func required<Value>(
        _ name: String,
        _ mustBe: String,
        _ read: (JSONNode) -> Value?
    ) throws(WireRefusal) -> Value {
        guard let value = try optional(name, mustBe, read) else { throw fault(name, was: "missing", mustBe) }
        return value
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(WireRefusal) -> Int64 {
        try required(name, "an integer from \(range.lowerBound) to \(range.upperBound)") { node in
            node.integer.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func identifier<Kind>(_ name: String, _: Kind.Type) throws(WireRefusal) -> Identifier<Kind> {
        try required(name, "1 to 128 printable ASCII characters without spaces", Self.identifier)
    }

    func optionalIdentifier<Kind>(_ name: String, _: Kind.Type) throws(WireRefusal) -> Identifier<Kind>? {
        try optional(name, "1 to 128 printable ASCII characters without spaces", Self.identifier)
    }

    private static func identifier<Kind>(_ node: JSONNode) -> Identifier<Kind>? {
        node.string.flatMap { Identifier($0) }
    }

    /// What a member was: numbers as they are, text by its length only, for it may be somebody's words.
    private static func phrase(_ node: JSONNode) -> String {
        switch node.kind {
        case .null: "null"
        case .boolean: node.bool == true ? "true" : "false"
        case .integer: String(node.integer ?? 0)
        case .number: "a number"
        case .string: "a string of \(node.string?.unicodeScalars.count ?? 0) characters"
        case .array: "an array of \(node.count) elements"
        case .object: "an object"
        }
    }

    private func fault(_ name: String, was: String, _ mustBe: String) -> WireRefusal {
        WireRefusal(.badFrame, "\(name): was \(was); must be \(mustBe)", field: "/" + name)
    }
}
