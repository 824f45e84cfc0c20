internal import JSON
internal import Vocabulary

/// Reads typed members of one JSON object, naming the place of the first that does not fit.
struct MemberReader {
    let node: JSONNode
    let pointer: JSONPointer

    init(_ node: JSONNode, at pointer: JSONPointer = .root) throws(TransferFault) {
        guard node.kind == .object else { throw TransferFault(at: pointer, expected: "an object") }
        self.node = node
        self.pointer = pointer
    }

    /// A member that must be there; `null` counts as absent.
    func required<Value>(
        _ name: String,
        _ expected: String,
        _ read: (JSONNode) -> Value?
    ) throws(TransferFault) -> Value {
        guard let member = node[name], let value = read(member) else {
            throw TransferFault(at: pointer.appending(name), expected: expected)
        }
        return value
    }

    /// A member that may be absent or `null`, but fits if it is there.
    func optional<Value>(
        _ name: String,
        _ expected: String,
        _ read: (JSONNode) -> Value?
    ) throws(TransferFault) -> Value? {
        guard let member = node[name], !member.isNull else { return nil }
        guard let value = read(member) else {
            throw TransferFault(at: pointer.appending(name), expected: expected)
        }
        return value
    }

    func text(_ name: String) throws(TransferFault) -> String {
        try required(name, "a text that is not empty") { $0.string.flatMap { $0.isEmpty ? nil : $0 } }
    }

    func optionalText(_ name: String) throws(TransferFault) -> String? {
        try optional(name, "a text") { $0.string }
    }

    func identifier<Kind>(_ name: String) throws(TransferFault) -> Identifier<Kind> {
        try required(name, "an identifier of 1 to 128 printable characters") {
            $0.string.flatMap { Identifier<Kind>($0) }
        }
    }

    func optionalIdentifier<Kind>(_ name: String) throws(TransferFault) -> Identifier<Kind>? {
        try optional(name, "an identifier of 1 to 128 printable characters") {
            $0.string.flatMap { Identifier<Kind>($0) }
        }
    }

    func count(_ name: String) throws(TransferFault) -> Int64 {
        try required(name, "an integer from 0 to 2^53 - 1") {
            $0.integer.flatMap { (0..<1 << 53).contains($0) ? $0 : nil }
        }
    }

    func bool(_ name: String) throws(TransferFault) -> Bool {
        try required(name, "true or false") { $0.bool }
    }

    func digest(_ name: String) throws(TransferFault) -> Digest {
        try required(name, "a SHA-256 in 64 lower-case hexadecimal digits") {
            $0.string.flatMap { Digest(hex: $0) }
        }
    }

    func optionalDigest(_ name: String) throws(TransferFault) -> Digest? {
        try optional(name, "a SHA-256 in 64 lower-case hexadecimal digits") {
            $0.string.flatMap { Digest(hex: $0) }
        }
    }

    func date(_ name: String) throws(TransferFault) -> CivilDate {
        try required(name, "a date, YYYY-MM-DD") { $0.string.flatMap { CivilDate(iso8601: $0) } }
    }

    func optionalDate(_ name: String) throws(TransferFault) -> CivilDate? {
        try optional(name, "a date, YYYY-MM-DD") { $0.string.flatMap { CivilDate(iso8601: $0) } }
    }

    func instant(_ name: String) throws(TransferFault) -> Instant {
        try required(name, "an integer of milliseconds") { $0.integer.map { Instant(milliseconds: $0) } }
    }

    func appointment(_ name: String) throws(TransferFault) -> Appointment {
        try required(name, "a date, YYYY-MM-DD, or an RFC 3339 date-time") {
            $0.string.flatMap { Appointment($0) }
        }
    }

    func code<Code: RawRepresentable<String> & CaseIterable>(_ name: String) throws(TransferFault) -> Code {
        let expected = "one of " + Code.allCases.map(\.rawValue).joined(separator: ", ")
        return try required(name, expected) { $0.string.flatMap { Code(rawValue: $0) } }
    }

    func optionalCode<Code: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(TransferFault) -> Code? {
        let expected = "one of " + Code.allCases.map(\.rawValue).joined(separator: ", ")
        return try optional(name, expected) { $0.string.flatMap { Code(rawValue: $0) } }
    }

    func object<Value>(
        _ name: String,
        _ read: (MemberReader) throws(TransferFault) -> Value
    ) throws(TransferFault) -> Value {
        let member = try required(name, "an object") { $0.kind == .object ? $0 : nil }
        return try read(MemberReader(member, at: pointer.appending(name)))
    }

    func optionalObject<Value>(
        _ name: String,
        _ read: (MemberReader) throws(TransferFault) -> Value
    ) throws(TransferFault) -> Value? {
        guard try optional(name, "an object", { $0.kind == .object ? $0 : nil }) != nil else { return nil }
        return try object(name, read)
    }

    /// The objects of an array; an absent array is empty.
    func list<Value>(
        _ name: String,
        _ read: (MemberReader) throws(TransferFault) -> Value
    ) throws(TransferFault) -> [Value] {
        guard let array = try optional(name, "an array", { $0.kind == .array ? $0 : nil }) else { return [] }
        var values: [Value] = []
        var place = 0
        for element in array.elements {
            values.append(
                try read(MemberReader(element, at: pointer.appending(name).appending(place)))
            )
            place += 1
        }
        return values
    }

    /// The elements of an array as they are; an absent array is empty.
    func values(_ name: String) throws(TransferFault) -> [JSONValue] {
        try optional(name, "an array") { $0.kind == .array ? $0.elements.map(\.value) : nil } ?? []
    }
}
