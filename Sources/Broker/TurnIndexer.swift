import BrokerCore
import Chronology
import DequeModule
import Escalation
import JSON
import Ledger
import Routing
import Topics
import Transfer
import Vocabulary

/// Turns what a turn made durable into what the chronology finds things by: a fold over facts of its own.
struct TurnIndexer {
    /// An entry as it comes out of the ledger or of a turn just committed.
    struct Source: Sendable {
        let sequence: LedgerSequence
        let id: MessageID
        let accepted: Instant
        let publisher: UserID
        let topic: String
        let body: [UInt8]
        let facts: [UInt8]
    }

    /// Deliveries of one subscription that its system does not hold yet, from number `first` on.
    private struct Waiting {
        let agency: AgencyID?
        var first: Int64 = 1
        var sequences: Deque<LedgerSequence?> = []
    }

    private var waiting: [SubscriptionHandle: Waiting] = [:]

    /// Reads a turn's entries and facts.
    ///
    /// - Throws: what does not read, although it did when it was accepted.
    mutating func index(
        _ number: Int64,
        at: Instant,
        _ entries: [Source],
        turnFacts: [UInt8]
    ) throws -> IndexedTurn {
        var turn = IndexedTurn(number: number)
        for entry in entries { try index(entry, into: &turn) }
        for fact in try BrokerFact.read(turnFacts) { index(fact, at: at, nil, into: &turn) }
        return turn
    }

    /// Goes over a turn that the view already has: only what later deliveries rest on is read.
    mutating func pass(_ entryFacts: [[UInt8]], turnFacts: [UInt8]) throws {
        var seen = IndexedTurn(number: 0)
        for lines in [turnFacts] + entryFacts {
            for fact in try BrokerFact.read(lines) {
                guard case .subscription(let fact) = fact else { continue }
                index(fact, at: Instant(milliseconds: 0), into: &seen)
            }
        }
    }

    private mutating func index(_ entry: Source, into turn: inout IndexedTurn) throws {
        let event = try JSONDocument(parsing: entry.body).root
        var indexed = IndexedEntry(
            sequence: entry.sequence,
            id: entry.id,
            time: event["time"]?.string.flatMap { Instant(rfc3339: $0) } ?? entry.accepted,
            recorded: event["recordedtime"]?.string.flatMap { Instant(rfc3339: $0) },
            accepted: entry.accepted,
            publisher: entry.publisher,
            topic: entry.topic
        )
        let facts = try BrokerFact.read(entry.facts)
        for fact in facts {
            guard case .routed(let routed) = fact else { continue }
            indexed.severity = routed.severity
            indexed.cases = routed.decision.cases
            indexed.people = routed.decision.people
        }
        // Who looked into a case is in the ledger for the audit; it is no part of the child's story.
        if entry.topic != "broker.read", let caseID = event["data"]?["case"]?.string.flatMap({ CaseID($0) }),
            !indexed.cases.contains(caseID)
        {
            indexed.cases.append(caseID)
        }
        turn.entries.append(indexed)
        for fact in facts { index(fact, at: entry.accepted, entry, into: &turn) }
    }

    private mutating func index(
        _ fact: BrokerFact,
        at instant: Instant,
        _ entry: Source?,
        into turn: inout IndexedTurn
    ) {
        switch fact {
        case .routed(let routed):
            if let entry { turn.told += Self.told(routed, entry) }
        case .escalation(.acknowledged(let key, by: let staff, answer: let answer, at: let at)):
            guard let agency = staff.agency else { return }
            turn.acknowledgements.append(
                AcknowledgementRecord(
                    sequence: key.sequence,
                    person: staff,
                    agency: agency,
                    decision: answer.rawValue,
                    at: at
                )
            )
        case .escalation(.climbed(let key, let climb)):
            for owner in [climb.owner, climb.alsoTold].compactMap(\.self) {
                guard let agency = owner.staff?.agency else { continue }
                turn.told.append(
                    ToldRecord(
                        sequence: key.sequence,
                        caseID: key.caseID,
                        agency: agency,
                        person: owner.staff,
                        role: owner.role,
                        why: RoutingRule.escalated.rawValue,
                        due: climb.until,
                        at: climb.at
                    )
                )
            }
        case .subscription(let fact): index(fact, at: instant, into: &turn)
        case .transfer(let fact):
            guard let entry, let parties = fact.parties, let topic = Topic(entry.topic) else { return }
            turn.milestones.append(
                MilestoneRecord(
                    transfer: parties.transfer,
                    name: topic.event,
                    sequence: entry.sequence,
                    at: instant,
                    cases: []
                )
            )
        case .started, .register, .casebook, .escalation, .quarantined: break
        }
    }

    private static func told(_ routed: RoutedFact, _ entry: Source) -> [ToldRecord] {
        var told: [ToldRecord] = []
        for (routing, due) in zip(routed.decision.routings, routed.due) {
            for (place, recipient) in routing.recipients.enumerated() {
                guard let agency = recipient.agency ?? recipient.staff?.agency else { continue }
                told.append(
                    ToldRecord(
                        sequence: entry.sequence,
                        caseID: routing.caseID,
                        agency: agency,
                        person: recipient.staff,
                        role: recipient.role,
                        why: recipient.rule.rawValue,
                        due: place == 0 ? due : nil,
                        at: entry.accepted
                    )
                )
            }
        }
        return told
    }

    private mutating func index(_ fact: SubscriptionFact, at instant: Instant, into turn: inout IndexedTurn) {
        switch fact {
        case .created(let handle, let user, _, _, _): waiting[handle] = Waiting(agency: user.agency)
        case .queued(let sequence, _, let handles):
            for handle in handles { waiting[handle]?.sequences.append(sequence) }
        case .acknowledged(let handle, let numbers):
            for number in numbers {
                guard let agency = waiting[handle]?.agency, let sequence = take(number, of: handle) else {
                    continue
                }
                turn.deliveries.append(
                    DeliveryRecord(sequence: sequence, agency: agency, kind: .delivered, at: instant)
                )
            }
        case .changed, .historyMatched, .refused: break
        }
    }

    private mutating func take(_ number: Int64, of handle: SubscriptionHandle) -> LedgerSequence? {
        guard let first = waiting[handle]?.first, number >= first,
            number - first < Int64(waiting[handle]?.sequences.count ?? 0)
        else { return nil }
        let sequence = waiting[handle]?.sequences[Int(number - first)]
        waiting[handle]?.sequences[Int(number - first)] = nil
        while let oldest = waiting[handle]?.sequences.first, oldest == nil {
            waiting[handle]?.sequences.removeFirst()
            waiting[handle]?.first += 1
        }
        return sequence ?? nil
    }
}

extension TurnIndexer.Source {
    init(_ entry: StoredEntry) {
        self.init(
            sequence: entry.sequence,
            id: entry.header.id,
            accepted: entry.header.at,
            publisher: entry.header.publisher,
            topic: entry.header.topic,
            body: entry.body.bytes,
            facts: entry.facts
        )
    }

    init(_ entry: Turn.Entry) {
        self.init(
            sequence: entry.sequence,
            id: entry.id,
            accepted: entry.accepted,
            publisher: entry.publisher,
            topic: entry.topic,
            body: entry.body,
            facts: entry.facts
        )
    }
}
