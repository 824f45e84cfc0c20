import Vocabulary

/// The input of an entry's leaf: lines of UTF-8, each ended by a line feed, in the order of `DESIGN.md`.
enum LeafLines {
    static func bytes(of entry: EntryHeader, nonce: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(256 + entry.topic.utf8.count)
        append("CC1", to: &lines)
        append(String(entry.sequence.number), to: &lines)
        append(String(entry.at.milliseconds), to: &lines)
        append(entry.publisher.text, to: &lines)
        append(entry.id.text, to: &lines)
        append(entry.topic, to: &lines)
        // The nonce keeps an erased body from being guessed by hashing likely ones.
        append(hex: Sha256.hash(nonce + entry.sha256.bytes), to: &lines)
        append(hex: entry.facts.bytes, to: &lines)
        return lines
    }

    private static func append(_ line: String, to lines: inout [UInt8]) {
        lines.append(contentsOf: line.utf8)
        lines.append(0x0a)
    }

    /// Without a `String` in between, because leaves are made by the million.
    private static func append(hex bytes: [UInt8], to lines: inout [UInt8]) {
        for byte in bytes {
            lines.append(digit(byte >> 4))
            lines.append(digit(byte & 15))
        }
        lines.append(0x0a)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
