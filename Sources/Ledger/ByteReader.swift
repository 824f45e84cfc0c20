/// Reads integers and runs of bytes one after another, and says when there are no more.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var offset: Int
    private let end: Int

    /// Reads `range` of `bytes`, which must be in them.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "the range is in the bytes")
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    init(_ bytes: [UInt8]) { self.init(bytes, in: 0..<bytes.count) }

    var isAtEnd: Bool { offset == end }

    /// The next integer, least significant byte first.
    mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        let width = Number.bitWidth / 8
        guard end - offset >= width else { return nil }
        var number = Number(0)
        for index in (offset..<offset + width).reversed() {
            number = number << Number(truncatingIfNeeded: 8 as Int) | Number(truncatingIfNeeded: bytes[index])
        }
        offset += width
        return number
    }

    /// The next `count` bytes.
    mutating func run(_ count: Int) -> [UInt8]? {
        guard count >= 0, end - offset >= count else { return nil }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// The next `count` bytes as text, if they are UTF-8.
    mutating func text(_ count: Int) -> String? {
        guard let run = run(count) else { return nil }
        return String(validating: run, as: UTF8.self)
    }
}
