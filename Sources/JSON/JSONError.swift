/// Why bytes are not a document we take, and where.
public struct JSONError: Error, Equatable, Sendable {
    /// What is wrong at an offset.
    public enum Reason: Equatable, Sendable {
        /// The document stops before its value is complete.
        case unexpectedEnd
        /// The byte can begin or continue nothing that may stand here.
        case unexpectedByte
        /// Something follows the document's one value.
        case trailingContent
        /// More containers are nested than the limit allows.
        case tooDeep
        /// An object has two members of one name, however they are escaped.
        case duplicateMember
        /// The number is not written as RFC 8259 demands (`01`, `1.`, `+1`, `.5`).
        case malformedNumber
        /// The number is beyond the range of a double (`1e999`).
        case numberOutOfRange
        /// The integer is 2^53 or more in magnitude, where only safe integers are taken.
        case unsafeInteger
        /// The byte after `\` begins no escape, or `\u` lacks its four hexadecimal digits.
        case malformedEscape
        /// Half of a surrogate pair stands alone.
        case loneSurrogate
        /// A control character stands unescaped in a string.
        case controlCharacter
        /// The bytes are not UTF-8: overlong, a surrogate, beyond U+10FFFF, or cut short.
        case malformedUTF8
        /// The document is longer than 2^28 - 1 bytes, which offsets here cannot express.
        case tooLong
    }

    /// The offset of the first byte that is wrong.
    public let offset: Int
    /// What is wrong there.
    public let reason: Reason

    /// Creates an error.
    public init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}

extension JSONError: CustomStringConvertible {
    /// The reason and the offset; never content.
    public var description: String { reason.phrase + " at byte " + String(offset) }
}

extension JSONError.Reason {
    /// The reason as the middle of a sentence.
    public var phrase: String {
        switch self {
        case .unexpectedEnd: "the document ends too early"
        case .unexpectedByte: "an unexpected byte"
        case .trailingContent: "something after the document"
        case .tooDeep: "nesting deeper than allowed"
        case .duplicateMember: "a duplicate member"
        case .malformedNumber: "a malformed number"
        case .numberOutOfRange: "a number out of range"
        case .unsafeInteger: "an integer of 2^53 or more"
        case .malformedEscape: "a malformed escape"
        case .loneSurrogate: "a lone surrogate"
        case .controlCharacter: "an unescaped control character"
        case .malformedUTF8: "malformed UTF-8"
        case .tooLong: "a document too long"
        }
    }
}
