import Topics
public import Vocabulary

extension Register {
    /// Somebody recorded a person; a known identifier updates that person, else `handle` becomes a new one.
    ///
    /// Identifiers that point at different people, or that would give somebody a second NHS number, change nobody: the
    /// contradiction itself is the fact. ``match(_:)`` says afterwards who it is.
    public mutating func personRecorded(
        _ identifiers: [HeldIdentifier],
        born: CivilDate?,
        as handle: PersonID
    ) -> Decision<Fact, Never> {
        let given = identifiers.map(\.identifier)
        switch match(given) {
        case .several(let people):
            return identityDisputed(IdentityDispute(people: people, identifiers: given))
        case .nobody:
            // A handle that is taken belongs to the same entry, told again.
            guard person(handle) == nil else { return .nothing }
            guard Set(given.filter { $0.nhsNumber != nil }).count <= 1 else {
                return identityDisputed(IdentityDispute(people: [], identifiers: given))
            }
            return commit(
                .personRecorded(Person(id: handle, born: born, identifiers: merged([], identifiers)))
            )
        case .one(let id):
            let known = person(id)?.identifiers ?? []
            let held = merged(known, identifiers)
            guard held.count(where: { $0.identifier.nhsNumber != nil }) <= 1 else {
                return identityDisputed(IdentityDispute(people: [id], identifiers: given))
            }
            let person = Person(id: id, born: born ?? person(id)?.born, identifiers: held)
            return person == self.person(id) ? .nothing : commit(.personRecorded(person))
        }
    }

    /// A contradiction was seen, here or by the router, and is for a person to decide; once is enough.
    public mutating func identityDisputed(_ dispute: IdentityDispute) -> Decision<Fact, Never> {
        disputeSet.contains(dispute) ? .nothing : commit(.identityDisputed(dispute))
    }

    /// Somebody recorded a household as a whole: who is not among the members lives there no longer.
    public mutating func householdRecorded(_ household: Household) -> Decision<Fact, Never> {
        self.household(household.id) == household ? .nothing : commit(.householdRecorded(household))
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
            + disputes.map(Fact.identityDisputed)
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }

    /// What is known and what is new, one of each; verified once is verified.
    private func merged(_ known: [HeldIdentifier], _ new: [HeldIdentifier]) -> [HeldIdentifier] {
        var verified: [PersonIdentifier: Bool] = [:]
        for held in known + new {
            verified[held.identifier] = held.isVerified || verified[held.identifier] == true
        }
        return verified.sorted { $0.key < $1.key }.map { HeldIdentifier($0.key, isVerified: $0.value) }
    }
}

/// Why the register refused.
public enum RegisterError: Error, Hashable, Sendable {
    /// The key is another system's.
    case keyBelongsToAnother(UserID)
    /// The key was revoked, which is for ever.
    case keyRevoked(UserID)
}
