import Vocabulary

/// The escape sequences of a field: `\F\` `\S\` `\T\` `\R\` `\E\` are the delimiters, `\Xhh…\` are bytes, `\.br\` is the
/// end of a line; those about how text looks are left out.
enum HL7Escapes {
    static func text(
        of bytes: ArraySlice<UInt8>,
        _ delimiters: HL7Delimiters,
        _ charset: HL7Charset
    ) -> String {
        guard let escape = delimiters.escape, bytes.contains(escape) else { return decoded(bytes, charset) }
        var result: [UInt8] = []
        var rest = bytes
        while let place = rest.firstIndex(of: escape) {
            result += rest[..<place]
            let behind = rest[(place + 1)...]
            // A sign that nothing closes stands for itself: text was cut off, and none of it may be lost.
            guard let end = behind.firstIndex(of: escape), end - place <= longest else {
                result.append(escape)
                rest = behind
                continue
            }
            result += meaning(of: behind[..<end], delimiters)
            rest = rest[(end + 1)...]
        }
        return decoded(result[...] + rest, charset)
    }

    /// Longer sequences are text between two signs that were not escaped.
    private static let longest = 1_024

    private static func meaning(of sequence: ArraySlice<UInt8>, _ delimiters: HL7Delimiters) -> [UInt8] {
        let text = String(decoding: sequence, as: UTF8.self)
        switch text {
        case "F": return [delimiters.field]
        case "S": return [delimiters.component]
        case "R": return [delimiters.repetition]
        case "T": return delimiters.subcomponent.map { [$0] } ?? []
        case "E": return delimiters.escape.map { [$0] } ?? []
        case ".br", ".sp", ".ce": return [0x0a]
        default:
            guard sequence.first == UInt8(ascii: "X") else { return [] }
            return Hex.decode(text.dropFirst().lowercased()) ?? []
        }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>, _ charset: HL7Charset) -> String {
        // Bytes that an escape sequence wrote may be no letters; they may not lose the rest.
        charset.text(bytes) ?? String(decoding: bytes, as: UTF8.self)
    }
}
