import Escalation
import JSON
import Routing
import Vocabulary
import Wire

/// The cases of one member of staff, from the register as it is now.
extension BrokerMachine {
    /// A case on which somebody works, or stands in for whoever works on it.
    private struct Work {
        let file: CaseFile
        let parts: [Part]
        /// Until when something must be answered by them, and how much.
        let answers: [Instant]
        let clock: RunningClock?

        struct Part {
            let allocation: CaseFile.Allocation
            let isCover: Bool
        }

        var due: Instant? { (answers + [clock?.due].compactMap(\.self)).min() }
        var place: CaseloadPlace { CaseloadPlace(due: due, caseID: file.id) }
    }

    /// Open cases that are held here and on which a person is active, what is due first on them first.
    ///
    /// A case whose due time changes between two pages may come on both or on neither; within a page there is no such doubt.
    func caseload(
        _ fetch: ClientMessage.Fetch,
        by user: UserID,
        at now: Instant
    ) throws(WireRefusal) -> Action.Reading {
        guard let person = fetch.person else { throw Self.missing("person", "a member of staff") }
        var after: CaseloadPlace?
        if let text = fetch.after {
            guard let place = CaseloadPlace(text) else {
                throw WireRefusal(.badFrame, "after: must be the next of a page before", field: "/after")
            }
            after = place
        }
        let seesClocks = sections(for: user).clocks
        var parts: [CaseID: [Work.Part]] = [:]
        for (staff, id) in work(of: person, at: now) where isShown(id, to: person, of: user, at: now) {
            let own = state.casebook.file(id)?.allocations.filter { $0.staff == staff } ?? []
            parts[id, default: []] += own.map { Work.Part(allocation: $0, isCover: staff != person) }
        }
        let works = parts.compactMap { id, parts -> Work? in
            guard let file = state.casebook.file(id) else { return nil }
            let clock = seesClocks ? state.clocks.open(of: id).min { $0.due < $1.due } : nil
            return Work(file: file, parts: parts, answers: answers(of: person, on: id), clock: clock)
        }
        let rest = works.filter { work in after.map { $0 < work.place } ?? true }.sorted {
            $0.place < $1.place
        }
        let page = rest.prefix(fetch.limit)
        let next = page.count < rest.count ? page.last?.place.text : nil
        return .rows(.caseload, Self.lines(page.map(row)), next: next)
    }

    /// Their own cases, and those of whoever they stand in for now.
    private func work(of person: StaffID, at now: Instant) -> [(StaffID, CaseID)] {
        let standIns = standIns(at: now)
        let today = LondonTime.date(of: now)
        let away = state.register.staff { staff in
            guard staff.id != person else { return false }
            return staff.leave.map { $0.covers(today) && $0.cover != nil } == true
                || policy.ladders.instead(of: staff.id, on: today) != staff.id
        }
        let own = state.casebook.openCases(workedBy: person).map { (person, $0) }
        return own
            + away.flatMap { staff in
                state.casebook.openCases(workedBy: staff.id).filter {
                    standIns.standingIn(staff.id, on: $0) == person
                }
                .map { (staff.id, $0) }
            }
    }

    /// Whether the case is here, and for the person and the system that asks.
    private func isShown(_ id: CaseID, to person: StaffID, of user: UserID, at now: Instant) -> Bool {
        guard let file = state.casebook.file(id), file.isOpen, holderElsewhere(of: id) == nil,
            isReadable(id, by: user, at: now)
        else { return false }
        return file.isOpen(to: person) || lead(of: id, at: now)?.staff == person
    }

    /// Until when the person must answer what.
    private func answers(of person: StaffID, on id: CaseID) -> [Instant] {
        state.escalations.open(for: id).filter { isOwner(person, of: $0) }
            .compactMap { state.escalations[$0]?.deadline }
    }

    private func row(_ work: Work) -> JSONValue {
        let file = work.file
        let members = [
            JSONMember("case", .string(file.id.text)),
            JSONMember(
                "roles",
                .array(
                    work.parts.sorted { $0.allocation < $1.allocation }.map { part in
                        .object(
                            [
                                JSONMember("role", .string(part.allocation.role.code)),
                                JSONMember("from", .integer(part.allocation.from.milliseconds)),
                            ] + (part.isCover ? [JSONMember("for", .string(part.allocation.staff.text))] : [])
                        )
                    }
                )
            ),
            JSONMember("legal-basis", file.legalBasis.map { .string($0.rawValue) } ?? .null),
            JSONMember("children", .array(file.children.map { .string($0.text) })),
            JSONMember("due", Self.milliseconds(work.due)),
            JSONMember("to-answer", .integer(Int64(work.answers.count))),
            JSONMember("answer-due", Self.milliseconds(work.answers.min())),
        ]
        guard let clock = work.clock else { return .object(doubt(about: file.id) + members) }
        return .object(
            doubt(about: file.id) + members + [
                JSONMember("clock", .string(clock.key.code)),
                JSONMember("clock-title", .string(policy.clocks[clock.key.code]?.title ?? "")),
                JSONMember("clock-due", .integer(clock.due.milliseconds)),
            ]
        )
    }

    private static func milliseconds(_ instant: Instant?) -> JSONValue {
        instant.map { .integer($0.milliseconds) } ?? .null
    }
}
