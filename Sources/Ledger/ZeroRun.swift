import Glibc

/// Questions about runs of bytes that must be answered at the speed of memory.
enum ZeroRun {
    /// Whether every byte of `range` is zero.
    static func isZero(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "the range is in the bytes")
        guard !range.isEmpty else { return true }
        // SAFETY: both runs compared lie inside `range`: each byte is compared with the one before it.
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let start = unsafe buffer.baseAddress?.advanced(by: range.lowerBound) else { return true }
            return unsafe buffer[range.lowerBound] == 0 && memcmp(start, start + 1, range.count - 1) == 0
        }
    }

    /// Whether every byte is zero.
    static func isZero(_ bytes: [UInt8]) -> Bool { isZero(bytes, in: 0..<bytes.count) }
}
