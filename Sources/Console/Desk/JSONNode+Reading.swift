import JSON
import Vocabulary

// A row's members as pages want them.
extension JSONNode {
    /// Text, or `nil`.
    func text(_ name: String) -> String? { self[name]?.string }

    /// An instant in milliseconds, or `nil`.
    func instant(_ name: String) -> Instant? { self[name]?.integer.map { Instant(milliseconds: $0) } }

    /// The elements of a list; none if it is not there.
    func list(_ name: String) -> [JSONNode] {
        guard let list = self[name], list.kind == .array else { return [] }
        return Array(list.elements)
    }

    /// The texts of a list.
    func texts(_ name: String) -> [String] { list(name).compactMap(\.string) }
}
