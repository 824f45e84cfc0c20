/// Writes compact JSON from left to right; commas place themselves.
///
/// The caller MUST open and close in pairs, give every member of an object a ``key(_:)`` and no two the same.
/// Strings escape only what must be (`"`, `\`, controls), numbers are in their shortest form, as in RFC 8785.
public struct JSONWriter: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Creates a writer with room for a text of that many bytes.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Creates a writer that appends to what is there, in the same memory if nobody else holds it.
    public init(appendingTo bytes: consuming [UInt8]) { self.bytes = bytes }

    /// Opens an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Closes the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Closes the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a member's name, a literal without anything to escape; its value must follow.
    public mutating func key(_ name: StaticString) {
        separate()
        // SAFETY: a literal's bytes last as long as the process, and are only read here.
        name.withUTF8Buffer { literal in
            bytes.append(addingCapacity: literal.count + 3) { end in
                end.append(UInt8(ascii: "\""))
                for index in literal.indices { end.append(unsafe literal[index]) }
                end.append(UInt8(ascii: "\""))
                end.append(UInt8(ascii: ":"))
            }
        }
        needsComma = false
    }

    /// Writes a member's name, whatever it is; its value must follow.
    public mutating func key(text name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        quote(text)
    }

    /// Ends a line, behind a whole value: the next value stands alone (JSON lines).
    public mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// Writes a string whose content `append` appends: ASCII without quotes, backslashes and controls, such as digits.
    public mutating func string(plain append: (inout [UInt8]) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes an integer.
    public mutating func integer(_ integer: Int64) {
        separate()
        NumberText.append(integer, to: &bytes)
    }

    /// Writes a number, which must be finite.
    public mutating func number(_ number: Double) {
        separate()
        NumberText.append(number, to: &bytes)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ bool: Bool) {
        separate()
        bytes += (bool ? "true" : "false").utf8
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes += "null".utf8
    }

    /// Writes a value that is already JSON text, as it is.
    public mutating func raw(_ text: some Collection<UInt8>) {
        separate()
        bytes += text
    }

    /// Writes a whole value.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(text: member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func quote(_ text: String) {
        let content = text.utf8Span.span
        guard Self.needsEscape(content) else {
            bytes.append(addingCapacity: content.count + 2) { end in
                end.append(UInt8(ascii: "\""))
                for index in content.indices { end.append(content[index]) }
                end.append(UInt8(ascii: "\""))
            }
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for index in content.indices {
            let byte = content[index]
            if Self.mustEscape(byte) { escape(byte) } else { bytes.append(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Looks at every byte without stopping at the first, so that the loop is a few vector instructions.
    private static func needsEscape(_ content: Span<UInt8>) -> Bool {
        var found = false
        for index in content.indices { found = mustEscape(content[index]) || found }
        return found
    }

    @inline(__always)
    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes += (byte < 0x10 ? "u000" : "u001").utf8
            bytes.append(byte & 15 + (byte & 15 < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        default: bytes.append(byte)
        }
    }
}

extension JSONWriter {
    /// Writes a member that is a string.
    public mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    /// Writes a member that is an integer.
    public mutating func member(_ name: StaticString, _ integer: Int64) {
        key(name)
        self.integer(integer)
    }

    /// Writes a member that is `true` or `false`.
    public mutating func member(_ name: StaticString, _ bool: Bool) {
        key(name)
        self.bool(bool)
    }

    /// Writes a member that is any value.
    public mutating func member(_ name: StaticString, value: JSONValue) {
        key(name)
        self.value(value)
    }

    /// Writes a member whose value is already JSON text.
    public mutating func member(_ name: StaticString, raw text: some Collection<UInt8>) {
        key(name)
        raw(text)
    }
}
