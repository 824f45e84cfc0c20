/// An NHS number whose check digit is right (`domain.md` 5.7).
public struct NHSNumber: Hashable, Sendable {
    /// The ten digits.
    public let digits: String

    /// Reads ten digits, spaces allowed as in `999 051 6286`; `nil` if the modulus-11 check fails.
    public init?(_ text: String) {
        let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
        guard bytes.count == 10, bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return nil
        }
        let values = bytes.map { Int($0) - 48 }
        let sum = zip(values, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
        let check = 11 - sum % 11
        guard (check == 11 ? 0 : check) == values[9] else { return nil }
        digits = String(decoding: bytes, as: UTF8.self)
    }
}
