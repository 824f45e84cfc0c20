public import Vocabulary

/// The authority's cases and who works on them.
///
///     ── opened by agencies ──▶ open, unknown ── became known, or allocated ──▶ open
///     ── opened ──▶ open, unallocated ── allocated ASW or SCW ──▶ open, held
///                   open, unallocated ◀── allocation ended ────── open, held
///                   open ── closed ──▶ closed ── opened ──▶ open, unallocated
///
/// Durable: inputs return facts, `apply` alone writes. A case that social care knows and nobody
/// holds is an alarm from the first moment.
public struct Casebook: Sendable, Equatable {
    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// The case is open: anew, or with other children, basis or team.
        case opened(
            CaseID,
            children: [PersonID],
            legalBasis: CaseFile.LegalBasis?,
            team: StaffID?,
            isKnown: Bool = true,
            at: Instant
        )
        /// Social care knows the case from now on.
        case known(CaseID, at: Instant)
        /// The case is restricted to these, or to nobody any longer.
        case restricted(CaseID, CaseFile.Restriction?, at: Instant)
        /// The case is closed and nobody works on it any longer.
        case closed(CaseID, at: Instant)
        /// Somebody works on the case in that role.
        case allocated(CaseID, CaseFile.Allocation)
        /// Somebody no longer does.
        case allocationEnded(CaseID, role: Role, staff: StaffID, at: Instant)
        /// Nobody holds the case, or whoever holds it is away for long and nobody stands in.
        case unallocated(CaseID, since: Instant)
        /// Whoever holds the case is back, or somebody stands in.
        case heldAgain(CaseID, at: Instant)
        /// Nobody who worked on the closed case is told of the family any longer.
        case forgotten(CaseID)
    }

    /// What the shell must do once the facts are durable.
    public enum Action: Hashable, Sendable {
        /// Show the case on the duty list as an alarm, at once.
        case alarmUnallocated(CaseID)
    }

    /// An open case that nobody holds.
    public struct Unallocated: Hashable, Sendable {
        /// The case.
        public let caseID: CaseID
        /// Since when.
        public let since: Instant
    }

    private(set) var files: [CaseID: CaseFile] = [:]
    private var casesByChild: [PersonID: [CaseID]] = [:]
    private var casesByStaff: [StaffID: [CaseID]] = [:]
    private var unallocatedSince: [CaseID: Instant] = [:]

    /// Creates an empty casebook.
    public init() {}

    // MARK: Reading

    /// The case, open or closed.
    public func file(_ id: CaseID) -> CaseFile? { files[id] }

    /// Every case, open or closed, in order.
    public var cases: [CaseID] { files.keys.sorted() }

    /// The open cases about that child, in order.
    public func openCases(of child: PersonID) -> [CaseID] {
        (casesByChild[child] ?? []).filter { files[$0]?.isOpen == true }
    }

    /// The closed cases about that child, in order.
    public func closedCases(of child: PersonID) -> [CaseID] {
        (casesByChild[child] ?? []).filter { files[$0]?.isOpen == false }
    }

    /// The open cases on which somebody works in any role, in order.
    public func openCases(workedBy staff: StaffID) -> [CaseID] { casesByStaff[staff] ?? [] }

    /// The duty list's alarms: open cases that nobody holds, the longest waiting first.
    public var unallocated: [Unallocated] {
        unallocatedSince.map { Unallocated(caseID: $0.key, since: $0.value) }
            .sorted { ($0.since, $0.caseID) < ($1.since, $1.caseID) }
    }

    /// Since when the case is an alarm of the duty list, or `nil` if it is none.
    func alarm(of id: CaseID) -> Instant? { unallocatedSince[id] }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the casebook exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .opened(let id, let children, let legalBasis, let team, let isKnown, let instant):
            open(
                CaseFile(
                    id: id,
                    children: children,
                    legalBasis: legalBasis,
                    team: team,
                    openedAt: instant,
                    isKnownToSocialCare: isKnown
                )
            )
        case .known(let id, _): change(id) { $0.isKnownToSocialCare = true }
        case .restricted(let id, let restriction, _): change(id) { $0.restriction = restriction }
        case .closed(let id, let instant):
            change(id) { file in
                file.former = file.allocations
                file.allocations = []
                file.closedAt = instant
            }
            unallocatedSince[id] = nil
        case .allocated(let id, let allocation):
            change(id) { file in
                file.allocations.removeAll { $0.role == allocation.role && $0.staff == allocation.staff }
                file.allocations = (file.allocations + [allocation]).sorted()
            }
            if files[id]?.holder != nil { unallocatedSince[id] = nil }
        case .allocationEnded(let id, let role, let staff, _):
            change(id) { $0.allocations.removeAll { $0.role == role && $0.staff == staff } }
        case .unallocated(let id, let instant): unallocatedSince[id] = instant
        case .heldAgain(let id, _): unallocatedSince[id] = nil
        case .forgotten(let id): change(id) { $0.former = [] }
        }
    }

    private mutating func open(_ new: CaseFile) {
        guard let before = files[new.id] else {
            files[new.id] = new
            for child in new.children { casesByChild.insert(new.id, under: child) }
            return
        }
        for child in before.children { casesByChild.remove(new.id, under: child) }
        var file = CaseFile(
            id: new.id,
            children: new.children,
            legalBasis: new.legalBasis,
            team: new.team,
            openedAt: before.isOpen ? before.openedAt : new.openedAt,
            // What social care knows it does not forget.
            isKnownToSocialCare: before.isKnownToSocialCare || new.isKnownToSocialCare
        )
        file.allocations = before.allocations
        file.restriction = before.restriction
        files[new.id] = file
        for child in file.children { casesByChild.insert(new.id, under: child) }
    }

    private mutating func change(_ id: CaseID, _ body: (inout CaseFile) -> Void) {
        guard var file = files[id] else {
            preconditionFailure("a fact about a case that was never opened: \(id)")
        }
        for allocation in file.allocations { casesByStaff.remove(id, under: allocation.staff) }
        body(&file)
        for allocation in file.allocations { casesByStaff.insert(id, under: allocation.staff) }
        files[id] = file
    }
}
