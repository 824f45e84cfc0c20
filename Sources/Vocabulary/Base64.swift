/// Standard base64 with padding (RFC 4648 section 4).
public enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// Four characters for every three bytes, padded with `=`.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(Array(bytes), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the characters of ``encode(_:)``.
    public static func append(_ source: [UInt8], to text: inout [UInt8]) {
        // Every receipt and signature passes here, so: a local table, one pass, nothing in between.
        let alphabet = Self.alphabet
        for start in stride(from: 0, to: source.count, by: 3) {
            let held = min(3, source.count - start)
            let group =
                UInt32(source[start]) << 16
                | (held > 1 ? UInt32(source[start + 1]) << 8 : 0)
                | (held > 2 ? UInt32(source[start + 2]) : 0)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(held > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(held > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
        }
    }

    /// The bytes, or `nil` for anything that ``encode(_:)`` does not write.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).count { $0 == UInt8(ascii: "=") }
        guard padding == 0 || characters.last == UInt8(ascii: "=") else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        var group: UInt32 = 0
        for (index, character) in characters.enumerated() {
            let isPadding = index >= characters.count - padding
            guard let value = isPadding ? 0 : value(character) else { return nil }
            group = group << 6 | value
            guard index % 4 == 3 else { continue }
            bytes += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
            group = 0
        }
        bytes.removeLast(padding)
        return encode(bytes) == text ? bytes : nil
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
