import Concerns
import JSON
import Routing
import Topics
import Vocabulary

/// An unborn case is keyed on the mother and re-keyed at birth, never closed and opened again: the child keeps its handle,
/// so that case, plan, clocks and patterns follow it (`domain.md` N102, 5.1).
extension BrokerMachine {
    /// A baby of a birth, as the message names it.
    private struct Baby {
        let identifiers: [HeldIdentifier]
        /// The handle for a child of whom nobody knew.
        let handle: PersonID
    }

    /// Gives the unborn children of a mother the identifiers and the birth date of her babies.
    ///
    /// The message is a midwife's and says whose child it is, so this is no match of records: an unborn child has no
    /// number to contradict. A baby more than was expected is a new person on the same cases; one whom the register
    /// already has under another record is for a person to decide. Nothing here closes anything, whoever died.
    mutating func take(birth concern: Concern, in draft: inout Draft) {
        let references = draft.references.people
        let mothers = references.filter { $0.role == "mother" }.compactMap { reference in
            state.register.record(of: held(reference, in: draft))
        }
        guard let mother = mothers.first else { return }
        let date = Self.birthday(concern.data["born"]?.string) ?? LondonTime.date(of: draft.accepted)
        let family = state.register.unborn(of: mother, on: date) + siblings(of: mother, born: date)
        var waiting = state.register.unborn(of: mother, on: date)
        var born = siblings(of: mother, born: date)
        var unknown: [Baby] = []
        for (index, reference) in references.enumerated()
        where reference.role == "child" || reference.role == "unborn" {
            guard let handle = PersonID("P-\(draft.sequence.number)-b\(index + 1)") else { continue }
            let baby = Baby(identifiers: held(reference, in: draft), handle: handle)
            switch state.register.match(baby.identifiers.map(\.identifier)) {
            case .nobody: unknown.append(baby)
            case .several: break  // Told to everybody they point at, and disputed.
            case .one(let person):
                meet(person, baby, of: mother, on: date, &waiting, in: &draft)
                born.removeAll { state.register.isSame($0, person) }
            }
        }
        for baby in unknown {
            if !waiting.isEmpty {
                rekey(waiting.removeFirst(), to: baby.identifiers, of: mother, on: date, in: &draft)
            } else if baby.identifiers.isEmpty, !born.isEmpty {
                born.removeFirst()  // The same birth, told again.
            } else {
                add(baby, of: mother, on: date, to: family, perhaps: born, in: &draft)
            }
        }
    }

    /// A baby whom the register knows: the unborn child by an agency's own reference, or a record of its own.
    private mutating func meet(
        _ person: PersonID,
        _ baby: Baby,
        of mother: PersonID,
        on date: CivilDate,
        _ waiting: inout [PersonID],
        in draft: inout Draft
    ) {
        let record = state.register.record(of: baby.identifiers) ?? person
        guard let known = state.register.person(person) else { return }
        if known.isUnborn {
            rekey(record, to: baby.identifiers, of: mother, on: date, in: &draft)
            waiting.removeAll { state.register.isSame($0, person) }
            return
        }
        let isNews = known.mother == nil
        draft.store(
            state.record { $0.personUpdated(record, PersonDetails(born: date, mother: mother)) }
        )
        let hasCase = state.register.handles(of: person).contains {
            !state.casebook.openCases(of: $0).isEmpty
        }
        guard isNews, !hasCase else { return }
        propose(
            record,
            waiting.map { MatchProposal.Candidate($0, because: [.mother]) },
            in: &draft
        )
    }

    private mutating func rekey(
        _ unborn: PersonID,
        to identifiers: [HeldIdentifier],
        of mother: PersonID,
        on date: CivilDate,
        in draft: inout Draft
    ) {
        draft.store(state.record { $0.childBorn(unborn, as: identifiers, on: date, of: mother) })
    }

    /// A child of whom nobody knew, beside those who were expected: on the same cases.
    private mutating func add(
        _ baby: Baby,
        of mother: PersonID,
        on date: CivilDate,
        to family: [PersonID],
        perhaps others: [PersonID],
        in draft: inout Draft
    ) {
        let details = PersonDetails(born: date, mother: mother)
        draft.store(
            state.record {
                baby.identifiers.isEmpty
                    ? $0.personFound(details, as: baby.handle)
                    : $0.personRecorded(baby.identifiers, details, as: baby.handle)
            }
        )
        guard state.register.person(baby.handle) != nil else { return }
        let other = state.register.unborn(of: mother).map { MatchProposal.Candidate($0, because: [.mother]) }
        let born = others.map { MatchProposal.Candidate($0, because: [.born, .mother]) }
        propose(baby.handle, born + other, in: &draft)
        let cases = Set(
            family.flatMap { state.register.handles(of: $0) }.flatMap { state.casebook.openCases(of: $0) }
        )
        for id in cases.sorted() {
            guard let file = state.casebook.file(id) else { continue }
            let children = file.children + [baby.handle]
            let now = draft.accepted
            draft.store(
                state.record {
                    $0.opened(
                        id,
                        children: children,
                        legalBasis: file.legalBasis,
                        team: file.team,
                        isKnown: file.isKnownToSocialCare,
                        at: now
                    )
                }
            )
            enrol(id, children: children, in: &draft)
        }
    }

    /// The children of a mother who were born that day or the one before or after, as twins around midnight.
    private func siblings(of mother: PersonID, born date: CivilDate) -> [PersonID] {
        state.register.children(ofMother: mother).filter { child in
            guard let born = state.register.person(child)?.born else { return false }
            return date.advanced(byDays: -1) <= born && born <= date.advanced(byDays: 1)
        }
    }

    private func held(_ reference: PersonReference, in draft: Draft) -> [HeldIdentifier] {
        draft.event.root[reference.pointer]?["identifiers"].map { Self.identifiers(in: $0) } ?? []
    }

    private static func birthday(_ text: String?) -> CivilDate? {
        guard let text else { return nil }
        return Instant(rfc3339: text).map { LondonTime.date(of: $0) }
            ?? CivilDate(iso8601: String(text.prefix(10)))
    }
}
