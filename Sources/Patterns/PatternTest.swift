public import Vocabulary

/// How a rule finds that its pattern is complete; every number is the rule's.
///
/// All days are civil days in London, and a look-back of n days includes the nth day before.
public enum PatternTest: Hashable, Sendable {
    /// So many in so many days.
    public struct Count: Hashable, Sendable {
        /// How many.
        public let atLeast: Int
        /// Within how many days.
        public let days: Int

        /// Creates a count.
        public init(atLeast: Int, days: Int) {
            self.atLeast = atLeast
            self.days = days
        }
    }

    /// Whom a pattern that a flag completes is about.
    public enum About: String, Hashable, Sendable, CaseIterable {
        /// The child.
        case child
        /// Whom the concern is about.
        case who
        /// Whom the concern is about, the household if that is the child.
        case family
        /// The person that the flag names, else whom the concern is about.
        case person
        /// The person and the service that the flag names.
        case service
        /// Whom the concern is about on topics of substances, else the child.
        case substance
    }

    /// Contacts of one person that did not take place; inside a window, so many are enough.
    case missedContacts([Count], insideWindow: Int)
    /// A test that the person did not come to.
    case missedTest
    /// No result for so many days when a prescription, a meeting or a claim needs one.
    case noResult(days: Int)
    /// A claim of abstinence over a time that holds evidence of use; a claim without a start covers so many days, and
    /// evidence may arrive so many days late.
    case claimAgainstEvidence(days: Int, late: Int)
    /// Two authors say different things of one person within the key's days.
    case contradiction(days: [String: Int], otherwise: Int)
    /// Every carer with evidence of use in so many days; more severe while in charge of the child.
    case noFreeCarer(days: Int, inCharge: Severity)
    /// A general practice's opioid and a substitute within so many days without a joint plan; misuse is more severe.
    case dualPrescribing(days: Int, misuse: Severity)
    /// So many doses missed in a row, or fewer while the dose is being found.
    case missedDoses(inARow: Int, whileTitrating: Int, titration: [String])
    /// A loose regime near a young child with a positive test, or without storage seen to, in so many days.
    case controlRelaxed(regimes: [String], days: Int)
    /// Domestic incidents that add up; those from these sources are another rule's.
    case incidents([Count], except: [IncidentSource])
    /// One domestic incident from one of these sources.
    case graveIncident([IncidentSource])
    /// Reviews in a row without measured change.
    case drift(inARow: Int)
    /// A meeting that another machine found not sound.
    case meetingUnsound
    /// Active roles that another machine found not invited.
    case notInvited
    /// A proposal to step down or close while something speaks against it.
    case unsafeClosure(ClosureTest)
    /// Published more than so many working days after it happened.
    case stale([Severity: Int])
    /// A hazard that is reported again while open, or at once if it is one of these.
    case hazard(atOnce: [String])
    /// So many home visits in a row on which nobody saw where the child sleeps.
    case sleepingPlaceUnseen(visits: Int)
    /// One of these flags.
    case flag([PatternFlag], about: About)
    /// Only clocks complete it.
    case clock
}

extension PatternTest {
    /// Whether it finds that what somebody said does not agree with something else, or that nobody has confirmed it.
    public var isAboutClaims: Bool {
        switch self {
        case .claimAgainstEvidence, .contradiction: true
        case .flag(let flags, about: _): flags.contains(.unverifiedClaim)
        case .missedContacts, .missedTest, .noResult, .noFreeCarer, .dualPrescribing, .missedDoses,
            .controlRelaxed, .incidents, .graveIncident, .drift, .meetingUnsound, .notInvited, .unsafeClosure,
            .stale, .hazard, .sleepingPlaceUnseen, .clock:
            false
        }
    }
}
