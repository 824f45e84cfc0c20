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

        /// Whether whoever has it holds the case.
        var isHolder: Bool { role == .allocatedSocialWorker || role == .socialCareWorker }

        /// Orders allocations by role, then by who.
        public static func < (lhs: Allocation, rhs: Allocation) -> Bool {
            (lhs.role, lhs.staff) < (rhs.role, rhs.staff)
        }
    }

    /// Who alone may be told of a restricted case, such as one of a colleague's family.
    public struct Restriction: Hashable, Sendable {
        /// Who is told besides whoever leads and manages, in order.
        public let staff: [StaffID]
        /// Who is told nothing, whatever they do on the case, in order.
        public let excluded: [StaffID]

        /// Creates a restriction; whoever is in both lists is told nothing.
        public init(to staff: [StaffID], excluding excluded: [StaffID] = []) {
            self.staff = Set(staff).subtracting(excluded).sorted()
            self.excluded = Set(excluded).sorted()
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
    /// Whether social care knows it; before, agencies that work on it tell one another, and nobody leads.
    public internal(set) var isKnownToSocialCare: Bool
    /// To whom the case is restricted, or `nil` while it is not.
    public internal(set) var restriction: Restriction?
    /// When it was closed, or `nil` while it is open.
    public internal(set) var closedAt: Instant?
    /// The holder and the active register, in order.
    public internal(set) var allocations: [Allocation] = []

    /// Who worked on the case when it was closed, in order; none while it is open.
    public internal(set) var former: [Allocation] = []

    /// Creates an open case on which nobody works yet.
    public init(
        id: CaseID,
        children: [PersonID],
        legalBasis: LegalBasis?,
        team: StaffID?,
        openedAt: Instant,
        isKnownToSocialCare: Bool = true
    ) {
        self.id = id
        self.children = Set(children).sorted()
        self.legalBasis = legalBasis
        self.team = team
        self.openedAt = openedAt
        self.isKnownToSocialCare = isKnownToSocialCare
    }

    /// Whether the case is open.
    public var isOpen: Bool { closedAt == nil }

    /// Who holds the case: the allocated social worker, else an unqualified holder, else nobody.
    public var holder: Allocation? { holder(in: .allocatedSocialWorker) ?? holder(in: .socialCareWorker) }

    /// Everybody on the case but its holder, or who was when it was closed, in order.
    public var lastRegister: [Allocation] {
        isOpen ? activeRegister : former.filter { !$0.isHolder }
    }

    /// Everybody on the case but its holder, in order.
    public var activeRegister: [Allocation] {
        let holder = holder
        return allocations.filter { $0 != holder }
    }

    /// Whether somebody who works on the case may be told of it: a restricted one is open to people by name only.
    public func isOpen(to staff: StaffID) -> Bool {
        restriction.map { $0.staff.contains(staff) && !$0.excluded.contains(staff) } ?? true
    }

    private func holder(in role: Role) -> Allocation? { allocations.first { $0.role == role } }
}
