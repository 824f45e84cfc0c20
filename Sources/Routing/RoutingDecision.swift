public import Vocabulary

/// Who is told of one concern, why, and who must answer; recorded whole, so it is never taken again.
public struct RoutingDecision: Hashable, Sendable {
    /// The people it is about whom the register knows, in order of handles.
    public let people: [PersonID]
    /// The places in the concern's list of people of whom nobody is known.
    public let unmatched: [Int]
    /// Identifiers of one person in the concern that point at different people; all of them are served meanwhile.
    public let disputes: [IdentityDispute]
    /// What was decided for each case, in order of cases, or for the front door; never empty.
    ///
    /// The front door comes as well, and last, while the cases are only those of people whom somebody may be.
    public let routings: [CaseRouting]

    /// Creates a decision, as a ledger recorded it.
    public init(
        people: [PersonID],
        unmatched: [Int],
        disputes: [IdentityDispute],
        routings: [CaseRouting]
    ) {
        self.people = people
        self.unmatched = unmatched
        self.disputes = disputes
        self.routings = routings
    }

    /// The cases it reaches, in order.
    public var cases: [CaseID] { routings.compactMap(\.caseID) }

    /// Whether the front door looks: it is about nobody who is known to have an open case.
    public var isFrontDoor: Bool { routings.contains { $0.caseID == nil } }

    /// The cases that nobody holds, in order.
    public var unallocated: [CaseID] { routings.compactMap { $0.isUnallocated ? $0.caseID : nil } }

    /// The most that an agency's staff were assigned of this concern, or `nil` if none of them was told.
    public func detail(for agency: AgencyID) -> Detail? {
        routings.flatMap(\.recipients).filter { $0.agency == agency }.map(\.detail).max()
    }
}

extension RoutingDecision {
    /// Whether addresses are kept from an agency: one that must not learn of one learns of none in this concern, because
    /// its systems do not tell colleagues apart.
    public func hidesAddresses(from agency: AgencyID) -> Bool {
        routings.contains { routing in
            routing.recipients.contains { $0.agency == agency && !$0.seesAddresses }
                || routing.withheld.contains { $0.rule == .protectedAddress && $0.staff?.agency == agency }
        }
    }
}

/// Who is told of one concern for one case, or at the front door.
public struct CaseRouting: Hashable, Sendable {
    /// Why a case is concerned.
    public enum Reason: Hashable, Sendable {
        /// The concern names the case.
        case named
        /// The person it is about is a child of the case.
        case child(PersonID)
        /// The person it is about lives in a household with a child of the case.
        case household(HouseholdID, of: PersonID)
        /// The concern names the household of a child of the case.
        case householdNamed(HouseholdID)
        /// The person it is about is that to a child of the case now, wherever they live; `partner` of a parent of it.
        case related(PersonID, as: Relation.Kind, to: PersonID)
        /// The person it is about may be a child of the case, which nobody has decided yet.
        case probableMatch(PersonID, with: PersonID)
        /// The concern names a case that is not open here, so the front door looks.
        case namedButNotOpen(CaseID)
        /// The person is known and has no open case, so the front door looks.
        case knownWithoutCase(PersonID)
        /// Nobody it is about is known, so the front door looks.
        case nobodyKnown
        /// The entry that the concern takes back or corrects went there.
        case follows(LedgerSequence)
    }

    /// Who must answer.
    public enum Accountable: Hashable, Sendable {
        /// That role must, and who fills it unless the register knows nobody.
        case owner(Role, StaffID?)
        /// The lead professional wrote it, so nobody need tell her.
        case authorLeads(StaffID)
    }

    /// The case, or `nil` for the front door.
    public let caseID: CaseID?
    /// Why it is concerned, in the order found: named, child, household, relation.
    public let reasons: [Reason]
    /// Who must answer.
    public let accountable: Accountable
    /// Who is told: who must answer first, then the manager, the active register in order of roles, out of hours.
    public let recipients: [Recipient]
    /// Who is not told, and by which rule.
    public let withheld: [Withheld]
    /// Whether nobody holds the case: an alarm.
    public let isUnallocated: Bool
    /// Whether a child of it is under 1 or the caller knows of a heightened window: shorter limits.
    public let isHeightened: Bool

    /// Creates the routing of a case, as a ledger recorded it.
    public init(
        caseID: CaseID?,
        reasons: [Reason],
        accountable: Accountable,
        recipients: [Recipient],
        withheld: [Withheld],
        isUnallocated: Bool,
        isHeightened: Bool
    ) {
        self.caseID = caseID
        self.reasons = reasons
        self.accountable = accountable
        self.recipients = recipients
        self.withheld = withheld
        self.isUnallocated = isUnallocated
        self.isHeightened = isHeightened
    }
}

/// One person or team who is told.
public struct Recipient: Hashable, Sendable {
    /// In which role.
    public let role: Role
    /// Who, or `nil` if the register knows nobody and the role itself is owed.
    public let staff: StaffID?
    /// Whom they work for.
    public let agency: AgencyID?
    /// How much they see.
    public let detail: Detail
    /// Why they are told.
    public let rule: RoutingRule
    /// Whether they see addresses in it, which for some would lead to somebody in hiding.
    public let seesAddresses: Bool

    /// Creates a recipient.
    public init(
        _ role: Role,
        _ staff: StaffID?,
        of agency: AgencyID?,
        sees detail: Detail,
        by rule: RoutingRule,
        seesAddresses: Bool = true
    ) {
        self.role = role
        self.staff = staff
        self.agency = agency
        self.detail = detail
        self.rule = rule
        self.seesAddresses = seesAddresses
    }
}

/// One person, team or role who is not told.
public struct Withheld: Hashable, Sendable {
    /// In which role they would have been told.
    public let role: Role
    /// Who, if anybody fills the role.
    public let staff: StaffID?
    /// Why they are not.
    public let rule: RoutingRule

    /// Creates a decision not to tell.
    public init(_ role: Role, _ staff: StaffID?, by rule: RoutingRule) {
        self.role = role
        self.staff = staff
        self.rule = rule
    }
}
