public import Vocabulary

/// Who must answer next, and within what time, while nobody does (`domain.md` 3.7, 5.3).
///
///     owner ──limit──▶ first rung ──half──▶ second rung ──half──▶ … ──half──▶ exhausted
public struct Ladder: Hashable, Sendable {
    /// One step above the person who was asked first.
    public struct Rung: Hashable, Sendable {
        /// Whose turn it is; the caller says who that is at the time.
        public let role: Role
        /// How long they have, or `nil` for half of the ladder's limit.
        public let limit: Limit?

        /// Creates a rung.
        public init(_ role: Role, limit: Limit? = nil) {
            self.role = role
            self.limit = limit
        }
    }

    /// How long the first owner has.
    public let limit: Limit
    /// How long the first owner has when the child is under 1 or a heightened window is open; `nil` if no shorter.
    public let heightenedLimit: Limit?
    /// The steps, lowest first; the last one keeps what nobody answers.
    public let rungs: [Rung]
    /// Who is told as well whenever it climbs outside working hours.
    public let outOfHours: Role?

    /// Creates a ladder, which MUST have a rung, because the last one keeps what nobody answers.
    public init(limit: Limit, heightenedLimit: Limit? = nil, rungs: [Rung], outOfHours: Role? = nil) {
        precondition(!rungs.isEmpty, "a ladder without rungs")
        self.limit = limit
        self.heightenedLimit = heightenedLimit
        self.rungs = rungs
        self.outOfHours = outOfHours
    }

    /// The number of the rung that a role begins on: 0 is the person first asked, 1 the first rung above.
    public func start(of role: Role) -> Int { rungs.firstIndex { $0.role == role }.map { $0 + 1 } ?? 0 }

    /// How long the first owner has.
    public func limit(isHeightened: Bool) -> Limit { isHeightened ? heightenedLimit ?? limit : limit }

    func limit(ofRung number: Int, isHeightened: Bool, on calendar: WorkingCalendar) -> Limit {
        rungs[number - 1].limit ?? limit(isHeightened: isHeightened).half(on: calendar)
    }
}
