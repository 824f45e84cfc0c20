public import Vocabulary

/// One concern that somebody must answer for one case.
public struct Obligation: Hashable, Sendable {
    /// Where it stands; every obligation is in exactly one of these.
    public enum State: Hashable, Sendable {
        /// The owner has until then; rung 0 is the person first asked.
        case waiting(rung: Int, owner: Owner, until: Instant)
        /// A named person answered.
        case acknowledged(by: StaffID, answer: Answer, at: Instant)
        /// Nobody answered on any rung: it stays with the last owner and on the duty list.
        case exhausted(owner: Owner, since: Instant)
    }

    /// How urgent the concern was when it was raised.
    public let severity: Severity
    /// Whether the child was under 1 or a heightened window was open.
    public let isHeightened: Bool
    /// When it was raised.
    public let raisedAt: Instant
    /// Whether it has left the person first asked; then a change of lead no longer moves it.
    public internal(set) var hasClimbed: Bool
    /// Where it stands.
    public internal(set) var state: State

    /// Who must answer, or `nil` once somebody did.
    public var owner: Owner? {
        switch state {
        case .waiting(_, let owner, _), .exhausted(let owner, _): owner
        case .acknowledged: nil
        }
    }

    /// When it next climbs, or `nil` if it no longer does.
    public var deadline: Instant? {
        switch state {
        case .waiting(_, _, let until): until
        case .acknowledged, .exhausted: nil
        }
    }
}

/// What an obligation is about: a concern, for one case or for the front door.
public struct ObligationKey: Hashable, Comparable, Sendable {
    /// The concern's entry in the ledger.
    public let sequence: LedgerSequence
    /// The case that it must be answered for, or `nil` for the front door.
    public let caseID: CaseID?

    /// Creates the key of a concern about a case.
    public init(_ sequence: LedgerSequence, _ caseID: CaseID) {
        self.sequence = sequence
        self.caseID = caseID
    }

    /// Creates the key of a concern at the front door.
    public init(frontDoor sequence: LedgerSequence) {
        self.sequence = sequence
        caseID = nil
    }

    /// Orders by entry, the front door before cases, cases by their bytes.
    public static func < (lhs: ObligationKey, rhs: ObligationKey) -> Bool {
        guard lhs.sequence == rhs.sequence else { return lhs.sequence < rhs.sequence }
        return switch (lhs.caseID, rhs.caseID) {
        case (nil, nil), (_?, nil): false
        case (nil, _?): true
        case (let left?, let right?): left < right
        }
    }
}

/// Who must answer: always a role, and the person or team that fills it unless nobody does.
public struct Owner: Hashable, Sendable {
    /// The role in which they must answer.
    public let role: Role
    /// The person or team, or `nil` if the register knows nobody in that role.
    public let staff: StaffID?

    /// Creates an owner.
    public init(_ role: Role, _ staff: StaffID?) {
        self.role = role
        self.staff = staff
    }
}

/// What a professional answered; each ends the acknowledgement clock.
public enum Answer: String, Hashable, Sendable, CaseIterable {
    /// I have read it.
    case seen
    /// I am acting on it.
    case acting
    /// I have read it and disagree.
    case disagree
}
