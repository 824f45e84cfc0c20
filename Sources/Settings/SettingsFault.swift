/// Something in a file that an operator must put right: where, what stands there, and what must.
public struct SettingsFault: Equatable, Sendable {
    /// The file, as it was reached from the path given.
    public let file: String
    /// The line, from 1; 0 if the file as a whole is at fault.
    public let line: Int
    /// The column, from 1; 0 if the file as a whole is at fault.
    public let column: Int
    /// The member, such as `systems[2].key`; empty for the outermost value.
    public let member: String
    /// What stands there.
    public let was: String
    /// What must stand there.
    public let mustBe: String

    /// Creates a fault.
    public init(file: String, line: Int, column: Int, member: String, was: String, mustBe: String) {
        self.file = file
        self.line = line
        self.column = column
        self.member = member
        self.was = was
        self.mustBe = mustBe
    }

    /// Creates a fault of a file as a whole.
    public init(file: String, was: String, mustBe: String) {
        self.init(file: file, line: 0, column: 0, member: "", was: was, mustBe: mustBe)
    }
}

extension SettingsFault: CustomStringConvertible {
    /// `broker.yaml:3:11: endpoint: was "tcp"; must be …`, without the parts that do not apply.
    public var description: String {
        let place = line == 0 ? file : "\(file):\(line):\(column)"
        return "\(place): \(member.isEmpty ? "" : member + ": ")was \(was); must be \(mustBe)"
    }
}

extension SettingsFault: Comparable {
    /// Orders faults by file, then by place.
    public static func < (lhs: SettingsFault, rhs: SettingsFault) -> Bool {
        guard lhs.file == rhs.file else {
            return lhs.file.utf8.lexicographicallyPrecedes(rhs.file.utf8)
        }
        guard (lhs.line, lhs.column) == (rhs.line, rhs.column) else {
            return (lhs.line, lhs.column) < (rhs.line, rhs.column)
        }
        return lhs.description.utf8.lexicographicallyPrecedes(rhs.description.utf8)
    }
}

/// Everything that must be put right before anything starts (exit status 78).
public struct SettingsFaults: Error, Equatable, Sendable {
    /// The faults by file and place, at least one, none twice.
    public let faults: [SettingsFault]

    /// Creates an error from faults in any order.
    public init(_ faults: [SettingsFault]) {
        self.faults = faults.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}

extension SettingsFaults: CustomStringConvertible {
    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
