public import Vocabulary

/// One concern that somebody must answer for one case.
public struct Obligation: Hashable, Sendable {
    /// Where it stands; every obligation is in exactly one of these.
    public enum State: Hashable, Sendable {
        /// The owner has until then; rung 0 is the person first asked.
        case waiting(rung: Int, owner: Owner, until: Instant)
        /// Somebody of those asked says that they are acting and has until then to say that it is done.
        case acting(rung: Int, asked: Owner, by: StaffID, until: Instant)
        /// A named person answered.
        case acknowledged(by: StaffID, answer: Answer, at: Instant)
        /// Nobody answered on any rung: it stays with the last owner and on the duty list.
        case exhausted(owner: Owner, since: Instant)
        /// Whoever said it took it back, and nobody need answer any longer.
        case withdrawn(at: Instant)
    }

    /// How urgent the concern was when it was raised.
    public let severity: Severity
    /// Whether the child was under 1 or a heightened window was open.
    public let isHeightened: Bool
    /// When it was raised.
    public let raisedAt: Instant
    /// Whose concern it is, to be told if nobody answers; `nil` for the broker's own entries and in old ledgers.
    public let publisher: UserID?
    /// How many different people must answer before it counts.
    public internal(set) var answersNeeded: Int
    /// Who was asked on the same step as the owner, any of whom may answer.
    public internal(set) var others: [Owner] = []
    /// Answers that do not count yet, because more people must give one; in the order they came, one a person.
    public internal(set) var partial: [PartialAnswer] = []
    /// Whether it has left the person first asked; then a change of lead no longer moves it.
    public internal(set) var hasClimbed: Bool
    /// Where it stands.
    public internal(set) var state: State

    /// Who must answer, or `nil` once somebody did or nobody need.
    public var owner: Owner? {
        switch state {
        case .waiting(_, let owner, _), .exhausted(let owner, _): owner
        case .acting(_, let asked, let staff, _): Owner(asked.role, staff)
        case .acknowledged, .withdrawn: nil
        }
    }

    /// Everybody who may be asked for it now: the owner, and who shares the step; none once somebody answered.
    public var owners: [Owner] { owner.map { [$0] + others } ?? [] }

    /// When it next climbs, or `nil` if it no longer does.
    public var deadline: Instant? {
        switch state {
        case .waiting(_, _, let until), .acting(_, _, _, let until): until
        case .acknowledged, .exhausted, .withdrawn: nil
        }
    }
}

extension Obligation {
    /// Where it stands now, with one owner alone.
    mutating func settle(_ state: State) {
        self.state = state
        others = []
    }

    /// It is asked on another rung.
    mutating func climb(to climb: EscalationBook.Climb) {
        hasClimbed = true
        state = .waiting(rung: climb.rung, owner: climb.owner, until: climb.until)
        others = climb.others
    }

    /// Whoever acted is asked again, and their word that it is done is enough; if nobody is there any more it climbs.
    mutating func comeBack(by climb: EscalationBook.Climb) {
        if case .acting(let rung, _, _, _) = state, rung < climb.rung { hasClimbed = true }
        state = .waiting(rung: climb.rung, owner: climb.owner, until: climb.until)
        others = climb.others
        answersNeeded = 1
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
    /// I am acting on it: another clock runs until I say that it is done.
    case acting
    /// What was to be done is done.
    case done
    /// I have read it and disagree.
    case disagree
}

/// One of several answers that are needed.
public struct PartialAnswer: Hashable, Sendable {
    /// Who gave it.
    public let staff: StaffID
    /// What they said.
    public let answer: Answer
    /// When.
    public let at: Instant

    /// Creates an answer.
    public init(by staff: StaffID, _ answer: Answer, at instant: Instant) {
        self.staff = staff
        self.answer = answer
        at = instant
    }
}
