public import Vocabulary

/// Referrals to services that have not said that they end: two for one need are one too many (`domain.md` N47, F89).
public struct ReferralBook: Sendable, Equatable {
    /// Somebody was referred to a service.
    public struct Referral: Hashable, Sendable {
        /// The entry that referred them.
        public let entry: LedgerSequence
        /// Its event, by which the service's answer may name it.
        public let event: MessageID
        /// The case.
        public let caseID: CaseID
        /// Who was referred, or `nil` if the register knows nobody.
        public let person: PersonID?
        /// The service.
        public let role: Role
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// Somebody was referred.
        case referred(Referral)
        /// The referral ended, or its case was closed.
        case ended(LedgerSequence, of: CaseID)
    }

    private var open: [CaseID: [Referral]] = [:]

    /// Creates an empty book.
    public init() {}

    /// What is open on a case, oldest first.
    public func referrals(on caseID: CaseID) -> [Referral] { open[caseID] ?? [] }

    /// Somebody is referred; a second one to the same service stands for the first.
    mutating func referred(_ referral: Referral) -> Decision<Fact, Never> {
        let before = referrals(on: referral.caseID).filter {
            $0.role == referral.role && $0.person == referral.person
        }
        return commit(before.map { .ended($0.entry, of: $0.caseID) } + [.referred(referral)])
    }

    /// A service says that a referral ends: the one it names, else its own of that person, else its own of nobody known.
    mutating func closed(
        _ event: MessageID?,
        by roles: [Role],
        of person: PersonID?,
        on caseID: CaseID
    ) -> Decision<Fact, Never> {
        let named = referrals(on: caseID).filter { $0.event == event }
        let own = referrals(on: caseID).filter { referral in
            roles.contains(referral.role)
                && (referral.person == person || referral.person == nil || person == nil)
        }
        return commit((named.isEmpty ? own : named).map { .ended($0.entry, of: caseID) })
    }

    /// The case was closed: nobody waits for its referrals.
    mutating func closed(_ caseID: CaseID) -> Decision<Fact, Never> {
        commit(referrals(on: caseID).map { .ended($0.entry, of: caseID) })
    }

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .referred(let referral): open[referral.caseID, default: []].append(referral)
        case .ended(let entry, let caseID):
            open[caseID]?.removeAll { $0.entry == entry }
            if open[caseID]?.isEmpty == true { open[caseID] = nil }
        }
    }

    /// The fewest facts that rebuild it, case by case.
    public var restated: [Fact] { open.keys.sorted().flatMap { referrals(on: $0) }.map { .referred($0) } }

    private mutating func commit(_ facts: [Fact]) -> Decision<Fact, Never> {
        for fact in facts { apply(fact) }
        return Decision(facts: facts)
    }
}
