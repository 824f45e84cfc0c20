public import Vocabulary

/// The entry that a publisher's id already has.
public struct PriorEntry: Sendable, Equatable {
    /// Its place in the ledger.
    public let sequence: LedgerSequence
    /// SHA-256 of its body as received; another one under the same id is a conflict.
    public let sha256: Digest
    /// Whether its turn is durable; if not, its receipt must wait for that turn like any other.
    public let isDurable: Bool

    /// Creates the answer.
    public init(sequence: LedgerSequence, sha256: Digest, isDurable: Bool) {
        self.sequence = sequence
        self.sha256 = sha256
        self.isDurable = isDurable
    }
}
