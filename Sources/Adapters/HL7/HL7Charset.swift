/// How the bytes of a message are letters.
public enum HL7Charset: String, Sendable, CaseIterable {
    /// Seven bits; anything else is a fault.
    case ascii
    /// One byte a letter. Systems that say so mean Windows-1252, which has more of them.
    case latin1 = "iso-8859-1"
    /// As everywhere else.
    case utf8 = "utf-8"

    /// Reads MSH-18 (HL7 table 0211).
    init?(named name: String) {
        switch name.uppercased() {
        case "ASCII": self = .ascii
        case "8859/1", "ISO-8859-1", "ISO8859-1": self = .latin1
        case "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE": self = .utf8
        default: return nil
        }
    }

    /// As MSH-18 writes it.
    var name: String {
        switch self {
        case .ascii: "ASCII"
        case .latin1: "8859/1"
        case .utf8: "UNICODE UTF-8"
        }
    }

    /// The text, or `nil` if some byte is no letter.
    func text(_ bytes: some Collection<UInt8>) -> String? {
        switch self {
        case .ascii: return bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .latin1:
            var text = String.UnicodeScalarView()
            for byte in bytes {
                guard let scalar = ExportText.scalar(byte) else { return nil }
                text.append(scalar)
            }
            return String(text)
        }
    }
}
