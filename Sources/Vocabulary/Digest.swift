/// A SHA-256 digest, a plain value of 32 bytes.
public struct Digest: Hashable, Sendable {
    /// Eight bytes each, the first byte highest.
    private let words: SIMD4<UInt64>

    /// Creates a digest from its 32 bytes, or `nil` if there are not 32.
    public init?(_ bytes: some Swift.Sequence<UInt8>) {
        var words = SIMD4<UInt64>()
        var (word, count): (UInt64, Int) = (0, 0)
        for byte in bytes {
            guard count < 32 else { return nil }
            word = word << 8 | UInt64(byte)
            count += 1
            if count.isMultiple(of: 8) { words[count / 8 - 1] = word }
        }
        guard count == 32 else { return nil }
        self.words = words
    }

    /// Reads 64 lower-case hexadecimal digits and nothing else.
    public init?(hex: String) {
        let digits = hex.utf8Span.span
        guard digits.count == 64 else { return nil }
        var words = SIMD4<UInt64>()
        for place in 0..<4 {
            var word: UInt64 = 0
            for index in 16 * place..<16 * place + 16 {
                guard let value = Hex.value(digits[index]) else { return nil }
                word = word << 4 | UInt64(value)
            }
            words[place] = word
        }
        self.words = words
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        append(to: &bytes)
        return bytes
    }

    /// Appends the 32 bytes.
    public func append(to bytes: inout [UInt8]) {
        for place in 0..<4 {
            var word = words[place]
            for _ in 0..<8 {
                word = word << 8 | word >> 56
                bytes.append(UInt8(truncatingIfNeeded: word))
            }
        }
    }

    /// Appends the 64 lower-case hexadecimal digits.
    public func append(hexTo text: inout [UInt8]) {
        for place in 0..<4 {
            var word = words[place]
            for _ in 0..<16 {
                word = word << 4 | word >> 60
                text.append(Hex.digit(UInt8(truncatingIfNeeded: word) & 15))
            }
        }
    }

    /// The 64 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }
}

/// Lower-case hexadecimal text.
public enum Hex {
    /// Two lower-case digits a byte.
    public static func encode(_ bytes: some Swift.Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        append(Array(bytes), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the digits of ``encode(_:)``.
    public static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
    }

    @inline(__always)
    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The bytes, or `nil` for an odd count or anything but lower-case digits.
    public static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    @inline(__always)
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
