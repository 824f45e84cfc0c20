public import Vocabulary

extension PatternBook {
    /// What became true of a case; self-contained, so that no other machine is needed to replay it.
    public enum Fact: Hashable, Sendable {
        /// An entry said something that rules look back at.
        case observed(CaseID, Observation)
        /// A pattern is complete and people are told.
        case raised(CaseID, PatternAlert)
        /// A pattern that others build on is complete again within its silence: nobody is told.
        case silenced(CaseID, PatternAlert)
        /// Risk is heightened on those days.
        case windowDeclared(CaseID, RiskWindow)
        /// An entry was taken back: nothing rests on it any longer.
        case withdrawn(CaseID, LedgerSequence)

        /// The case that it is about.
        public var caseID: CaseID {
            switch self {
            case .observed(let caseID, _), .raised(let caseID, _), .silenced(let caseID, _),
                .windowDeclared(let caseID, _), .withdrawn(let caseID, _):
                caseID
            }
        }

        /// What people are told, if it is that.
        public var alert: PatternAlert? {
            guard case .raised(_, let alert) = self else { return nil }
            return alert
        }
    }
}
