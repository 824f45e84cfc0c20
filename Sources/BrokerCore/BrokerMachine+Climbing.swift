import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// A deadline that passed is an entry, told to whoever must answer now; nothing closes itself.
extension BrokerMachine {
    /// Lets the earliest deadline pass.
    mutating func climb(at now: Instant, into turn: inout Turn) {
        let standIns = standIns(at: now)
        let facts = state.escalate {
            $0.timePassed(
                to: now,
                atMost: 1,
                filling: standIns.filling,
                standingIn: standIns.standingIn
            )
        }
        for case .escalation(let fact) in facts {
            switch fact {
            case .climbed(_, let climb):
                enter("broker.escalated", climb, climb.told, fact, at: now, into: &turn)
            case .returned(let key, let climb):
                let manager = Owner(.teamManager, standIns.filling(.teamManager, key))
                let isAsked = manager.staff == nil || climb.told.contains { $0.staff == manager.staff }
                let told = climb.told + (isAsked ? [] : [manager])
                enter("broker.action-due", climb, told, fact, at: now, into: &turn)
            case .exhausted(_, let owner, let instant):
                enterExhausted(owner, since: instant, fact, at: now, into: &turn)
            case .raised, .reassigned, .counted, .acting, .acknowledged, .withdrawn: break
            }
        }
    }

    /// Somebody is asked next, or again.
    private mutating func enter(
        _ topic: String,
        _ climb: EscalationBook.Climb,
        _ told: [Owner],
        _ fact: EscalationBook.Fact,
        at now: Instant,
        into turn: inout Turn
    ) {
        let key = fact.key
        guard let obligation = state.escalations[key] else { return }
        var members = members(of: key, climb.owner)
        members.append(JSONMember("rung", .integer(Int64(climb.rung))))
        members.append(JSONMember("due", .string(climb.until.rfc3339)))
        var draft = draft(
            topic,
            cause: Self.cause(key, "\(climb.rung)", climb.at),
            at: now,
            data: .object(members)
        )
        draft.store([.escalation(fact)])
        let routing = routing(told, by: .escalated, for: key.caseID, obligation.isHeightened)
        tell(routing, obligation.severity, until: climb.until, in: &draft, into: &turn)
    }

    /// Nobody answered on any rung: whoever keeps it is told, and whoever said it, so that they know.
    private mutating func enterExhausted(
        _ owner: Owner,
        since instant: Instant,
        _ fact: EscalationBook.Fact,
        at now: Instant,
        into turn: inout Turn
    ) {
        let key = fact.key
        guard let obligation = state.escalations[key] else { return }
        let members = members(of: key, owner) + [JSONMember("since", .string(now.rfc3339))]
        var draft = draft(
            "broker.exhausted",
            cause: Self.cause(key, "last", instant),
            at: now,
            data: .object(members)
        )
        draft.store([.escalation(fact)])
        var routings = [routing([owner], by: .escalated, for: key.caseID, obligation.isHeightened)]
        if let publisher = obligation.publisher, publisher.agency != routings[0].recipients[0].agency,
            let told = toldOfOwn(publisher, by: .unanswered)
        {
            routings.append(told)
        }
        tell(routings, obligation.severity, in: &draft, into: &turn)
    }

    /// Tells one of the broker's own entries to people of whom none must answer it, and appends it.
    mutating func tell(
        _ routings: [CaseRouting],
        _ severity: Severity,
        in draft: inout Draft,
        into turn: inout Turn
    ) {
        let routed = RoutedFact(
            severity: severity,
            decision: RoutingDecision(people: [], unmatched: [], disputes: [], routings: routings),
            due: routings.map { _ in nil }
        )
        if !routings.isEmpty { conclude(.routed(routed), in: &draft) }
        if let definition = policy.catalogue[draft.topic] {
            queue(&draft, definition, routings.isEmpty ? nil : routed)
        }
        append(draft, to: &turn)
    }

    /// An obligation can come to a rung more than once, and never twice at one deadline.
    private static func cause(_ key: ObligationKey, _ step: String, _ deadline: Instant) -> String {
        "\(key.sequence.number)-\(key.caseID?.text ?? "front-door")-\(step)-\(deadline.milliseconds)"
    }

    private func members(of key: ObligationKey, _ owner: Owner) -> [JSONMember] {
        var members = [
            JSONMember("concern", .string(state.concerns[key.sequence]?.text ?? "")),
            JSONMember("seq", .integer(key.sequence.number)),
            JSONMember("role", .string(owner.role.code)),
        ]
        if let caseID = key.caseID { members.append(JSONMember("case", .string(caseID.text))) }
        if let staff = owner.staff { members.append(JSONMember("person", .string(staff.text))) }
        return members
    }

    /// Tells the agency that said something what became of it, and of no case that it may not know of.
    ///
    /// `nil` if it has no system any more.
    func toldOfOwn(_ publisher: UserID, by rule: RoutingRule) -> CaseRouting? {
        guard let agency = publisher.agency, policy.peers[publisher] == nil else { return nil }
        let systems = [publisher] + state.register.systems.filter { $0.agency == agency }
        guard let role = systems.lazy.compactMap({ state.register.roles(of: $0).first }).first else {
            return nil
        }
        return CaseRouting(
            caseID: nil,
            reasons: [.nobodyKnown],
            accountable: .owner(role, nil),
            recipients: [Recipient(role, nil, of: agency, sees: .summary, by: rule)],
            withheld: [],
            isUnallocated: false,
            isHeightened: false
        )
    }
}
