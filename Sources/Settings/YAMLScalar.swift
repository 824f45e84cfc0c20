import Yams

/// What a YAML scalar means to us: the JSON subset of YAML 1.2's core schema.
///
/// Yams resolves by YAML 1.1, in which `no` is false, `010` is eight and `2017-01-04` is an instant. Here only `true`, `false`,
/// nothing, `null`, `~` and decimal numbers are not text, and nothing quoted is anything but text.
enum YAMLScalar: Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)

    init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain else {
            self = .text(scalar.string)
            return
        }
        switch scalar.string {
        case "", "~", "null": self = .null
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        default: self = Self.numeral(scalar.string) ?? .text(scalar.string)
        }
    }

    /// A number as JSON writes it.
    private static func numeral(_ text: String) -> YAMLScalar? {
        var rest = Array(text.utf8)[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = takeDigits(&rest)
        guard whole.count == 1 || whole.count > 1 && whole.first != UInt8(ascii: "0") else { return nil }
        guard !rest.isEmpty else { return Int64(text).map { .integer($0) } }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard !takeDigits(&rest).isEmpty else { return nil }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard !takeDigits(&rest).isEmpty else { return nil }
        }
        guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
        return .number(value)
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        return digits
    }
}
