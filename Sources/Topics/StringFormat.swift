import Vocabulary

/// What a string spells (keyword `format`).
public enum StringFormat: String, CaseIterable, Sendable {
    /// A day, `2017-01-04`.
    case date
    /// An instant with its offset from UTC, `2017-01-04T20:10:00Z` (RFC 3339).
    case dateTime = "date-time"
    /// Ten digits of which the last is the right check digit.
    case nhsNumber = "nhs-number"
    /// Eight, four, four, four and twelve hexadecimal digits.
    case uuid
    /// A local authority's GSS code, `E08000025`.
    case authority
    /// A SHA-256 in 64 lower-case hexadecimal digits.
    case digest
    /// Printable ASCII without spaces, at most 128 characters, as all our identifiers.
    case identifier

    /// Whether the text spells it.
    public func admits(_ text: String) -> Bool {
        switch self {
        case .date: CivilDate(iso8601: text) != nil
        case .dateTime: Instant(rfc3339: text) != nil
        case .nhsNumber: text.utf8.count == 10 && NHSNumber(text) != nil
        case .uuid: Self.isUUID(Array(text.utf8))
        case .authority: Self.isAuthority(Array(text.utf8))
        case .digest: Digest(hex: text) != nil
        case .identifier: Identifier<Self>(text) != nil
        }
    }

    /// What a fault says the string must be.
    var phrase: String {
        switch self {
        case .date: "a date as YYYY-MM-DD"
        case .dateTime: "an RFC 3339 date-time with its offset"
        case .nhsNumber: "an NHS number of ten digits with a right check digit"
        case .uuid: "a UUID"
        case .authority: "a GSS code, a letter and eight digits"
        case .digest: "a SHA-256 in 64 lower-case hexadecimal digits"
        case .identifier: "1 to 128 printable ASCII characters without spaces"
        }
    }

    private static func isUUID(_ bytes: [UInt8]) -> Bool {
        bytes.count == 36
            && bytes.enumerated().allSatisfy { place, byte in
                switch place {
                case 8, 13, 18, 23: byte == UInt8(ascii: "-")
                default:
                    switch byte {
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                        UInt8(ascii: "A")...UInt8(ascii: "F"):
                        true
                    default: false
                    }
                }
            }
    }

    private static func isAuthority(_ bytes: [UInt8]) -> Bool {
        bytes.count == 9 && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[0])
            && bytes.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
