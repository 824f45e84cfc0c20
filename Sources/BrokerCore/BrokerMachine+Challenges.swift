import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// Professional challenge (`domain.md` 3.4): who disagrees, who is told at which stage, and what settles it.
extension BrokerMachine {
    /// A person who was asked to answer disagrees: the challenge's clock starts on each case, and whoever said what she
    /// disagrees with is told by this entry, and whoever leads if that is not herself.
    mutating func challenge(
        _ keys: [ObligationKey],
        about id: MessageID,
        by staff: StaffMember,
        in draft: inout Draft
    ) -> RoutedFact? {
        let now = draft.accepted
        let challenge = ChallengeBook.Challenge(
            entry: draft.sequence,
            id: draft.id,
            about: id.text,
            author: staff.id,
            publisher: draft.publisher
        )
        // Saying it again, about the same, opens no second one.
        guard !state.challenges.isOpen(about: id.text, by: staff.id) else { return nil }
        draft.store(state.record { $0.raised(challenge) })
        for key in keys { start(key, by: staff, in: &draft) }
        let cases = keys.compactMap(\.caseID)
        var routings = cases.compactMap { toldOfDisagreement(on: $0, by: staff.id, at: now) }
        for publisher in Set(keys.compactMap { state.escalations[$0]?.publisher }).sorted() {
            if let told = toldOfOwn(publisher, by: .challenged) { routings.append(told) }
        }
        guard !routings.isEmpty else { return nil }
        let routed = RoutedFact(
            severity: Topic("challenge.raised").flatMap { policy.catalogue[$0]?.severity.usual } ?? .s3,
            decision: RoutingDecision(people: [], unmatched: [], disputes: [], routings: routings),
            due: routings.map { _ in nil }
        )
        conclude(.routed(routed), in: &draft)
        return routed
    }

    /// Clocks hear of the disagreement as they would of a challenge; it also answers what it is about.
    private mutating func start(_ key: ObligationKey, by staff: StaffMember, in draft: inout Draft) {
        guard let caseID = key.caseID else { return }
        let word = ClockWord(
            entry: draft.sequence,
            at: draft.accepted,
            topic: draft.topic.text,
            by: staff.roles.count == 1 ? staff.roles.first : nil,
            facets: ["decision:disagree"],
            answers: [key.sequence],
            isKnownToSocialCare: state.casebook.file(caseID)?.isKnownToSocialCare ?? true
        )
        draft.store(state.record { $0.said(word, of: caseID) })
    }

    private func toldOfDisagreement(
        on caseID: CaseID,
        by author: StaffID,
        at now: Instant
    ) -> CaseRouting? {
        guard let lead = lead(of: caseID, at: now), let staff = lead.staff, staff != author,
            state.register.staff(staff)?.members.contains(author) != true
        else { return nil }
        return routing([lead], by: .challenged, for: caseID, false)
    }

    // MARK: Messages about challenges

    /// Keeps account of a challenge that is raised or settled by a message of its own.
    mutating func noteChallenge(_ testimony: Testimony, in draft: inout Draft) {
        switch testimony.topic.text {
        case "challenge.raised":
            let challenge = ChallengeBook.Challenge(
                entry: draft.sequence,
                id: draft.id,
                about: testimony.data["about"]?.string,
                author: testimony.data["author"]?.string.flatMap { StaffID($0) },
                publisher: draft.publisher
            )
            draft.store(state.record { $0.raised(challenge) })
        case "challenge.resolved":
            guard let entry = challenge(of: testimony)?.entry else { return }
            let statement = draft.sequence
            if testimony.isStatementWhole {
                settle(entry, by: statement, in: &draft)
            } else {
                draft.store(state.record { $0.proposed(entry, by: statement) })
            }
        default: break  // An answer settles nothing.
        }
    }

    /// A manager lets an incomplete statement stand: the challenge that it was about is settled.
    mutating func settleOverridden(_ hold: HoldBook.Hold, in draft: inout Draft) {
        guard let challenge = state.challenges.challenge(proposedBy: hold.entry) else { return }
        settle(challenge.entry, by: draft.sequence, in: &draft)
    }

    private mutating func settle(
        _ entry: LedgerSequence,
        by resolution: LedgerSequence,
        in draft: inout Draft
    ) {
        let now = draft.accepted
        draft.store(state.record { $0.resolved(entry, by: resolution, at: now) })
    }

    /// The open challenge that a message names.
    private func challenge(of testimony: Testimony) -> ChallengeBook.Challenge? {
        testimony.data["challenge"]?.string.flatMap { MessageID($0) }.flatMap {
            state.challenges.challenge($0)
        }
    }

    /// Which entries' clocks a message may end: those of the challenge it settles, if that is known; else any.
    func entriesAnswered(by testimony: Testimony) -> [LedgerSequence] {
        guard testimony.topic.area == "challenge" else { return [] }
        return challenge(of: testimony).map { [$0.entry] } ?? []
    }

    // MARK: Who is told

    /// Who is told of a concern by its topic's policy, and of a challenge at the stage it has reached.
    func tells(_ definition: TopicDefinition, _ data: JSONNode) -> Telling {
        let tells = definition.tells
        guard definition.topic.text == "challenge.raised" else { return tells }
        // Where a child is at risk now all stages are skipped (T54).
        let stage = data["stage"]?.integer ?? 1
        let roles = policy.clocks.talks(
            ofChallenge: data["immediate-risk"]?.bool == true ? "immediate-risk" : "stage:\(stage)"
        )
        guard !roles.isEmpty else { return tells }
        return Telling(
            named: tells.named.filter { !roles.contains($0.role) }
                + roles.map { Topics.Sight(role: $0, detail: .full) },
            keyworker: tells.keyworker,
            active: tells.active,
            always: Set(tells.always + roles).sorted()
        )
    }

    /// Tells whoever said what is challenged, if they are not told anyway and the case is not kept from others.
    func tellingChallenged(
        _ decision: RoutingDecision,
        _ testimony: Testimony,
        by publisher: UserID
    ) -> RoutingDecision {
        guard testimony.topic.text == "challenge.raised",
            let id = testimony.data["about"]?.string.flatMap({ MessageID($0) }),
            let key = state.obligations[id]?.first,
            let challenged = state.escalations[key]?.publisher, challenged.agency != publisher.agency,
            let agency = challenged.agency, decision.detail(for: agency) == nil,
            !decision.cases.contains(where: { state.casebook.file($0)?.restriction != nil }),
            let told = toldOfOwn(challenged, by: .challenged)
        else { return decision }
        return RoutingDecision(
            people: decision.people,
            unmatched: decision.unmatched,
            disputes: decision.disputes,
            routings: decision.routings + [told]
        )
    }

    // MARK: Climbing

    /// A stage ran out: whoever raised the challenge hears where it is now, and who else talks at the next stage.
    mutating func tellOfStage(after key: ClockKey, at now: Instant, into turn: inout Turn) {
        guard let challenge = state.challenges[key.startedBy], let rule = policy.clocks[key.code] else {
            return
        }
        var draft = draft(
            "broker.challenge-climbed",
            cause: "\(key.startedBy.number)-\(key.caseID)-\(key.code)",
            at: now,
            data: .object(members(of: challenge, after: key, rule))
        )
        var routings = [told(challenge, of: key.caseID)].compactMap(\.self)
        let others = resolve(rule.informs, on: key.caseID, at: now)
        if !others.isEmpty {
            routings.append(routing(others, by: .advised, for: key.caseID, false, sees: .summary))
        }
        tell(
            routings,
            policy.catalogue[draft.topic]?.severity.usual ?? .s3,
            in: &draft,
            into: &turn
        )
    }

    private func members(
        of challenge: ChallengeBook.Challenge,
        after key: ClockKey,
        _ rule: ClockRule
    ) -> [JSONMember] {
        var members = [
            JSONMember("challenge", .string(challenge.id.text)),
            JSONMember("seq", .integer(challenge.entry.number)),
            JSONMember("case", .string(key.caseID.text)), JSONMember("passed", .string(key.code)),
        ]
        guard let next = rule.next else { return members }
        members.append(JSONMember("stage", .string(next)))
        let later = ClockKey(caseID: key.caseID, code: next, startedBy: key.startedBy)
        if let due = state.clocks[later]?.due { members.append(JSONMember("due", .string(due.rfc3339))) }
        return members
    }

    /// Whoever raised it, by name if the message named them.
    private func told(_ challenge: ChallengeBook.Challenge, of caseID: CaseID) -> CaseRouting? {
        guard let author = challenge.author else { return toldOfOwn(challenge.publisher, by: .challenger) }
        let role =
            state.register.staff(author)?.roles.first
            ?? state.register.roles(of: challenge.publisher).first ?? .leadProfessional
        return routing([Owner(role, author)], by: .challenger, for: caseID, false)
    }
}

extension Testimony {
    /// Whether a challenge is settled by a whole statement in writing (`domain.md` 3.4).
    var isStatementWhole: Bool {
        if observed?["statement"]?.string == "incomplete" || data["complete"]?.bool == false { return false }
        return data["statement"]?.string?.isEmpty == false
    }
}
