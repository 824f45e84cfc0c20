public import Vocabulary

/// Who must answer next, and within what time, while nobody does (`domain.md` 3.7, 5.3).
///
///     owner ──limit──▶ first rung ──half──▶ second rung ──half──▶ … ──half──▶ exhausted
///
/// The files call it an escalation policy of steps, each with a delay and targets.
public struct Ladder: Hashable, Sendable {
    /// One step above the person who was asked first.
    public struct Rung: Hashable, Sendable {
        /// Whose turn it is, the first of them as the owner; the caller says who they are at the time.
        public let targets: [Role]
        /// How long they have, or `nil` for half of the ladder's limit.
        public let limit: Limit?

        /// Creates a rung on which one role is asked.
        public init(_ role: Role, limit: Limit? = nil) { self.init([role], limit: limit) }

        /// Creates a rung, which MUST have a target; all are told, and any of them answers.
        public init(_ targets: [Role], limit: Limit? = nil) {
            precondition(!targets.isEmpty, "a rung without targets")
            self.targets = targets
            self.limit = limit
        }

        /// The first target.
        public var role: Role { targets[0] }
    }

    /// How long the first owner has.
    public let limit: Limit
    /// How long the first owner has when the child is under 1 or a heightened window is open; `nil` if no shorter.
    public let heightenedLimit: Limit?
    /// The steps, lowest first; the last one keeps what nobody answers.
    public let rungs: [Rung]
    /// Who is told as well whenever it climbs outside working hours.
    public let outOfHours: Role?
    /// How long whoever said that they are acting has until they are asked again.
    public let action: Limit
    /// How many different people must answer before it counts.
    public let answersNeeded: Int

    /// Creates a ladder, which MUST have a rung, because the last one keeps what nobody answers.
    public init(
        limit: Limit,
        heightenedLimit: Limit? = nil,
        rungs: [Rung],
        outOfHours: Role? = nil,
        action: Limit = .workingDays(10),
        answersNeeded: Int = 1
    ) {
        precondition(!rungs.isEmpty, "a ladder without rungs")
        precondition(answersNeeded >= 1, "a ladder that needs \(answersNeeded) answers")
        self.limit = limit
        self.heightenedLimit = heightenedLimit
        self.rungs = rungs
        self.outOfHours = outOfHours
        self.action = action
        self.answersNeeded = answersNeeded
    }

    /// The number of the rung that a role begins on: 0 is the person first asked, 1 the first rung above.
    public func start(of role: Role) -> Int {
        rungs.firstIndex { $0.targets.contains(role) }.map { $0 + 1 } ?? 0
    }

    /// How long the first owner has.
    public func limit(isHeightened: Bool) -> Limit { isHeightened ? heightenedLimit ?? limit : limit }

    /// How long a rung has; 0 is the person first asked.
    func limit(ofRung number: Int, isHeightened: Bool, on calendar: WorkingCalendar) -> Limit {
        guard number > 0 else { return limit(isHeightened: isHeightened) }
        return rungs[number - 1].limit ?? limit(isHeightened: isHeightened).half(on: calendar)
    }
}
