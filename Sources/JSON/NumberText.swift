/// Numbers between their text and their value.
enum NumberText {
    /// The integer that digits with an optional minus stand for, or `nil` beyond 64 bits.
    @inline(__always)
    static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        var magnitude: UInt64 = 0
        for index in (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[index] &- 0x30))
            if overflow || carry { return nil }
            magnitude = sum
        }
        if isNegative { return magnitude > 1 << 63 ? nil : Int64(truncatingIfNeeded: 0 &- magnitude) }
        return magnitude >= 1 << 63 ? nil : Int64(magnitude)
    }

    /// The double nearest to well-formed text; infinite beyond the range.
    static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Double {
        Double(String(decoding: bytes[range], as: UTF8.self)) ?? .infinity
    }

    /// Appends an integer's digits.
    @inline(__always)
    static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        if integer < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = integer.magnitude
        let first = bytes.count
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: magnitude % 10) + 0x30)
            magnitude /= 10
        } while magnitude > 0
        var (low, high) = (first, bytes.count - 1)
        while low < high {
            bytes.swapAt(low, high)
            (low, high) = (low + 1, high - 1)
        }
    }

    /// Appends a double as ECMAScript's `Number::toString` writes it (RFC 8785 section 3.2.2.3); must be finite.
    static func append(_ number: Double, to bytes: inout [UInt8]) {
        precondition(number.isFinite, "JSON has no text for a number that is not finite")
        guard number != 0 else { return bytes.append(UInt8(ascii: "0")) }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let (digits, point) = shortestDigits(of: number.magnitude)
        let count = digits.count
        switch point {
        case count...max(21, count) where point <= 21:
            bytes += digits
            bytes += repeatElement(UInt8(ascii: "0"), count: point - count)
        case 1...21:
            bytes += digits[..<point]
            bytes.append(UInt8(ascii: "."))
            bytes += digits[point...]
        case -5...0:
            bytes += "0.".utf8
            bytes += repeatElement(UInt8(ascii: "0"), count: -point)
            bytes += digits
        default:
            bytes.append(digits[0])
            if count > 1 {
                bytes.append(UInt8(ascii: "."))
                bytes += digits[1...]
            }
            bytes += (point > 0 ? "e+" : "e-").utf8
            append(Int64((point - 1).magnitude), to: &bytes)
        }
    }

    /// The fewest digits that give the number back, and where the point stands: 0.digits × 10^point.
    private static func shortestDigits(of number: Double) -> (digits: [UInt8], point: Int) {
        // The standard library's description has the same digits as ECMAScript, only laid out differently.
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = Array(number.description.utf8)
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let place = (point ?? digits.count) + exponent - leading
        digits.removeFirst(leading)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, place)
    }
}
