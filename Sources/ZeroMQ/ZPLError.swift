/// What is wrong with a line of ZPL; line numbers count from one.
public struct ZPLError: Error, Equatable, Sendable {
    /// The line.
    public let line: Int
    /// What is wrong with it.
    public let fault: Fault

    /// What can be wrong with a line.
    public enum Fault: Equatable, Sendable {
        /// Bytes that are not UTF-8.
        case notUTF8
        /// The line ends inside a quoted value.
        case openQuote
        /// Something other than a comment follows a quoted value.
        case afterQuote
        /// The line does not begin with a name of letters, digits and `$-_@.&+/`.
        case name
        /// The name is followed by neither `=` nor the end of the line.
        case noValue
        /// The line is indented less than its section and more than the one around it.
        case indentation
        /// The section has this name already.
        case repeated(name: String)
        /// Deeper than any certificate.
        case depth
    }
}

extension ZPLError: CustomStringConvertible {
    /// What is wrong and what was expected, without the line's number.
    public var description: String {
        switch fault {
        case .notUTF8: "not UTF-8"
        case .openQuote: "a quoted value has no closing quote"
        case .afterQuote: "only a comment may follow a quoted value"
        case .name: "expected a name of letters, digits and $-_@.&+/"
        case .noValue: "expected \"=\" or the end of the line after the name"
        case .indentation: "the indentation fits no section above"
        case .repeated(let name): "\"\(name)\" is here a second time"
        case .depth: "more than \(ZPLNode.depthLimit) levels"
        }
    }
}
