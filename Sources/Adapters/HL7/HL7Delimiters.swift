/// The signs with which a message separates its parts, as its first segment says.
struct HL7Delimiters: Sendable, Equatable {
    var field: UInt8
    var component: UInt8
    var repetition: UInt8
    /// Without it nothing is escaped.
    var escape: UInt8?
    /// Without it components have no parts.
    var subcomponent: UInt8?

    /// `|^~\&`, as nearly everybody writes.
    static let usual = HL7Delimiters(
        field: UInt8(ascii: "|"),
        component: UInt8(ascii: "^"),
        repetition: UInt8(ascii: "~"),
        escape: UInt8(ascii: "\\"),
        subcomponent: UInt8(ascii: "&")
    )

    /// MSH-2 as it is written.
    var encodingCharacters: [UInt8] {
        [component, repetition] + (escape.map { [$0] } ?? []) + (subcomponent.map { [$0] } ?? [])
    }

    init(field: UInt8, component: UInt8, repetition: UInt8, escape: UInt8?, subcomponent: UInt8?) {
        self.field = field
        self.component = component
        self.repetition = repetition
        self.escape = escape
        self.subcomponent = subcomponent
    }

    /// Reads MSH-1 and MSH-2; `nil` unless they are two to five different signs of ASCII.
    init?(field: UInt8, encodingCharacters signs: ArraySlice<UInt8>) {
        let signs = Array(signs)
        guard (2...5).contains(signs.count), Set(signs + [field]).count == signs.count + 1,
            (signs + [field]).allSatisfy(Self.isSign)
        else { return nil }
        self.init(
            field: field,
            component: signs[0],
            repetition: signs[1],
            escape: signs.count > 2 ? signs[2] : nil,
            subcomponent: signs.count > 3 ? signs[3] : nil
        )
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            false
        default: (0x21...0x7e).contains(byte)
        }
    }
}
