import BrokerCore
import Routing
import Ledger
import Transfer
import Vocabulary

/// Who held responsibility when, as both ledgers show it.
enum TransferEvidence {
    /// Every transfer that either ledger knows, in the order of their ids.
    static func transfers(in ledgers: [LedgerEvidence]) -> [Summary.Transfer] {
        var facts: [TransferID: [(at: AuthorityCode, fact: TransferFact)]] = [:]
        for ledger in ledgers {
            for case .transfer(let fact) in ledger.facts {
                guard let parties = fact.parties else { continue }
                facts[parties.transfer, default: []].append((ledger.authority.code, fact))
            }
        }
        let end = ledgers.map(\.lastInstant).max() ?? Instant(milliseconds: 0)
        return facts.keys.sorted().map { id in
            let facts = facts[id] ?? []
            let intervals = intervals(facts, in: ledgers)
            return Summary.Transfer(
                id: id.text,
                states: states(facts),
                holds: intervals.map { .init(authority: $0.authority, from: $0.from, until: $0.until) },
                gapMilliseconds: gap(intervals, until: end)
            )
        }
    }

    /// Each state once, when whoever says it wrote it down.
    private static func states(_ facts: [(at: AuthorityCode, fact: TransferFact)]) -> [Summary.Transfer.State]
    {
        var states: [Summary.Transfer.State] = []
        for (authority, fact) in facts {
            guard let name = name(of: fact), said(fact, at: authority),
                !states.contains(where: { $0.state == name })
            else { continue }
            states.append(Summary.Transfer.State(state: name, at: fact.at, authority: authority))
        }
        return states.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private static func said(_ fact: TransferFact, at authority: AuthorityCode) -> Bool {
        switch fact {
        case .moveNoted(let move, _): move.parties.from == authority
        case .offered(let offer, _): offer.parties.from == authority
        case .received(let offer, _): offer.parties.to == authority
        // The fact names the release that it settles, which is the other's word.
        case .settled(let act, _): act.parties.to == authority
        case .interim(let act, _), .accepted(let act, _, _), .declined(let act, _),
            .released(let act, _, _, _):
            act.isOurWord
        case .stepped(let step, _): step.by == authority
        case .epochReserved, .epochNamed, .spoke, .concernKnown, .queued, .receipted, .enrolled,
            .holdQuestioned, .holdReplied, .journaled, .reconciliation:
            false
        }
    }

    private static func name(of fact: TransferFact) -> String? {
        switch fact {
        case .moveNoted: "notified"
        case .offered: "offered"
        case .received: "received"
        case .interim: "interim"
        case .accepted: "accepted"
        case .declined: "declined"
        case .released: "released"
        case .settled: "settled"
        case .stepped(let step, _): name(of: step.kind)
        case .epochReserved, .epochNamed, .spoke, .concernKnown, .queued, .receipted, .enrolled,
            .holdQuestioned, .holdReplied, .journaled, .reconciliation:
            nil
        }
    }

    private static func name(of step: TransferStep.Kind) -> String? {
        switch step {
        case .acknowledged: "acknowledged"
        case .conferenceBooked: "conference-booked"
        case .conferenceHeld: "conference-held"
        case .coreGroupBooked: "core-group-booked"
        case .delivered, .packed, .queried, .answered, .visitsPlanned, .servicesMatched, .cancelRequested,
            .waiverAgreed, .stayEnded, .disputed, .childDied:
            nil
        }
    }

    /// The offerer holds from when it opened the case until its own release; the receiver from its own acceptance.
    private static func intervals(
        _ facts: [(at: AuthorityCode, fact: TransferFact)],
        in ledgers: [LedgerEvidence]
    ) -> [HoldInterval] {
        guard let parties = facts.first?.fact.parties else { return [] }
        let offerer = facts.filter { $0.at == parties.from }.map(\.fact)
        let receiver = facts.filter { $0.at == parties.to }.map(\.fact)
        var intervals: [HoldInterval] = []
        if let spoken = offerer.map(\.at).min() {
            let first = opened(offerer, in: ledgers.first { $0.authority.code == parties.from }) ?? spoken
            let release = offerer.first { name(of: $0) == "released" }?.at
            intervals.append(HoldInterval(authority: parties.from, from: first, until: release))
        }
        let holds = ["interim", "accepted", "settled"]
        if let taken = receiver.filter({ name(of: $0).map(holds.contains) ?? false }).map(\.at).min() {
            intervals.append(HoldInterval(authority: parties.to, from: taken))
        }
        return intervals
    }

    /// When the offerer opened the first case of the children that it speaks of.
    private static func opened(_ offerer: [TransferFact], in ledger: LedgerEvidence?) -> Instant? {
        var cases: [CaseID] = []
        for case .moveNoted(let move, _) in offerer { cases += move.members.map(\.caseID) }
        for case .offered(let offer, _) in offerer { cases += offer.members.map(\.caseID) }
        var first: Instant?
        for case .casebook(.opened(let id, _, _, _, _, let at)) in ledger?.facts ?? []
        where cases.contains(id) {
            first = min(first ?? at, at)
        }
        return first
    }

    private static func gap(_ intervals: [HoldInterval], until end: Instant) -> Int64 {
        let gap = HoldInterval.gapMilliseconds(in: intervals)
        guard intervals.allSatisfy({ $0.until != nil }), let last = intervals.compactMap(\.until).max() else {
            return gap
        }
        // Nobody took it up again; even at the same instant that is a gap.
        return gap + max(1, end.milliseconds(since: last))
    }
}
