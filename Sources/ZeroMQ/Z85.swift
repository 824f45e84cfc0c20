/// The printable form of keys (ZeroMQ RFC 32): five characters for four bytes, most significant first.
public enum Z85 {
    private static let alphabet = [UInt8](
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
    )

    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($0.element, UInt32($0.offset)) }
    )

    /// The text of bytes whose number MUST be a multiple of four.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        precondition(bytes.count.isMultiple(of: 4), "Z85 encodes whole groups of four bytes")
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 4 * 5)
        var word: UInt32 = 0
        for (position, byte) in bytes.enumerated() {
            word = word << 8 | UInt32(byte)
            guard position % 4 == 3 else { continue }
            for divisor: UInt32 in [85 * 85 * 85 * 85, 85 * 85 * 85, 85 * 85, 85, 1] {
                text.append(alphabet[Int(word / divisor % 85)])
            }
            word = 0
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text, or `nil` if it is not Z85: wrong length, wrong character, or a group above 2³² −
    /// 1.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let characters = text.utf8
        guard characters.count.isMultiple(of: 5) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 5 * 4)
        var word: UInt32 = 0
        for (position, character) in characters.enumerated() {
            guard let value = values[character] else { return nil }
            let (scaled, overflow) = word.multipliedReportingOverflow(by: 85)
            let (sum, carry) = scaled.addingReportingOverflow(value)
            guard !overflow, !carry else { return nil }
            word = sum
            guard position % 5 == 4 else { continue }
            for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
            word = 0
        }
        return bytes
    }
}
