import Topics
public import Vocabulary

extension Register {
    /// Somebody recorded a person by date of birth and identifiers.
    public mutating func personRecorded(
        _ identifiers: [HeldIdentifier],
        born: CivilDate?,
        as handle: PersonID
    ) -> Decision<Fact, Never> {
        personRecorded(identifiers, PersonDetails(born: born), as: handle)
    }

    /// Somebody recorded a person; a known identifier updates that person, else `handle` becomes a new one.
    ///
    /// Identifiers that point at different people change nobody: the contradiction itself is the fact. A second NHS
    /// number is a contradiction too; one that was verified is taken beside one that was not, and a person still decides.
    /// ``match(_:)`` says afterwards who it is.
    public mutating func personRecorded(
        _ identifiers: [HeldIdentifier],
        _ details: PersonDetails,
        as handle: PersonID
    ) -> Decision<Fact, Never> {
        let given = identifiers.map(\.identifier)
        switch match(given) {
        case .several(let people):
            return identityDisputed(IdentityDispute(people: people, identifiers: given))
        case .nobody:
            // A handle that is taken belongs to the same entry, told again.
            guard people[handle] == nil else { return .nothing }
            guard Set(given.filter { $0.nhsNumber != nil }).count <= 1 else {
                return identityDisputed(IdentityDispute(people: [], identifiers: given))
            }
            return commit(.personRecorded(details.person(handle, nil, merged([], identifiers))))
        case .one(let person):
            return update(record(of: identifiers) ?? person, identifiers, details)
        }
    }

    /// What is said of somebody known by a handle, as of an unborn child without identifiers.
    public mutating func personUpdated(
        _ id: PersonID,
        _ details: PersonDetails
    ) -> Decision<Fact, Never> {
        people[id] == nil ? .nothing : update(id, [], details)
    }

    /// Somebody of whom only a handle is known: an unborn child, or whoever may be one of several.
    public mutating func personFound(
        _ details: PersonDetails,
        as handle: PersonID
    ) -> Decision<Fact, Never> {
        people[handle] != nil ? .nothing : commit(.personRecorded(details.person(handle, nil, [])))
    }

    /// An unborn child was born and is known by these from now on: the same handle, so that case, plan and clocks follow.
    ///
    /// Identifiers that somebody else holds stay theirs, and whether both are one child is for a person to decide.
    public mutating func childBorn(
        _ unborn: PersonID,
        as identifiers: [HeldIdentifier],
        on date: CivilDate,
        of mother: PersonID
    ) -> Decision<Fact, Never> {
        guard let before = people[unborn], before.isUnborn else { return .nothing }
        let free = identifiers.filter { personByIdentifier[$0.identifier] == nil }
        let details = PersonDetails(born: date, mother: mother)
        return commit(.personRecorded(details.person(unborn, before, merged(before.identifiers, free))))
    }

    /// Every identifier is written on the record that holds it; what is new, and the dates, on this one.
    private mutating func update(
        _ id: PersonID,
        _ identifiers: [HeldIdentifier],
        _ details: PersonDetails
    ) -> Decision<Fact, Never> {
        var decision = Decision<Fact, Never>.nothing
        let elsewhere = Set(records(identifiers.map(\.identifier))).subtracting([id]).sorted()
        for other in elsewhere {
            let theirs = identifiers.filter { personByIdentifier[$0.identifier] == other }
            decision.append(write(other, theirs, PersonDetails()))
        }
        let own = identifiers.filter {
            personByIdentifier[$0.identifier].map { $0 == id } ?? true
        }
        decision.append(write(id, own, details))
        return decision
    }

    private mutating func write(
        _ id: PersonID,
        _ identifiers: [HeldIdentifier],
        _ details: PersonDetails
    ) -> Decision<Fact, Never> {
        let before = people[id]
        let held = merged(before?.identifiers ?? [], identifiers)
        var decision = Decision<Fact, Never>.nothing
        let numbers = held.filter { $0.identifier.nhsNumber != nil }
        if numbers.count > 1, numbers != before?.identifiers.filter({ $0.identifier.nhsNumber != nil }) {
            let given = identifiers.map(\.identifier)
            decision.append(identityDisputed(IdentityDispute(people: [handle(for: id)], identifiers: given)))
            let isNewVerified = identifiers.contains { new in
                new.identifier.nhsNumber != nil && new.isVerified
                    && personByIdentifier[new.identifier] == nil
            }
            guard isNewVerified, numbers.count(where: \.isVerified) == 1 else { return decision }
        }
        let person = details.person(id, before, held)
        if person != before { decision.append(commit(.personRecorded(person))) }
        return decision
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
