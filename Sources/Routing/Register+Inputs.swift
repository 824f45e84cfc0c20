import Topics
public import Vocabulary

extension Register {
    /// A contradiction was seen, here or by the router, and is for a person to decide; once is enough.
    public mutating func identityDisputed(_ dispute: IdentityDispute) -> Decision<Fact, Never> {
        disputeSet.contains(dispute) ? .nothing : commit(.identityDisputed(dispute))
    }

    /// Somebody recorded a household as a whole: who is not among the members lives there no longer.
    public mutating func householdRecorded(_ household: Household) -> Decision<Fact, Never> {
        households[household.id] == household ? .nothing : commit(.householdRecorded(household))
    }

    /// An agency joined the partnership.
    public mutating func agencyRecorded(_ agency: AgencyID) -> Decision<Fact, Never> {
        agencySet.contains(agency) ? .nothing : commit(.agencyRecorded(agency))
    }

    /// A system's key was issued, changed or revoked; a revoked key never comes back.
    public mutating func keyRecorded(_ key: SystemKey) throws(RegisterError) -> Decision<Fact, Never> {
        guard let before = self.key(key.key) else { return commit(.keyRecorded(key)) }
        guard before != key else { return .nothing }
        guard before.user == key.user else { throw .keyBelongsToAnother(before.user) }
        guard before.status == .active else { throw .keyRevoked(before.user) }
        return commit(.keyRecorded(key))
    }

    /// A member of staff or a team joined or changed.
    public mutating func staffRecorded(_ staff: StaffMember) -> Decision<Fact, Never> {
        self.staff(staff.id) == staff ? .nothing : commit(.staffRecorded(staff))
    }

    /// The fewest facts that rebuild this register, in order: a snapshot in the ledger's own words.
    public var restated: [Fact] {
        agencies.map(Fact.agencyRecorded)
            + keys.values.sorted { $0.key < $1.key }.map(Fact.keyRecorded)
            + staffRecords.values.sorted { $0.id < $1.id }.map(Fact.staffRecorded)
            + people.values.sorted { $0.id < $1.id }.map(Fact.personRecorded)
            + households.values.sorted { $0.id < $1.id }.map(Fact.householdRecorded)
            + kinship.all.map(Fact.relationRecorded)
            + aliases.all.map(Fact.merged)
            + separations.sorted { $0.key < $1.key }.map { .separated($0.key, isForEver: $0.value) }
            + sketches.sorted { $0.key < $1.key }.map { .sketched($0.key, $0.value) }
            + proposals.values.sorted { $0.stranger < $1.stranger }.map(Fact.matchProposed)
            + disputes.map(Fact.identityDisputed)
    }

    mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}

/// Why the register refused.
public enum RegisterError: Error, Hashable, Sendable {
    /// The key is another system's.
    case keyBelongsToAnother(UserID)
    /// The key was revoked, which is for ever.
    case keyRevoked(UserID)
    /// Nobody is known by what was given.
    case unknownPerson
    /// Both are one record and were so from the beginning.
    case sameRecord(PersonID)
    /// The two were separated for ever, as by adoption.
    case separatedForEver
    /// Somebody has more relations or merged records than one person can.
    case tooMany(PersonID)
}
