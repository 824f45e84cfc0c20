public import Vocabulary

/// Who learns of whom because somebody joined a case.
public struct Introduction: Hashable, Sendable {
    /// Somebody who works with the household.
    public struct Colleague: Hashable, Sendable {
        /// In which role.
        public let role: Role
        /// Who.
        public let staff: StaffID
        /// Whom they work for, if the register says.
        public let agency: AgencyID?
    }

    /// Who joined, and may be known to the others.
    public let newcomers: [Colleague]
    /// Who works with the household already, and may be known to whoever joined.
    public let others: [Colleague]
    /// Who is told, and who is not and by which rule.
    public let routing: CaseRouting
}
