public import Vocabulary

/// A case of this authority: whose, on what basis, and who works on it.
public struct CaseFile: Hashable, Sendable {
    /// The law under which social care is involved.
    public enum LegalBasis: String, Hashable, Sendable, CaseIterable {
        /// Below section 17; consent.
        case earlyHelp = "early-help"
        /// Child in need.
        case s17
        /// Enquiry into significant harm.
        case s47
        /// Child protection plan.
        case cp = "CP"
        /// Looked after.
        case lac = "LAC"
    }

    /// Somebody who works on the case, in one role.
    public struct Allocation: Hashable, Comparable, Sendable {
        /// The role on this case; an unqualified holder is `SCW`, whatever the agency calls them.
        public let role: Role
        /// Who.
        public let staff: StaffID
        /// Since when.
        public let from: Instant

        /// Creates an allocation.
        public init(_ role: Role, _ staff: StaffID, from: Instant) {
            self.role = role
            self.staff = staff
            self.from = from
        }

        /// Orders allocations by role, then by who.
        public static func < (lhs: Allocation, rhs: Allocation) -> Bool {
            (lhs.role, lhs.staff) < (rhs.role, rhs.staff)
        }
    }

    /// The case.
    public let id: CaseID
    /// The children it is about, in order of handles.
    public let children: [PersonID]
    /// On what basis, if it was said.
    public let legalBasis: LegalBasis?
    /// The social work team that has it, if any.
    public let team: StaffID?
    /// Since when it is open.
    public let openedAt: Instant
    /// When it was closed, or `nil` while it is open.
    public internal(set) var closedAt: Instant?
    /// The holder and the active register, in order.
    public internal(set) var allocations: [Allocation] = []

    /// Creates an open case on which nobody works yet.
    public init(
        id: CaseID,
        children: [PersonID],
        legalBasis: LegalBasis?,
        team: StaffID?,
        openedAt: Instant
    ) {
        self.id = id
        self.children = Set(children).sorted()
        self.legalBasis = legalBasis
        self.team = team
        self.openedAt = openedAt
    }

    /// Whether the case is open.
    public var isOpen: Bool { closedAt == nil }

    /// Who holds the case: the allocated social worker, else an unqualified holder, else nobody.
    public var holder: Allocation? { holder(in: .allocatedSocialWorker) ?? holder(in: .socialCareWorker) }

    /// Everybody on the case but its holder, in order.
    public var activeRegister: [Allocation] {
        let holder = holder
        return allocations.filter { $0 != holder }
    }

    private func holder(in role: Role) -> Allocation? { allocations.first { $0.role == role } }
}
