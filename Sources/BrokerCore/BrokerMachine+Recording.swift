import JSON
import Routing
import Topics
import Vocabulary
import Wire

/// How people become known: by identifiers, or as the child that a mother expects.
extension BrokerMachine {
    /// Records people and says who each is; people are matched exactly or not at all.
    ///
    /// `relation` says what each is to the others, by its place in the event. Whoever is in dispute is left to a person,
    /// unless an identifier that was verified says who it is.
    mutating func record(
        _ references: [PersonReference],
        in draft: inout Draft,
        as relation: (PersonReference) -> Household.Relation = { _ in .other }
    ) -> [Household.Member] {
        var members: [Household.Member] = []
        var expected: [PersonID: Int] = [:]
        for (index, reference) in references.enumerated() where !reference.identifiers.isEmpty {
            guard let handle = PersonID("P-\(draft.sequence.number)-\(index + 1)"),
                let node = draft.event.root[reference.pointer]
            else { continue }
            let relation = relation(reference)
            let isUnborn = relation == .unborn || reference.role == "unborn"
            let person =
                isUnborn
                ? record(unborn: node, as: handle, &expected, in: &draft)
                : record(node, PersonDetails(node), as: handle, in: &draft)
            guard let person else { continue }
            members.append(Household.Member(person, relation))
            sketch(person, node, in: &draft)
        }
        return members
    }

    /// Records somebody by the identifiers given, and says on which record.
    private mutating func record(
        _ node: JSONNode,
        _ details: PersonDetails,
        as handle: PersonID,
        in draft: inout Draft
    ) -> PersonID? {
        let identifiers = (node["identifiers"]).map { Self.identifiers(in: $0) } ?? []
        let isNew = state.register.person(handle) == nil
        draft.store(state.record { $0.personRecorded(identifiers, details, as: handle) })
        if isNew, state.register.person(handle) != nil { recogniseNew(handle, node, in: &draft) }
        return state.register.record(of: identifiers)
    }

    /// A person as a register has them; one who is unborn of somebody needs no identifiers of their own.
    mutating func recordPerson(
        _ references: [PersonReference],
        _ data: JSONNode,
        in draft: inout Draft
    ) throws(WireRefusal) {
        let mother = data["unborn-of"].map { Self.identifiers(in: $0) } ?? []
        guard !mother.isEmpty, let handle = PersonID("P-\(draft.sequence.number)-1") else {
            guard references.contains(where: { !$0.identifiers.isEmpty }) else {
                throw WireRefusal(
                    .schema,
                    "identifiers: must hold one at least, unless it is an unborn child of somebody",
                    field: "/data/identifiers"
                )
            }
            _ = record(references, in: &draft)
            return
        }
        let motherHandle = PersonID("\(handle)-m") ?? handle
        draft.store(state.record { $0.personRecorded(mother, PersonDetails(), as: motherHandle) })
        guard let mother = state.register.record(of: mother) else { return }
        var details = PersonDetails(data)
        details.mother = mother
        details.isUnborn = details.born == nil
        if references.allSatisfy({ $0.identifiers.isEmpty }) {
            var expected: [PersonID: Int] = [:]
            let place = data["place"]?.integer.flatMap { Int(exactly: $0) } ?? 1
            expected[mother] = place - 1
            _ = expect(details, of: mother, as: handle, &expected, in: &draft)
        } else {
            _ = record(data, details, as: handle, in: &draft)
        }
    }

    /// An unborn child is known by an agency's own reference, or else as the child that somebody expects: identifiers of
    /// a grown person, and an NHS number that nobody has, are its mother's (`domain.md` 5.7).
    ///
    /// Twins are told apart by their place: the second of one mother in an entry is her second.
    private mutating func record(
        unborn node: JSONNode,
        as handle: PersonID,
        _ expected: inout [PersonID: Int],
        in draft: inout Draft
    ) -> PersonID? {
        var details = PersonDetails(node)
        details.isUnborn = true
        let identifiers = (node["identifiers"]).map { Self.identifiers(in: $0) } ?? []
        guard isMother(identifiers, at: draft.accepted) else {
            details.born = nil
            return record(node, details, as: handle, in: &draft)
        }
        let motherHandle = PersonID("\(handle)-m") ?? handle
        draft.store(state.record { $0.personRecorded(identifiers, PersonDetails(), as: motherHandle) })
        guard let mother = state.register.record(of: identifiers) else { return nil }
        return expect(details, of: mother, as: handle, &expected, in: &draft)
    }

    /// The next unborn child of a mother that this entry speaks of, known or new.
    mutating func expect(
        _ details: PersonDetails,
        of mother: PersonID,
        as handle: PersonID,
        _ expected: inout [PersonID: Int],
        in draft: inout Draft
    ) -> PersonID? {
        let place = expected[mother, default: 0]
        expected[mother] = place + 1
        var details = PersonDetails(due: details.due, died: details.died, mother: mother, isUnborn: true)
        details.born = nil
        let known = state.register.unborn(of: mother, on: details.due)
        if place < known.count {
            draft.store(state.record { $0.personUpdated(known[place], details) })
            return known[place]
        }
        draft.store(state.record { $0.personFound(details, as: handle) })
        return handle
    }

    /// Whether identifiers on an unborn child are its mother's.
    private func isMother(_ identifiers: [HeldIdentifier], at now: Instant) -> Bool {
        guard let record = state.register.record(of: identifiers),
            let person = state.register.person(record)
        else { return identifiers.contains { $0.identifier.nhsNumber != nil } }
        guard !person.isUnborn else { return false }
        let grown = LondonTime.date(of: now).advanced(byMonths: -10 * 12)
        if let born = person.born { return born <= grown }
        // Nobody said how old: a child of a case is the child itself, as where a number was issued in advance.
        let isChild =
            state.register.handles(of: record).contains { !state.casebook.openCases(of: $0).isEmpty }
            || state.register.households(of: record).contains { household in
                state.register.household(household)?.members.contains {
                    $0.person == person.id && ($0.relation == .child || $0.relation == .unborn)
                } ?? false
            }
        return !isChild && identifiers.contains { $0.identifier.nhsNumber != nil }
    }
}

extension PersonDetails {
    /// What a payload says of a person.
    init(_ node: JSONNode) {
        func date(_ name: String) -> CivilDate? { node[name]?.string.flatMap { CivilDate(iso8601: $0) } }
        let due = date("due")
        let born = date("born")
        self.init(born: born, due: due, died: date("died"), isUnborn: due != nil && born == nil)
    }
}
