import Topics
public import Vocabulary

/// Whoever joins a case is told who else works with the household, and they of the newcomer (`domain.md` N123, F23, F68).
extension SubscriptionRouter {
    /// Decides who learns of whom because somebody joined a case; `nil` if nobody else works with the household.
    ///
    /// Workers of the household's other cases are among them, unless one of the cases is restricted or an address of
    /// theirs is protected: then neither shows by this that the other is there. Whoever is kept from an address or from a
    /// restricted case meets nobody here and is named to nobody. `told` are those who know of the newcomers already;
    /// `asNeighbours` says that they joined no case, and that two cases have become one household's.
    public func introduce(
        _ newcomers: [CaseFile.Allocation],
        on caseID: CaseID,
        _ matter: Matter,
        besides told: Set<StaffID>,
        asNeighbours: Bool = false,
        in register: Register,
        _ casebook: Casebook
    ) -> Introduction? {
        guard let file = casebook.file(caseID), file.isOpen else { return nil }
        let protections = Self.protections(of: file, register)
        let neighbours = protections.isEmpty ? neighbours(of: file, register, casebook) : []
        guard !asNeighbours || !neighbours.isEmpty else { return nil }
        let here = workers(on: file, matter, register)
        let isNew = Set(newcomers.map(\.staff) + newcomers.filter(\.isHolder).compactMap { _ in here.lead })
        var met: Set<StaffID> = []
        let workers = (here.workers + neighbours.flatMap { self.workers(on: $0, matter, register).workers })
            .filter { met.insert($0.staff).inserted }
        guard workers.count > 1 else { return nil }

        func table() -> RecipientTable {
            let guardedness = Guardedness(protections: protections, isReachedByHouseholdAlone: true)
            return RecipientTable(
                matter,
                register,
                restriction: file.restriction,
                guardedness: guardedness
            )
        }
        var free = table()
        for worker in workers {
            free.tell(worker.role, worker.staff, .summary, by: worker.rule, in: register)
        }
        let meeting = Set(free.recipients.compactMap(\.staff))
        let colleagues = workers.filter { meeting.contains($0.staff) }.map {
            Introduction.Colleague(role: $0.role, staff: $0.staff, agency: register.agency(of: $0.staff))
        }
        var recipients = table()
        let isMet = colleagues.count > 1 && colleagues.contains { isNew.contains($0.staff) }
        for worker in workers where isNew.contains(worker.staff) || !told.contains(worker.staff) {
            guard isMet || !meeting.contains(worker.staff) else { continue }
            if worker.rule == .introduced {
                recipients.tellByPolicy(worker.role, worker.staff, by: worker.rule, in: register)
            } else {
                let detail = matter.tells.namedDetail(for: .leadProfessional) ?? .summary
                recipients.tell(worker.role, worker.staff, detail, by: worker.rule, in: register)
            }
        }
        return Introduction(
            newcomers: colleagues.filter { isNew.contains($0.staff) },
            others: colleagues.filter { !isNew.contains($0.staff) },
            routing: routing(on: caseID, workers[0], recipients)
        )
    }

    /// Whom the table tells; nobody need answer.
    private func routing(on caseID: CaseID, _ first: Worker, _ table: RecipientTable) -> CaseRouting {
        CaseRouting(
            caseID: caseID,
            reasons: [.named],
            accountable: .owner(first.role, first.staff),
            recipients: table.recipients,
            withheld: table.withheld,
            isUnallocated: false,
            isHeightened: false
        )
    }

    /// The open cases of everybody in a household, in order.
    public static func openCases(
        ofHousehold household: HouseholdID,
        _ register: Register,
        _ casebook: Casebook
    ) -> [CaseID] { cases(of: household, register, casebook) }

    /// Somebody on a case, and why they are told of a newcomer.
    private struct Worker {
        let role: Role
        let staff: StaffID
        let rule: RoutingRule
    }

    /// Whoever leads on a case, and everybody on its active register.
    private func workers(
        on file: CaseFile,
        _ matter: Matter,
        _ register: Register
    ) -> (lead: StaffID?, workers: [Worker]) {
        let lead = register.lead(of: file, on: matter.today, by: calendar)
        let leads = lead.flatMap { lead in
            lead.staff.map { Worker(role: lead.role, staff: $0, rule: lead.rule) }
        }
        let active = file.activeRegister.map {
            Worker(role: $0.role, staff: $0.staff, rule: .introduced)
        }
        return (lead?.staff, [leads].compactMap(\.self) + active)
    }

    /// The other open cases of the household that may show themselves.
    private func neighbours(of file: CaseFile, _ register: Register, _ casebook: Casebook) -> [CaseFile] {
        guard file.restriction == nil else { return [] }
        let households = Set(file.children.flatMap { register.households(of: $0) }).sorted()
        return Set(households.flatMap { Self.cases(of: $0, register, casebook) }).sorted()
            .filter { $0 != file.id }.compactMap { casebook.file($0) }
            .filter { $0.restriction == nil && Self.protections(of: $0, register).isEmpty }
    }

    private static func protections(of file: CaseFile, _ register: Register) -> [Household.Protection] {
        Set(file.children.flatMap { register.households(of: $0) }).sorted()
            .compactMap { register.household($0)?.protection }
    }
}
