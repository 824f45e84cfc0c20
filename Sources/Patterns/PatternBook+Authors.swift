public import Vocabulary

extension PatternBook {
    /// Who published an entry that a pattern of that case may name, or `nil` once it is forgotten.
    public func author(of entry: LedgerSequence, on caseID: CaseID) -> UserID? {
        memory(of: caseID).observations.first { $0.entry == entry }?.author
    }
}
