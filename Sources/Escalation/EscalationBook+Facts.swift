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
        /// A named person answered, and others must as well before it counts.
        case counted(ObligationKey, PartialAnswer)
        /// A named person is acting, and will be asked again unless they say that it is done.
        case acting(ObligationKey, Acting)
        /// Nobody said in time that it is done: it is asked again, on the rung where it was.
        case returned(ObligationKey, Climb)
        /// A named person answered, or said that it is done.
        case acknowledged(ObligationKey, by: StaffID, answer: Answer, at: Instant)
        /// The last rung did not answer either.
        case exhausted(ObligationKey, owner: Owner, at: Instant)
        /// Whoever said it took it back.
        case withdrawn(ObligationKey, at: Instant)

        /// The obligation that it is about.
        public var key: ObligationKey {
            switch self {
            case .raised(let key, _), .climbed(let key, _), .reassigned(let key, _, _, _, _),
                .counted(let key, _), .acting(let key, _), .returned(let key, _),
                .acknowledged(let key, _, _, _), .exhausted(let key, _, _), .withdrawn(let key, _):
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
        /// Who else is asked at once, any of whom may answer; only in a snapshot.
        public let others: [Owner]
        /// Until when.
        public let until: Instant
        /// Since when.
        public let at: Instant
        /// Whose concern it is, or `nil` if it is the broker's own.
        public let publisher: UserID?
        /// How many different people must answer before it counts.
        public let answersNeeded: Int

        /// Creates the beginning of an obligation, as a ledger recorded it.
        public init(
            severity: Severity,
            isHeightened: Bool,
            rung: Int,
            owner: Owner,
            others: [Owner] = [],
            until: Instant,
            at: Instant,
            publisher: UserID? = nil,
            answersNeeded: Int = 1
        ) {
            self.severity = severity
            self.isHeightened = isHeightened
            self.rung = rung
            self.owner = owner
            self.others = others
            self.until = until
            self.at = at
            self.publisher = publisher
            self.answersNeeded = answersNeeded
        }
    }

    /// One step up the ladder, or back onto it.
    public struct Climb: Hashable, Sendable {
        /// The rung it reached.
        public let rung: Int
        /// Who must answer now.
        public let owner: Owner
        /// Who is asked with them, any of whom may answer.
        public let others: [Owner]
        /// Until when.
        public let until: Instant
        /// When it climbed: the deadline that passed, however late the broker noticed.
        public let at: Instant
        /// Who is told as well because the office is shut, or `nil`.
        public let alsoTold: Owner?

        /// Creates a step, as a ledger recorded it.
        public init(
            rung: Int,
            owner: Owner,
            others: [Owner] = [],
            until: Instant,
            at: Instant,
            alsoTold: Owner? = nil
        ) {
            self.rung = rung
            self.owner = owner
            self.others = others
            self.until = until
            self.at = at
            self.alsoTold = alsoTold
        }

        /// Everybody who is told of it, the owner first.
        public var told: [Owner] { [owner] + others + (alsoTold.map { [$0] } ?? []) }
    }

    /// Somebody is acting on it.
    public struct Acting: Hashable, Sendable {
        /// The rung on which they were asked, and will be again.
        public let rung: Int
        /// Who was asked there: they, or a team of theirs.
        public let asked: Owner
        /// Who is acting.
        public let staff: StaffID
        /// Until when they must have said that it is done.
        public let until: Instant
        /// Since when.
        public let at: Instant

        /// Creates the beginning of an action, as a ledger recorded it.
        public init(rung: Int, asked: Owner, by staff: StaffID, until: Instant, at: Instant) {
            self.rung = rung
            self.asked = asked
            self.staff = staff
            self.until = until
            self.at = at
        }
    }

    /// What the shell must do once the facts are durable.
    public enum Action: Hashable, Sendable {
        /// Tell that person or team that they must answer, or for out of hours that nobody has yet.
        case notify(Owner, ObligationKey)
        /// Show it on the duty list as an alarm.
        case alarm(ObligationKey)
    }

    /// How many obligations are in each state; the four add up to everything that was raised.
    public struct Tally: Hashable, Sendable {
        /// Somebody still has time to answer, or to say that what they are doing is done.
        public private(set) var waiting = 0
        /// Somebody answered.
        public private(set) var acknowledged = 0
        /// Nobody answered on any rung.
        public private(set) var exhausted = 0
        /// Nobody need answer any longer, and nobody had.
        public private(set) var withdrawn = 0

        /// Everything that was ever raised.
        public var raised: Int { waiting + acknowledged + exhausted + withdrawn }

        mutating func add(_ state: Obligation.State) { count(state, 1) }

        mutating func remove(_ state: Obligation.State) { count(state, -1) }

        private mutating func count(_ state: Obligation.State, _ change: Int) {
            switch state {
            case .waiting, .acting: waiting += change
            case .acknowledged: acknowledged += change
            case .exhausted: exhausted += change
            case .withdrawn: withdrawn += change
            }
        }
    }
}
