public import Vocabulary

extension PatternBook {
    /// Everybody of whom something is remembered on a case.
    public func people(of caseID: CaseID) -> Set<PersonID> { memory(of: caseID).people }

    /// Who cares for the child of that case, if anybody said; the last word counts.
    public func carers(of caseID: CaseID) -> [PersonID]? { memory(of: caseID).carers }

    /// Who published an entry that a pattern of that case may name, or `nil` once it is forgotten.
    public func author(of entry: LedgerSequence, on caseID: CaseID) -> UserID? {
        memory(of: caseID).observations.first { $0.entry == entry }?.author
    }
}
