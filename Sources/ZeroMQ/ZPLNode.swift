/// A name of a ZeroMQ property file (ZPL, RFC 4), with its value and the names indented below it.
public struct ZPLNode: Sendable {
    /// Deeper files are refused.
    static let depthLimit = 8

    /// The name: letters, digits and `$-_@.&+/`.
    public let name: String
    /// What follows the `=`, without quotes; `nil` if there is none.
    public let value: String?
    /// What is indented below, in the file's order.
    public let children: [ZPLNode]
    /// The line it was read from, or zero if it was made here.
    public let line: Int

    /// A name with a value.
    public init(_ name: String, _ value: String) {
        self.init(name: name, value: value, children: [], line: 0)
    }

    /// A section.
    public init(_ name: String, _ children: [ZPLNode]) {
        self.init(name: name, value: nil, children: children, line: 0)
    }

    init(name: String, value: String?, children: [ZPLNode], line: Int) {
        self.name = name
        self.value = value
        self.children = children
        self.line = line
    }

    /// The child of this name, if there is one.
    public subscript(name: String) -> ZPLNode? { children.first { $0.name == name } }

    static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "$-_@.&+/".utf8.contains(byte)
        }
    }
}
