import Concerns
import Escalation
import JSON
import Routing
import Topics
public import Vocabulary
import Wire

/// What was said can be taken back or corrected by whoever said it, and that follows what was said to everybody who had it.
extension BrokerMachine {
    /// The topic by which a concern is taken back.
    public static let recallTopic = "concern.recalled"

    /// Under which names the ledger may have what a system calls its own: its agency's systems, itself first.
    public func colleagues(of user: UserID) -> [UserID] {
        [user] + state.register.systems.filter { $0 != user && $0.agency == user.agency }
    }

    /// What a recall or a correction is about, as the shell found it; refuses a recall of what is not the publisher's.
    ///
    /// A correction of nothing that is known is taken all the same and marked so: refusing it would keep from people what
    /// may be urgent, and taking it as what it says it is would let one agency speak for another (`domain.md` L12).
    func meant(
        by concern: Concern,
        from user: UserID,
        _ found: Arrival.PastEntry?
    ) throws(WireRefusal) -> Arrival.PastEntry? {
        guard concern.topic.text == Self.recallTopic else {
            return Self.isShared(concern.topic) ? found : nil
        }
        guard let found else {
            // A peer passes on what happened elsewhere; what was never here needs no taking back.
            guard policy.peers[user] == nil else { return nil }
            guard !isInThisTurn(concern.data["concern"]?.string, of: user) else {
                throw WireRefusal(.notDurable, "concern: is being stored", afterMilliseconds: 50)
            }
            throw WireRefusal(
                .forbidden,
                "concern: must be the id of a concern that the publisher's own agency published",
                field: "/data/concern"
            )
        }
        guard let topic = Topic(found.topic), topic.text != Self.recallTopic,
            Self.isShared(topic)
        else {
            throw WireRefusal(
                .schema,
                "concern: must be a concern; what changes registers and cases is undone by its own topics",
                field: "/data/concern"
            )
        }
        return found
    }

    /// Whether a topic is of what agencies tell one another, and not of what changes registers and cases.
    private static func isShared(_ topic: Topic) -> Bool {
        !local.contains(topic.area) && topic.area != "hold"
    }

    /// Whether what is said on a topic is somebody's concern, by which agencies are measured.
    public static func isConcern(_ topic: String) -> Bool { Topic(topic).map(isShared) ?? false }

    private func isInThisTurn(_ id: String?, of user: UserID) -> Bool {
        guard let id = id.flatMap({ MessageID($0) }) else { return false }
        return colleagues(of: user).contains { accepted[AcceptedID(user: $0, id: id)] != nil }
    }

    /// The cases that heard what is taken back: those who lead on them must know.
    func casesOfRecalled(_ draft: Draft) -> [CaseID] {
        guard draft.topic.text == Self.recallTopic, let meant = draft.meant else { return [] }
        return Self.routed(in: meant.facts)?.decision.cases ?? []
    }

    /// Notes what the concern takes back or corrects; what somebody still had to answer ends with a recall.
    mutating func noteSharing(of concern: Concern, in draft: inout Draft) {
        let now = draft.accepted
        guard draft.topic.text == Self.recallTopic else {
            guard let named = concern.supersedes else { return }
            let correction = SharingBook.Correction(
                entry: draft.meant?.sequence,
                id: named,
                correctedBy: draft.sequence,
                correctionID: draft.id,
                at: now
            )
            draft.store(state.record { $0.corrected(correction) })
            if let meant = draft.meant {
                let cases = Self.routed(in: meant.facts)?.decision.cases ?? []
                withdrawHolds(askedForBy: meant.sequence, on: cases, in: &draft)
            }
            return
        }
        guard let meant = draft.meant, let id = meant.id else { return }
        let recall = SharingBook.Recall(
            entry: meant.sequence,
            id: id,
            recalledBy: draft.sequence,
            recallID: draft.id,
            publisher: draft.publisher,
            reason: concern.data["reason"]?.string ?? "other",
            at: now
        )
        draft.store(state.record { $0.recalled(recall) })
        withdrawMeaning(of: recall, in: &draft)
        for key in state.obligations[id] ?? [] where key.sequence == meant.sequence {
            let facts = state.escalate { book throws(EscalationError) in try book.withdrawn(key, at: now) }
            draft.store(facts)
        }
    }

    // MARK: Who had it

    /// Tells, besides whom the concern reaches by itself, everybody who had what it takes back or corrects.
    func following(_ decision: RoutingDecision, _ concern: Concern, _ draft: Draft) -> RoutingDecision {
        guard let meant = draft.meant, let topic = Topic(meant.topic) else { return decision }
        let isRecall = draft.topic.text == Self.recallTopic
        let first = Self.routed(in: meant.facts)
        let copies = copies(of: meant, topic, first)
        var following = Following(decision, of: meant.sequence, rule: isRecall ? .recalled : .corrected)
        let author = concern.data["author"]?.string.flatMap { StaffID($0) }
        for routing in first?.decision.routings ?? [] {
            let key =
                routing.caseID.map { ObligationKey(meant.sequence, $0) }
                ?? ObligationKey(frontDoor: meant.sequence)
            let isGuarded = routing.caseID.map(hasProtectedHousehold) ?? false
            let isRestricted = routing.caseID.flatMap { state.casebook.file($0)?.restriction } != nil
            guard isRecall || !isRestricted else { continue }
            for recipient in routing.recipients + asked(key) where recipient.staff != author {
                // A copy that nobody has fetched is withdrawn, and leaves nothing to be told of.
                if isRecall, let agency = recipient.agency, copies.unread.contains(agency) { continue }
                following.tell(recipient, for: routing.caseID, hidingAddresses: isGuarded, inFull: !isRecall)
            }
        }
        for agency in copies.agencies where agency != draft.publisher.agency && !following.tells(agency) {
            guard let role = role(of: agency) else { continue }
            following.tell(Recipient(role, nil, of: agency, sees: .alert, by: following.rule))
        }
        return following.decision
    }

    /// Whoever was asked to answer since, or did.
    private func asked(_ key: ObligationKey) -> [Recipient] {
        guard let obligation = state.escalations[key] else { return [] }
        var owners = obligation.owners
        if case .acknowledged(let staff, _, _) = obligation.state {
            let role = state.register.staff(staff)?.roles.first ?? .leadProfessional
            owners.append(Owner(role, staff))
        }
        return owners.compactMap { owner in
            owner.staff.map { staff in
                Recipient(
                    owner.role,
                    staff,
                    of: state.register.agency(of: staff),
                    sees: .alert,
                    by: .escalated
                )
            }
        }
    }

    private func role(of agency: AgencyID) -> Role? {
        state.register.systems.filter { $0.agency == agency }
            .lazy.compactMap { self.state.register.roles(of: $0).first }.first
    }

    func hasProtectedHousehold(_ id: CaseID) -> Bool {
        (state.casebook.file(id)?.children ?? []).flatMap { state.register.households(of: $0) }
            .contains { state.register.household($0)?.protection != nil }
    }

    /// Whose systems may hold the entry, and whose only have it waiting.
    private func copies(
        of meant: Arrival.PastEntry,
        _ topic: Topic,
        _ first: RoutedFact?
    ) -> (agencies: [AgencyID], unread: Set<AgencyID>) {
        let queued = Set(Self.queued(in: meant.facts, meant.sequence))
        let aliases = first?.aliases(of: topic, at: policy.authority) ?? [topic]
        let publisher = UserID(meant.publisher)
        var held: Set<AgencyID> = []
        var unread: Set<AgencyID> = []
        for subscription in state.subscriptions.all {
            guard let agency = subscription.user.agency else { continue }
            if let number = subscription.number(of: meant.sequence) {
                let isUnread = number > sessions.sentHigh(subscription.handle)
                if isUnread { unread.insert(agency) } else { held.insert(agency) }
            } else if queued.contains(subscription.handle) {
                held.insert(agency)
            } else if let publisher, let definition = policy.catalogue[topic],
                isFor(subscription, aliases, definition, first, publisher: publisher)
            {
                // It may have had it among older entries; whoever did not learns little by this.
                held.insert(agency)
            }
        }
        return (held.sorted(), unread.subtracting(held))
    }

    private static func queued(in facts: [UInt8], _ sequence: LedgerSequence) -> [SubscriptionHandle] {
        do throws(FactFault) {
            var queued: [SubscriptionHandle] = []
            for case .subscription(.queued(sequence, _, let handles)) in try BrokerFact.read(facts) {
                queued += handles
            }
            return queued
        } catch {
            // Recovery read the same facts before the first turn, and would have stopped on them.
            preconditionFailure("stored facts do not read: \(error.fact).\(error.member)")
        }
    }
}
