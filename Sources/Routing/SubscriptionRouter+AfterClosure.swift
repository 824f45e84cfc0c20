import Topics
public import Vocabulary

/// What is said of a family whose case is closed is a contact of the front door again (`domain.md` F63).
extension SubscriptionRouter {
    /// Adds, to what reaches no open case, the cases of its people that were closed since that day.
    ///
    /// The front door answers; whoever still worked with the family at the end is told as the topic's policy says, and what
    /// it means is weighed with what was said before.
    public func afterClosure(
        _ decision: RoutingDecision,
        _ matter: Matter,
        since: CivilDate,
        in register: Register,
        _ casebook: Casebook
    ) -> RoutingDecision {
        guard decision.isFrontDoor, decision.cases.isEmpty, !matter.isHeldForDecision else { return decision }
        var reasons: [CaseID: [CaseRouting.Reason]] = [:]
        func add(_ reason: CaseRouting.Reason, of child: PersonID) {
            for id in register.handles(of: child).flatMap({ casebook.closedCases(of: $0) }) {
                guard let closed = casebook.file(id)?.closedAt, LondonTime.date(of: closed) >= since,
                    reasons[id]?.contains(reason) != true
                else { continue }
                reasons[id, default: []].append(reason)
            }
        }
        for id in matter.cases where casebook.file(id)?.isOpen == false { reasons[id] = [.named] }
        for person in decision.people {
            add(.child(person), of: person)
            for household in register.households(of: person) {
                guard let home = register.household(household),
                    home.protection?.people.contains(person) != true
                else { continue }
                for member in home.members where member.person != person {
                    add(.household(household, of: person), of: member.person)
                }
            }
            for kin in register.kin(of: person, on: matter.today)
            where kin.kind == .parent || !Self.isKept(kin.person, from: person, register) {
                add(.related(person, as: kin.kind, to: kin.person), of: kin.person)
            }
        }
        let routings = reasons.keys.sorted().compactMap { id in
            casebook.file(id).flatMap { tellFormer($0, reasons[id] ?? [], matter, register) }
        }
        return RoutingDecision(
            people: decision.people,
            unmatched: decision.unmatched,
            disputes: decision.disputes,
            routings: routings + decision.routings
        )
    }

    /// Who is told for a closed case; `nil` if it is not looked at again.
    private func tellFormer(
        _ file: CaseFile,
        _ reasons: [CaseRouting.Reason],
        _ matter: Matter,
        _ register: Register
    ) -> CaseRouting? {
        var table = RecipientTable(
            matter,
            register,
            restriction: file.restriction,
            guardedness: guardedness(of: file, reasons, register)
        )
        for worker in file.lastRegister where register.staff(worker.staff)?.isThere(on: matter.today) != false
        {
            table.tellByPolicy(worker.role, worker.staff, by: .formerly, in: register)
        }
        // Nobody is left to watch over: it was closed for another reason than that the child is safe enough.
        guard !file.former.isEmpty else { return nil }
        let door = register.frontDoor(on: matter.today)
        return CaseRouting(
            caseID: file.id,
            reasons: reasons,
            accountable: .owner(door.role, door.staff),
            recipients: table.recipients,
            withheld: table.withheld,
            isUnallocated: false,
            isHeightened: matter.isHeightened
        )
    }
}
