import Vocabulary

/// What clients hold of a broker that was killed again and again.
struct KillEvidence {
    /// The body of every receipt, by the id it is for.
    var receipts: [MessageID: (sequence: LedgerSequence, body: [UInt8])] = [:]
    /// The sequence of everything that was handed over.
    var handed: [MessageID: LedgerSequence] = [:]
    /// Ids that were handed over under two numbers, or numbers that held two ids.
    var doubled = 0
    /// Receipts of one id that differ.
    var contradictions = 0
    /// Published, and not receipted when it was over.
    var unanswered = 0
}
