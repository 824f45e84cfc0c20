import Escalation
import Meetings
import Patterns
import Routing
import Topics
import Transfer
import Vocabulary

/// Everything the broker knows: a fold over facts, rebuilt by replaying them.
struct BrokerState: Sendable, Equatable {
    private(set) var register = Register()
    private(set) var casebook = Casebook()
    private(set) var escalations: EscalationBook
    private(set) var subscriptions = SubscriptionBook()
    private(set) var transfers: TransferBook
    private(set) var clocks: ClockBook
    private(set) var meetings: MeetingBook
    private(set) var patterns: PatternBook
    private(set) var holds = HoldBook()
    private(set) var expectations = ExpectationBook()
    private(set) var challenges = ChallengeBook()
    private(set) var sharing = SharingBook()
    private(set) var consultations = ConsultationBook()
    private(set) var referrals = ReferralBook()
    private(set) var silences: SilenceBook
    private(set) var lastSequence = LedgerSequence(0)
    private(set) var lastAccepted = Instant(milliseconds: 0)
    private(set) var hasStarted = false
    private(set) var hasStoryClock = false
    /// What somebody must answer, by the id that the publisher gave the concern.
    private(set) var obligations: [MessageID: [ObligationKey]] = [:]
    /// The ids of those concerns.
    private(set) var concerns: [LedgerSequence: MessageID] = [:]
    /// Deliveries that their recipient could not process, so that a person has them.
    private(set) var quarantine: [Quarantined] = []
    /// Where every receipted entry is, kept from the facts alone (R6).
    var postings = Postings()

    init(policy: Policy) {
        escalations = EscalationBook(ladders: policy.ladders, calendar: policy.calendar)
        transfers = TransferBook(of: policy.authority)
        clocks = ClockBook(rules: policy.clocks, calendar: policy.calendar)
        meetings = MeetingBook(rules: policy.meetings, calendar: policy.calendar)
        patterns = PatternBook(rules: policy.patterns, calendar: policy.calendar)
        silences = SilenceBook(terms: policy.silence, calendar: policy.calendar)
    }

    /// The entry is the newest of the ledger.
    mutating func accepted(_ sequence: LedgerSequence, at instant: Instant) {
        lastSequence = max(lastSequence, sequence)
        lastAccepted = max(lastAccepted, instant)
        postings.entered(sequence)
    }

    /// The live subscriptions that any of these topics reaches, oldest first, each once.
    mutating func reached(by topics: [Topic]) -> [SubscriptionHandle] { subscriptions.reached(by: topics) }

    /// Makes a fact true: the only writer of what is durable; `concern` is the id of the entry it is part of, if any.
    mutating func apply(_ fact: BrokerFact, of concern: MessageID? = nil) {
        fold(fact, of: concern)
        post(fact)
    }

    /// Makes a fact true and counts nothing; by itself only for a snapshot, which has the counts.
    mutating func fold(_ fact: BrokerFact, of concern: MessageID?) {
        switch fact {
        case .started(let storyClock):
            hasStarted = true
            hasStoryClock = storyClock
        case .routed: break  // A decision about one entry, read with it; nothing later rests on it.
        case .register(let fact): register.apply(fact)
        case .casebook(let fact): casebook.apply(fact)
        case .escalation(let fact):
            escalations.apply(fact)
            if case .raised(let key, _) = fact, let concern { remember(concern, key) }
        case .subscription(let fact): subscriptions.apply(fact)
        case .transfer(let fact): transfers.apply(fact)
        case .quarantined(let quarantined): quarantine.append(quarantined)
        case .clock(let fact): clocks.apply(fact)
        case .meeting(let fact): meetings.apply(fact)
        case .pattern(let fact): patterns.apply(fact)
        case .hold(let fact): holds.apply(fact)
        case .expectation(let fact): expectations.apply(fact)
        case .challenge(let fact): challenges.apply(fact)
        case .sharing(let fact): sharing.apply(fact)
        case .consultation(let fact): consultations.apply(fact)
        case .referral(let fact): referrals.apply(fact)
        case .silence(let fact): silences.apply(fact)
        }
    }

    private mutating func post(_ fact: BrokerFact) {
        postings.post(fact) { sequence in
            let keys = concerns[sequence].flatMap { obligations[$0] } ?? []
            return keys.contains { key in
                guard key.sequence == sequence, case .acknowledged? = escalations[key]?.state else {
                    return false
                }
                return true
            }
        }
    }

    /// Notes where the facts that a machine has just applied move what they are about.
    private mutating func posted(_ facts: [BrokerFact]) -> [BrokerFact] {
        for fact in facts { post(fact) }
        return facts
    }

    private mutating func posted(
        _ decision: Decision<TransferFact, TransferAction>
    ) -> Decision<TransferFact, TransferAction> {
        _ = posted(decision.facts.map(BrokerFact.transfer))
        return decision
    }

    private mutating func remember(_ concern: MessageID, _ key: ObligationKey) {
        concerns[key.sequence] = concern
        if obligations[concern]?.contains(key) != true { obligations[concern, default: []].append(key) }
    }
}

// Inputs of the machines. Each machine applies its own facts; what is returned here is only to be stored.
extension BrokerState {
    mutating func record<Failure>(
        _ input: (inout Register) throws(Failure) -> Decision<Register.Fact, Never>
    ) throws(Failure) -> [BrokerFact] {
        try input(&register).facts.map(BrokerFact.register)
    }

    mutating func record<Failure>(
        _ input: (inout Casebook) throws(Failure) -> Decision<Casebook.Fact, Casebook.Action>
    ) throws(Failure) -> [BrokerFact] {
        try input(&casebook).facts.map(BrokerFact.casebook)
    }

    mutating func record(_ input: (inout ClockBook) -> Decision<ClockBook.Fact, Never>) -> [BrokerFact] {
        input(&clocks).facts.map(BrokerFact.clock)
    }

    mutating func record(_ input: (inout MeetingBook) -> Decision<MeetingBook.Fact, Never>) -> [BrokerFact] {
        input(&meetings).facts.map(BrokerFact.meeting)
    }

    /// The first meeting of which reports are asked for again by now, and what to store of it.
    mutating func chaseReports(to now: Instant) -> (
        meeting: ConvenedMeeting, step: ReportChase.Step, facts: [BrokerFact]
    )? {
        meetings.chased(to: now).map { ($0.meeting, $0.step, $0.decision.facts.map(BrokerFact.meeting)) }
    }

    mutating func record(_ input: (inout PatternBook) -> Decision<PatternBook.Fact, Never>) -> [BrokerFact] {
        input(&patterns).facts.map(BrokerFact.pattern)
    }

    mutating func record(_ input: (inout HoldBook) -> Decision<HoldBook.Fact, Never>) -> [BrokerFact] {
        input(&holds).facts.map(BrokerFact.hold)
    }

    mutating func record(
        _ input: (inout ExpectationBook) -> Decision<ExpectationBook.Fact, Never>
    ) -> [BrokerFact] {
        input(&expectations).facts.map(BrokerFact.expectation)
    }

    /// The first that was to come by now and did not, and what to store of it.
    mutating func missExpectation(to now: Instant) -> (
        missed: ExpectationBook.Expectation, facts: [BrokerFact]
    )? {
        expectations.timePassed(to: now).map { ($0.missed, $0.decision.facts.map(BrokerFact.expectation)) }
    }

    mutating func record(
        _ input: (inout ChallengeBook) -> Decision<ChallengeBook.Fact, Never>
    ) -> [BrokerFact] {
        input(&challenges).facts.map(BrokerFact.challenge)
    }

    mutating func record(_ input: (inout SharingBook) -> Decision<SharingBook.Fact, Never>) -> [BrokerFact] {
        input(&sharing).facts.map(BrokerFact.sharing)
    }

    mutating func record(
        _ input: (inout ConsultationBook) -> Decision<ConsultationBook.Fact, Never>
    ) -> [BrokerFact] {
        input(&consultations).facts.map(BrokerFact.consultation)
    }

    /// The first question that nobody answered by now, and what to store of it.
    mutating func missAnswer(to now: Instant) -> (question: ConsultationBook.Question, facts: [BrokerFact])? {
        consultations.timePassed(to: now).map {
            ($0.question, $0.decision.facts.map(BrokerFact.consultation))
        }
    }

    mutating func record(
        _ input: (inout ReferralBook) -> Decision<ReferralBook.Fact, Never>
    ) -> [BrokerFact] {
        input(&referrals).facts.map(BrokerFact.referral)
    }

    mutating func record(_ input: (inout SilenceBook) -> Decision<SilenceBook.Fact, Never>) -> [BrokerFact] {
        input(&silences).facts.map(BrokerFact.silence)
    }

    /// Lets the casebook hear something about a case that is known to be open.
    mutating func recordOnOpenCase(
        _ input: (inout Casebook) throws(CasebookError) -> Decision<Casebook.Fact, Casebook.Action>
    ) -> [BrokerFact] {
        do throws(CasebookError) {
            return try input(&casebook).facts.map(BrokerFact.casebook)
        } catch {
            preconditionFailure("a case was looked up and is open: \(error)")
        }
    }

    mutating func raise(
        _ key: ObligationKey,
        of concern: MessageID,
        severity: Severity,
        isHeightened: Bool,
        owner: Owner,
        publisher: UserID? = nil,
        at now: Instant
    ) -> [BrokerFact] {
        let decision = escalations.raised(
            key,
            severity: severity,
            isHeightened: isHeightened,
            owner: owner,
            publisher: publisher,
            at: now
        )
        remember(concern, key)
        return posted(decision.facts.map(BrokerFact.escalation))
    }

    mutating func hear(
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> Decision<TransferFact, TransferAction> {
        posted(try transfers.heard(saying, at: now))
    }

    mutating func foundSetBack(at now: Instant) -> Decision<TransferFact, TransferAction> {
        posted(transfers.foundSetBack(at: now))
    }

    mutating func beganTransfers(
        among peers: [AuthorityCode],
        isFirst: Bool,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        posted(transfers.began(among: peers, isFirst: isFirst, at: now))
    }

    mutating func concerned(
        _ concern: ReceiptedConcern,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        posted(transfers.concerned(concern, at: now))
    }

    mutating func lookedBack(
        _ concern: ReceiptedConcern,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        posted(transfers.lookedBack(concern, at: now))
    }

    mutating func repeated(
        _ concern: ConcernKey,
        by peer: AuthorityCode,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        posted(transfers.repeated(concern, by: peer, at: now))
    }

    mutating func receipted(
        _ sequence: LedgerSequence,
        by peer: AuthorityCode,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        posted(transfers.receipted(sequence, by: peer, at: now))
    }

    mutating func enrol(
        _ enrolment: Enrolment,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        posted(transfers.enrolled(enrolment, at: now))
    }

    /// Lets the escalations hear something about an obligation that was raised.
    mutating func escalate(
        _ input: (inout EscalationBook) throws(EscalationError) -> Decision<
            EscalationBook.Fact, EscalationBook.Action
        >
    ) -> [BrokerFact] {
        do throws(EscalationError) {
            return posted(try input(&escalations).facts.map(BrokerFact.escalation))
        } catch {
            preconditionFailure("an obligation is only known because it was raised: \(error)")
        }
    }
}
