/// The way from a document's root to a value in it (RFC 6901): `/people/0/born`.
public struct JSONPointer: Hashable, Sendable {
    /// The names and places on the way, unescaped.
    public private(set) var tokens: [String]

    /// Creates a pointer; without tokens it is the root.
    public init(_ tokens: [String] = []) { self.tokens = tokens }

    /// Reads a pointer, or `nil` if the text is neither empty nor begins with `/`, or has `~` before anything but 0 or 1.
    public init?(parsing text: String) {
        self.init()
        guard !text.isEmpty else { return }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        for part in text.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        ) {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
    }

    /// The root.
    public static var root: JSONPointer { JSONPointer() }

    /// The pointer to a member of this value.
    public func appending(_ name: String) -> JSONPointer { JSONPointer(tokens + [name]) }

    /// The pointer to an element of this value.
    public func appending(_ place: Int) -> JSONPointer { JSONPointer(tokens + [String(place)]) }

    /// The pointer as written, with `~0` for `~` and `~1` for `/`; the root is empty.
    public var text: String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(UInt8(ascii: "/"))
            for byte in token.utf8 {
                switch byte {
                case UInt8(ascii: "~"): bytes += "~0".utf8
                case UInt8(ascii: "/"): bytes += "~1".utf8
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = part.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.next() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as written.
    public var description: String { text }
}
