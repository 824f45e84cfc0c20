/// How turns lie in a segment: in sectors of 512 bytes, the smallest unit that a disk writes whole.
///
/// The first byte of a sector is a mark, the rest content. No mark is zero, so a written sector can never look like
/// one that was zeroed and never written; and a mark differs from zero, and from the other mark, in at least four
/// bits, so no single flipped bit makes one out of the other.
enum Sector {
    static let byteCount = 512
    static let contentCount = 511
    /// Leads a turn's first sector, so that no content can pass for the beginning of a turn.
    static let firstMark: UInt8 = 0xd3
    /// Leads a turn's other sectors.
    static let furtherMark: UInt8 = 0x6c

    /// How many sectors hold that much content.
    static func count(forContent byteCount: Int) -> Int { (byteCount + contentCount - 1) / contentCount }

    /// Where a byte of a turn's content is, counted from the turn's first sector.
    static func place(ofContent offset: Int) -> Int {
        offset / contentCount * byteCount + 1 + offset % contentCount
    }

    /// Content, a whole number of sectors of it, as it is written.
    static func frame(_ content: [UInt8]) -> [UInt8] {
        precondition(content.count.isMultiple(of: contentCount), "content fills its sectors")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count / contentCount * byteCount)
        for start in stride(from: 0, to: content.count, by: contentCount) {
            bytes.append(start == 0 ? firstMark : furtherMark)
            bytes.append(contentsOf: content[start..<start + contentCount])
        }
        return bytes
    }

    /// The content of sectors as they were read, whatever their marks.
    static func content(_ bytes: [UInt8]) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(bytes.count / byteCount * contentCount)
        for start in stride(from: 0, to: bytes.count, by: byteCount) {
            content.append(contentsOf: bytes[start + 1..<start + byteCount])
        }
        return content
    }
}
