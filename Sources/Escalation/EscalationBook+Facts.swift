public import Vocabulary

extension EscalationBook {
    /// What became true of an obligation; self-contained, so that no ladder or calendar is needed to replay it.
    public enum Fact: Hashable, Sendable {
        /// Somebody must answer.
        case raised(ObligationKey, Raised)
        /// Nobody answered in time, or the owner said it is not theirs: the next rung must.
        case climbed(ObligationKey, Climb)
        /// Another owner has it, with the same deadline.
        case reassigned(ObligationKey, rung: Int, owner: Owner, until: Instant, at: Instant)
        /// A named person answered.
        case acknowledged(ObligationKey, by: StaffID, answer: Answer, at: Instant)
        /// The last rung did not answer either.
        case exhausted(ObligationKey, owner: Owner, at: Instant)

        /// The obligation that it is about.
        public var key: ObligationKey {
            switch self {
            case .raised(let key, _), .climbed(let key, _), .reassigned(let key, _, _, _, _),
                .acknowledged(let key, _, _, _), .exhausted(let key, _, _):
                key
            }
        }
    }

    /// How an obligation began.
    public struct Raised: Hashable, Sendable {
        /// How urgent the concern is.
        public let severity: Severity
        /// Whether the child is under 1 or a heightened window is open.
        public let isHeightened: Bool
        /// The rung it began on: 0 for a person, higher if it began with the duty team or a manager.
        public let rung: Int
        /// Who must answer first.
        public let owner: Owner
        /// Until when.
        public let until: Instant
        /// Since when.
        public let at: Instant

        /// Creates the beginning of an obligation, as a ledger recorded it.
        public init(
            severity: Severity,
            isHeightened: Bool,
            rung: Int,
            owner: Owner,
            until: Instant,
            at: Instant
        ) {
            self.severity = severity
            self.isHeightened = isHeightened
            self.rung = rung
            self.owner = owner
            self.until = until
            self.at = at
        }
    }

    /// One step up the ladder.
    public struct Climb: Hashable, Sendable {
        /// The rung it reached.
        public let rung: Int
        /// Who must answer now.
        public let owner: Owner
        /// Until when.
        public let until: Instant
        /// When it climbed: the deadline that passed, however late the broker noticed.
        public let at: Instant
        /// Who is told as well because the office is shut, or `nil`.
        public let alsoTold: Owner?

        /// Creates a step, as a ledger recorded it.
        public init(rung: Int, owner: Owner, until: Instant, at: Instant, alsoTold: Owner? = nil) {
            self.rung = rung
            self.owner = owner
            self.until = until
            self.at = at
            self.alsoTold = alsoTold
        }
    }

    /// What the shell must do once the facts are durable.
    public enum Action: Hashable, Sendable {
        /// Tell that person or team that they must answer, or for out of hours that nobody has yet.
        case notify(Owner, ObligationKey)
        /// Show it on the duty list as an alarm.
        case alarm(ObligationKey)
    }

    /// How many obligations are in each state; the three add up to everything that was raised.
    public struct Tally: Hashable, Sendable {
        /// Somebody still has time to answer.
        public private(set) var waiting = 0
        /// Somebody answered.
        public private(set) var acknowledged = 0
        /// Nobody answered on any rung.
        public private(set) var exhausted = 0

        /// Everything that was ever raised.
        public var raised: Int { waiting + acknowledged + exhausted }

        mutating func add(_ state: Obligation.State) { count(state, 1) }

        mutating func remove(_ state: Obligation.State) { count(state, -1) }

        private mutating func count(_ state: Obligation.State, _ change: Int) {
            switch state {
            case .waiting: waiting += change
            case .acknowledged: acknowledged += change
            case .exhausted: exhausted += change
            }
        }
    }

    /// The fewest facts that rebuild this book, in order of keys: a snapshot in the ledger's own words.
    public var restated: [Fact] { keys.flatMap { restated($0) } }

    /// The fewest facts that rebuild one obligation; none if it was never raised.
    public func restated(_ key: ObligationKey) -> [Fact] {
        obligations[key].map { restated($0, key) } ?? []
    }

    private func restated(_ obligation: Obligation, _ key: ObligationKey) -> [Fact] {
        let (rung, owner, until): (Int, Owner, Instant) =
            switch obligation.state {
            case .waiting(let rung, let owner, let until): (rung, owner, until)
            case .acknowledged(let staff, _, let instant): (0, Owner(.leadProfessional, staff), instant)
            case .exhausted(let owner, let instant): (0, owner, instant)
            }
        let start = Raised(
            severity: obligation.severity,
            isHeightened: obligation.isHeightened,
            rung: rung,
            owner: owner,
            until: until,
            at: obligation.raisedAt
        )
        var facts = [Fact.raised(key, start)]
        if obligation.hasClimbed {
            facts.append(.climbed(key, Climb(rung: rung, owner: owner, until: until, at: until)))
        }
        switch obligation.state {
        case .waiting: break
        case .acknowledged(let staff, let answer, let instant):
            facts.append(.acknowledged(key, by: staff, answer: answer, at: instant))
        case .exhausted(let owner, let instant):
            facts.append(.exhausted(key, owner: owner, at: instant))
        }
        return facts
    }
}
