/// A place in a ledger's folder where the files are not what was written.
public struct LedgerDamage: Error, Equatable, Sendable {
    /// The file's name inside the folder.
    public let file: String
    /// Where in the file, in bytes from its beginning.
    public let offset: Int
    /// What had to be there.
    public let expected: Expectation

    /// Creates a finding.
    public init(file: String, offset: Int, expected: Expectation) {
        self.file = file
        self.offset = offset
        self.expected = expected
    }
}

extension LedgerDamage: CustomStringConvertible {
    /// `file, byte offset: expected …`.
    public var description: String { "\(file), byte \(offset): expected \(expected.sentence)" }

    /// The command that examines a damaged ledger.
    public static func examination(of folder: String) -> String { "concordat verify \(folder)" }
}
