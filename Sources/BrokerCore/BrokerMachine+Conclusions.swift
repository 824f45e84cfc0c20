import Concerns
import Escalation
import JSON
import Patterns
import Routing
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// Everything that follows from a concern: what it makes true, who is told, who must answer, who is sent it.
    ///
    /// Nothing is changed if it throws, because every check comes before the first fact.
    mutating func conclude(
        from concern: Concern,
        _ definition: TopicDefinition,
        by publisher: UserID,
        in draft: inout Draft,
        _ turn: inout Turn
    ) throws(WireRefusal) {
        draft.references = definition.references(in: concern.data)
        var routed: RoutedFact?
        switch draft.topic.area {
        case "register": try conclude(fromRegister: concern, in: &draft, &turn)
        case "acknowledgement":
            routed = try conclude(fromAcknowledgement: concern, by: publisher, in: &draft)
        case "transfer" where draft.topic.event != "reported":
            guard try conclude(fromTransfer: concern, definition, by: publisher, in: &draft, &turn) else {
                break
            }
            let severity = definition.severity(of: concern.data)
            let decision = decision(
                on: concern,
                definition,
                draft.references,
                by: publisher,
                severity,
                at: draft.accepted
            )
            routed = route(decision, definition, by: publisher, severity, in: &draft)
            tellClocks(ofTransfer: concern, decision.cases, in: &draft)
        case "hold": try conclude(fromOverride: concern, by: publisher, in: &draft)
        case "consultation" where draft.topic.event == "answered":
            routed = try conclude(fromAnswer: concern, definition, in: &draft)
        default:
            let question = question(ledToBy: concern, by: publisher)
            try conclude(fromCase: concern, in: &draft)
            // A repeat of what a peer forwarded, or the other way round, is stored and told to nobody again.
            guard !isRepeat(concern, draft) else {
                return noteRepeat(of: concern, by: publisher, in: &draft, &turn)
            }
            try conclude(fromPeople: concern, by: publisher, in: &draft)
            routed = listen(to: concern, definition, by: publisher, in: &draft, &turn)
            noteQuestion(in: &draft)
            noteReferral(of: question, on: routed?.decision.cases ?? [], in: &draft)
        }
        queue(&draft, definition, routed)
    }

    /// Areas whose entries are about this authority's own affairs and are never forwarded to another.
    static let local: Set<String> = [
        "register", "acknowledgement", "casefile", "allocation", "transfer", "broker", "clock", "access",
        "consultation",
    ]

    /// Takes in what a concern says: who works on its cases, who is told, what it means for clocks, meetings and patterns.
    private mutating func listen(
        to concern: Concern,
        _ definition: TopicDefinition,
        by publisher: UserID,
        in draft: inout Draft,
        _ turn: inout Turn
    ) -> RoutedFact {
        let testimony = testimony(of: concern, in: &draft)
        var severity = definition.severity(of: concern.data)
        let now = draft.accepted
        let references = draft.references
        let strangers = strangers(references.people, in: draft)
        let alsoOn = casesOfRecalled(draft)
        func decide(_ heightened: Set<CaseID>) -> RoutingDecision {
            decision(
                on: concern,
                definition,
                references,
                by: publisher,
                severity,
                testimony,
                heightened,
                strangers,
                also: alsoOn,
                at: now
            )
        }
        var decided = decide([])
        let isChanged = involve(testimony, decided.cases, in: &draft)
        let today = LondonTime.date(of: now)
        let heightened = Set(decided.cases.filter { state.patterns.isWindowOpen(for: $0, on: today) })
        severity = heightened.map { state.patterns.severity(severity, for: $0, on: today) }.max() ?? severity
        if isChanged || !heightened.isEmpty { decided = decide(heightened) }
        decided = tellingChallenged(decided, testimony, by: publisher)
        // Who had what this takes back or corrects is told; what it means is for its own cases alone.
        let told = following(decided, concern, draft)
        let routed = route(told, definition, by: publisher, severity, in: &draft)
        noteSharing(of: concern, in: &draft)
        openByBreakingGlass(concern, in: &draft)
        weigh(testimony, concern, decided.cases, routed.severity, in: &draft)
        noteChallenge(testimony, in: &draft)
        finish(testimony, decided.cases, in: &draft)
        forward(concern, decided, by: publisher, in: &draft, &turn)
        return routed
    }

    /// Who must answer by when; nothing is ever dropped.
    private mutating func route(
        _ decision: RoutingDecision,
        _ definition: TopicDefinition,
        by publisher: UserID,
        _ severity: Severity,
        in draft: inout Draft
    ) -> RoutedFact {
        let decision = covered(decision, at: draft.accepted)
        for dispute in decision.disputes { draft.store(state.record { $0.identityDisputed(dispute) }) }
        var routed = RoutedFact(severity: severity, decision: decision, due: [])
        routed.follows = draft.meant.flatMap { Topic($0.topic) }
        for routing in decision.routings {
            let due =
                mustBeAnswered(definition, by: publisher)
                ? raise(routing, severity, isNameless: definition.isNameless, in: &draft) : nil
            routed.due.append(due)
        }
        conclude(.routed(routed), in: &draft)
        return routed
    }

    private func decision(
        on concern: Concern,
        _ definition: TopicDefinition,
        _ references: PayloadReferences,
        by publisher: UserID,
        _ severity: Severity,
        _ testimony: Testimony? = nil,
        _ heightened: Set<CaseID> = [],
        _ strangers: [PersonID] = [],
        also cases: [CaseID] = [],
        at now: Instant
    ) -> RoutingDecision {
        let data = concern.data
        let people = references.people
        let today = LondonTime.date(of: now)
        let matter = Matter(
            severity: severity,
            people: people.map(\.identifiers).filter { !$0.isEmpty },
            strangers: strangers,
            cases: [references.caseID].compactMap(\.self) + self.cases(ofTransferIn: data) + cases,
            households: [references.household].compactMap(\.self),
            publisher: publisher,
            author: data["author"]?.string.flatMap { StaffID($0) },
            at: now,
            tells: tells(definition, data),
            concernsPerson: references.parent,
            isHeightened: people.contains { $0.role == "child" && Self.isUnderOne($0.born, on: today) },
            heightenedCases: heightened,
            isHeldForDecision: testimony?.isUndecided ?? false,
            isAboutWorkers: definition.topic.area == "allocation"
        )
        let router = SubscriptionRouter(calendar: policy.calendar)
        let decision = router.route(matter, in: state.register, state.casebook)
        let since = today.advanced(byDays: -policy.patterns.keptDays)
        return router.afterClosure(decision, matter, since: since, in: state.register, state.casebook)
    }

    private static func isUnderOne(_ born: CivilDate?, on today: CivilDate) -> Bool {
        guard let born else { return false }
        return born <= today && today < born.advanced(byMonths: 12)
    }

    /// Whether a person must answer: not for what only informs, nor for our own side's words to another authority.
    private func mustBeAnswered(_ definition: TopicDefinition, by publisher: UserID) -> Bool {
        switch definition.acknowledgement {
        case .notNeeded: false
        case .standard: definition.topic.area != "transfer" || policy.peers[publisher] != nil
        }
    }

    /// Why somebody is told who need not answer, although nobody else is told for that case.
    private static let needNotAnswer: Set<RoutingRule> = [.challenged, .recalled, .corrected]

    /// Somebody must answer for a case, or for the front door; returns until when.
    private mutating func raise(
        _ routing: CaseRouting,
        _ severity: Severity,
        isNameless: Bool,
        in draft: inout Draft
    ) -> Instant? {
        // Whoever said what is challenged, or had what is taken back, is told, and somebody else must answer.
        guard case .owner(let role, let staff) = routing.accountable,
            // For a closed case the front door answers, once.
            routing.caseID.map({ state.casebook.file($0)?.isOpen ?? true }) ?? true,
            routing.recipients.first.map({ !Self.needNotAnswer.contains($0.rule) }) ?? true
        else { return nil }
        let key =
            routing.caseID.map { ObligationKey(draft.sequence, $0) }
            ?? ObligationKey(frontDoor: draft.sequence)
        // Whoever asked without names is told of nothing that would show to whom it is told.
        let isNamed = policy.peers[draft.publisher] == nil && !isNameless
        draft.store(
            state.raise(
                key,
                of: draft.id,
                severity: severity,
                isHeightened: routing.isHeightened,
                owner: Owner(role, staff),
                publisher: isNamed ? draft.publisher : nil,
                at: draft.accepted
            )
        )
        return state.escalations[key]?.deadline
    }

    /// Gives the entry the next number of every subscription that it reaches and that may see it now.
    mutating func queue(_ draft: inout Draft, _ definition: TopicDefinition, _ routed: RoutedFact?) {
        let aliases = routed?.aliases(of: draft.topic, at: policy.authority) ?? [draft.topic]
        draft.aliases = aliases
        let reached = state.reached(by: aliases).filter { handle in
            state.subscriptions.subscription(handle).map {
                isFor($0, aliases, definition, routed, publisher: draft.publisher)
            } ?? false
        }
        guard !reached.isEmpty else { return }
        conclude(
            .subscription(.queued(draft.sequence, size: draft.event.bytes.count, to: reached)),
            in: &draft
        )
        for handle in reached { sessions.wake(handle) }
    }

    /// Whether a subscription's owner may be sent the entry under one of the topics that it asked for.
    func isFor(
        _ subscription: Subscription,
        _ aliases: [Topic],
        _ definition: TopicDefinition,
        _ routed: RoutedFact?,
        publisher: UserID
    ) -> Bool {
        let wanted = aliases.filter { alias in subscription.patterns.contains { $0.matches(alias) } }
        return clearance(of: subscription.user)?
            .viewer(of: definition, from: publisher, routed, under: wanted) != nil
    }

    /// Who leads on a case now, or `nil` while social care does not know it.
    func lead(of id: CaseID, at now: Instant) -> Owner? {
        state.casebook.file(id).flatMap { file in
            state.register.lead(of: file, on: LondonTime.date(of: now), by: policy.calendar)
        }.map { Owner($0.role, $0.staff) }
    }
}
