public import Topics
public import Vocabulary

/// Who people are: every record of one person is read as one, whichever of its handles is given.
extension Register {
    /// The handle that stands for this one: itself, unless a named person merged it into another.
    public func handle(for id: PersonID) -> PersonID { aliases.root(of: id) }

    /// Every handle of the same person, in order.
    public func handles(of id: PersonID) -> [PersonID] { aliases.handles(of: id) }

    /// Whether any merge is in force.
    public var hasMerges: Bool { !aliases.isEmpty }

    /// The merges in force, in the order in which they were decided.
    public var merges: [PersonMerge] { aliases.all }

    /// The person of that handle, with what all records of the person say.
    public func person(_ id: PersonID) -> Person? {
        guard !aliases.isEmpty else { return people[id] }
        let handles = handles(of: id)
        guard handles.count > 1 else { return people[id] }
        let root = handle(for: id)
        // What the kept record says comes first.
        let records = ([root] + handles.filter { $0 != root }).compactMap { people[$0] }
        guard !records.isEmpty else { return nil }
        return Person(
            id: root,
            born: records.lazy.compactMap(\.born).first,
            due: records.lazy.compactMap(\.due).first,
            died: records.lazy.compactMap(\.died).first,
            mother: records.lazy.compactMap(\.mother).first.map { handle(for: $0) },
            isUnborn: records.allSatisfy(\.isUnborn),
            identifiers: records.flatMap(\.identifiers)
        )
    }

    /// The household of that handle; whoever was merged appears by the handle that stands for them.
    public func household(_ id: HouseholdID) -> Household? {
        guard let household = households[id] else { return nil }
        guard !aliases.isEmpty else { return household }
        return Household(
            id: id,
            address: household.address,
            members: household.members.map { Household.Member(handle(for: $0.person), $0.relation) },
            protection: household.protection.map { protection in
                Household.Protection(
                    people: protection.people.map { handle(for: $0) },
                    agencies: protection.agencies,
                    staff: protection.staff,
                    roles: protection.roles
                )
            }
        )
    }

    /// The households a person lives in, in order of handles.
    public func households(of person: PersonID) -> [HouseholdID] {
        guard !aliases.isEmpty else { return householdsByPerson[person] ?? [] }
        let handles = handles(of: person)
        guard handles.count > 1 else { return householdsByPerson[person] ?? [] }
        return Set(handles.flatMap { householdsByPerson[$0] ?? [] }).sorted()
    }

    /// Whom the identifiers point at.
    public func match(_ identifiers: [PersonIdentifier]) -> PersonMatch {
        var found: [PersonID] = []
        for identifier in identifiers {
            guard let record = personByIdentifier[identifier] else { continue }
            let person = aliases.root(of: record)
            if !found.contains(person) { found.append(person) }
        }
        guard let first = found.first else { return .nobody }
        return found.count == 1 ? .one(first) : .several(found.sorted())
    }

    /// The records that hold the identifiers, in order, each under its own handle.
    public func records(_ identifiers: [PersonIdentifier]) -> [PersonID] {
        var found: [PersonID] = []
        for identifier in identifiers {
            guard let person = personByIdentifier[identifier], !found.contains(person) else { continue }
            found.append(person)
        }
        return found.count > 1 ? found.sorted() : found
    }

    /// The record to write on what is said of whoever is known so, or `nil` if nobody is or people have to decide.
    ///
    /// It is the record that holds the identifiers given, so that a merge which is taken back leaves with each record
    /// what was said by its own identifiers; of several records of one person it is the kept one. Where the identifiers
    /// contradict one another, one that was verified beats those that were not.
    public func record(of identifiers: [HeldIdentifier]) -> PersonID? {
        let given = identifiers.map(\.identifier)
        switch match(given) {
        case .nobody: return nil
        case .one(let person):
            let records = records(given)
            return records.count == 1 ? records.first : person
        case .several:
            let verified = identifiers.filter { $0.isVerified || isVerified($0.identifier) }
            let records = records(verified.map(\.identifier))
            let people = Set(records.map { handle(for: $0) })
            guard people.count == 1 else { return nil }
            return records.count == 1 ? records.first : people.first
        }
    }

    private func isVerified(_ identifier: PersonIdentifier) -> Bool {
        personByIdentifier[identifier].flatMap { people[$0] }?.identifiers
            .contains { $0.identifier == identifier && $0.isVerified } ?? false
    }

    /// The unborn children of a mother whom a birth on that day can be, in order of handles; without a day, all.
    public func unborn(of mother: PersonID, on date: CivilDate? = nil) -> [PersonID] {
        let mothers = handles(of: mother)
        let byRelation = mothers.flatMap { kinship.relations(of: $0) }
            .filter { $0.key.kind == .unbornChild && mothers.contains($0.key.other) }
            .filter { relation in date.map { relation.isCurrent(on: $0) } ?? true }
            .map(\.key.person)
        let children = mothers.flatMap { childrenByMother[$0] ?? [] } + byRelation
        let own = Set(children).sorted().filter { isAwaited($0, on: date) }
        return own.isEmpty ? housemates(of: mother).filter { isAwaited($0, on: date) } : own
    }

    private func isAwaited(_ child: PersonID, on date: CivilDate?) -> Bool {
        guard let record = people[child], person(child)?.isUnborn == true else { return false }
        return date.map(record.canBeBorn) ?? true
    }

    /// The unborn children of her households of whom nobody said whose they are, if no other adult's they could be.
    private func housemates(of mother: PersonID) -> [PersonID] {
        let members = households(of: mother).flatMap { households[$0]?.members ?? [] }
        return Set(members.filter { $0.relation == .unborn }.map(\.person)).sorted()
            .filter { people[$0]?.mother == nil }
    }
}
