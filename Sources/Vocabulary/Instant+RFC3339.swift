extension Instant {
    /// Reads an RFC 3339 date-time: offset required, fractions cut to milliseconds, leap second 60 refused.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20,
            let date = CivilDate(iso8601: String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), let minute = decimal(bytes[14..<16]),
            let second = decimal(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        var index = 19
        var fraction = 0
        if bytes[index] == UInt8(ascii: ".") {
            let end = bytes[(index + 1)...].firstIndex { decimal([$0]) == nil } ?? bytes.count
            guard end > index + 1, end - index <= 10 else { return nil }
            let digits = (bytes[(index + 1)..<end] + [48, 48, 48]).prefix(3)
            fraction = decimal(digits) ?? 0
            index = end
        }
        guard let offsetMinutes = Self.offset(bytes[index...]) else { return nil }
        let seconds = ((date.daysSinceEpoch * 24 + hour) * 60 + minute - offsetMinutes) * 60 + second
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(fraction))
    }

    /// The instant in UTC, `YYYY-MM-DDTHH:MM:SSZ`, with milliseconds only when they are not zero.
    public var rfc3339: String { rfc3339(offsetMinutes: 0) }

    /// The instant at a fixed offset from UTC, as RFC 3339; offset zero is written `Z`.
    public func rfc3339(offsetMinutes: Int) -> String {
        let local = milliseconds + Int64(offsetMinutes) * 60_000
        let day = local.flooredQuotient(by: 86_400_000)
        let rest = Int(local - day * 86_400_000)
        let (seconds, fraction) = (rest / 1000, rest % 1000)
        let clock =
            padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
        let zone =
            offsetMinutes == 0
            ? "Z"
            : (offsetMinutes < 0 ? "-" : "+") + padded(abs(offsetMinutes) / 60, 2) + ":"
                + padded(abs(offsetMinutes) % 60, 2)
        return CivilDate(daysSinceEpoch: Int(day)).iso8601 + "T" + clock
            + (fraction == 0 ? "" : "." + padded(fraction, 3)) + zone
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        let zone = Array(bytes)
        if zone == [UInt8(ascii: "Z")] || zone == [UInt8(ascii: "z")] { return 0 }
        guard zone.count == 6, zone[3] == UInt8(ascii: ":"), let hours = decimal(zone[1..<3]),
            let minutes = decimal(zone[4..<6]), hours < 24, minutes < 60
        else { return nil }
        switch zone[0] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity; `divisor` must be positive.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
