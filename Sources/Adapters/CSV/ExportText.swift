/// The text of an export, whatever it was encoded in.
enum ExportText {
    /// Reads UTF-8, with or without its mark, else Windows-1252, in which older systems still write.
    static func decode(_ bytes: [UInt8]) throws(RowFault) -> String {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) || bytes.contains(0) {
            throw RowFault(row: 0, was: "UTF-16 or binary", mustBe: "UTF-8 or Windows-1252 text")
        }
        let body = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: body, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        for (offset, byte) in body.enumerated() {
            guard let scalar = scalar(byte) else {
                throw RowFault(row: 0, was: "byte \(byte) at \(offset)", mustBe: "UTF-8 or Windows-1252 text")
            }
            text.append(scalar)
        }
        return String(text)
    }

    /// The letter that a byte is in Windows-1252.
    static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9f).contains(byte) else { return Unicode.Scalar(byte) }
        return upper[Int(byte) - 0x80]
    }

    /// 0x80 to 0x9f; five of them mean nothing.
    private static let upper: [Unicode.Scalar?] = [
        "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
        nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
    ]
}
