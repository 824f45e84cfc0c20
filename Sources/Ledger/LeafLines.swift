import Vocabulary

/// The input of an entry's leaf: lines of UTF-8, each ended by a line feed, in the order of `DESIGN.md`.
enum LeafLines {
    static func bytes(of entry: EntryHeader, nonce: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(384 + entry.topic.utf8.count)
        append("CC1", to: &lines)
        append(String(entry.sequence.number), to: &lines)
        append(String(entry.at.milliseconds), to: &lines)
        append(entry.publisher.text, to: &lines)
        append(entry.id.text, to: &lines)
        append(entry.topic, to: &lines)
        // The nonce keeps an erased body from being guessed by hashing likely ones.
        var salted = nonce
        entry.sha256.append(to: &salted)
        Sha256.digest(salted).append(hexTo: &lines)
        lines.append(0x0a)
        entry.facts.append(hexTo: &lines)
        lines.append(0x0a)
        return lines
    }

    private static func append(_ line: String, to lines: inout [UInt8]) {
        lines.append(contentsOf: line.utf8)
        lines.append(0x0a)
    }
}
