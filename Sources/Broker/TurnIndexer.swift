import BrokerCore
import Chronology
import Escalation
import JSON
import Ledger
import Routing
import Topics
import Transfer
import Vocabulary

/// Turns what a turn made durable into what the chronology finds things by.
///
/// A turn says everything that is needed, so reading can begin anywhere.
enum TurnIndexer {
    /// Reads a turn's entries and facts.
    ///
    /// - Throws: what does not read, although it did when it was accepted.
    static func index(_ turn: RecoveredTurn) throws -> IndexedTurn {
        var indexed = IndexedTurn(number: turn.number)
        for entry in turn.entries { try index(entry, into: &indexed) }
        for fact in try BrokerFact.read(turn.turnData) { index(fact, at: turn.at, nil, into: &indexed) }
        return indexed
    }

    private static func index(_ entry: StoredEntry, into turn: inout IndexedTurn) throws {
        let event = try JSONDocument(parsing: entry.body.bytes).root
        let header = entry.header
        var indexed = IndexedEntry(
            sequence: entry.sequence,
            id: header.id,
            time: event["time"]?.string.flatMap { Instant(rfc3339: $0) } ?? header.at,
            recorded: event["recordedtime"]?.string.flatMap { Instant(rfc3339: $0) },
            accepted: header.at,
            publisher: header.publisher,
            topic: header.topic
        )
        let facts = try BrokerFact.read(entry.facts)
        for fact in facts {
            guard case .routed(let routed) = fact else { continue }
            indexed.severity = routed.severity
            indexed.cases = routed.decision.cases
            indexed.people = routed.decision.people
        }
        if header.topic == "broker.read" { turn.openings += opening(event["data"], header) }
        // Who looked into a case is in the ledger for the audit; it is no part of the child's story.
        if header.topic != "broker.read", let caseID = event["data"]?["case"]?.string.flatMap({ CaseID($0) }),
            !indexed.cases.contains(caseID)
        {
            indexed.cases.append(caseID)
        }
        turn.entries.append(indexed)
        for fact in facts { index(fact, at: header.at, entry, into: &turn) }
    }

    private static func index(
        _ fact: BrokerFact,
        at instant: Instant,
        _ entry: StoredEntry?,
        into turn: inout IndexedTurn
    ) {
        switch fact {
        case .routed(let routed):
            if let entry { turn.told += told(routed, entry) }
        case .escalation(.acknowledged(let key, by: let staff, answer: let answer, at: let at)):
            record(PartialAnswer(by: staff, answer, at: at), of: key, into: &turn)
        case .escalation(.counted(let key, let answer)): record(answer, of: key, into: &turn)
        case .escalation(.acting(let key, let acting)):
            record(PartialAnswer(by: acting.staff, .acting, at: acting.at), of: key, into: &turn)
        case .escalation(.climbed(let key, let climb)), .escalation(.returned(let key, let climb)):
            turn.told += told(climb, key)
        case .subscription(.created(let handle, let user, _, _, _)):
            guard let agency = user.agency else { return }
            turn.subscriptions.append(SubscriptionRecord(handle: handle.number, agency: agency))
        case .subscription(.acknowledged(let handle, _, let entries)):
            // In an entry of its own it says that the recipient could not take it, and a person has it instead.
            guard entry == nil else { return }
            turn.received += entries.map {
                ReceivedRecord(sequence: $0, handle: handle.number, at: instant)
            }
        case .transfer(let fact):
            guard let entry, let parties = fact.parties, let topic = Topic(entry.header.topic) else { return }
            turn.milestones.append(
                MilestoneRecord(
                    transfer: parties.transfer,
                    name: topic.event,
                    sequence: entry.sequence,
                    at: instant,
                    cases: []
                )
            )
        case .started, .register, .casebook, .escalation, .subscription, .quarantined, .clock, .meeting,
            .pattern, .hold, .expectation, .challenge, .sharing, .consultation, .referral, .silence:
            break
        }
    }

    /// Whose story a read opened, if it was the whole of it as it is now.
    private static func opening(_ data: JSONNode?, _ header: EntryHeader) -> [OpeningRecord] {
        guard let data, data["what"]?.isString("chronology") == true, data["agency"] == nil,
            data["known-on"] == nil, let caseID = data["case"]?.string.flatMap({ CaseID($0) }),
            let agency = data["user"]?.string.flatMap({ UserID($0) })?.agency
        else { return [] }
        return [OpeningRecord(caseID: caseID, agency: agency, sequence: header.sequence, at: header.at)]
    }

    private static func record(
        _ answer: PartialAnswer,
        of key: ObligationKey,
        into turn: inout IndexedTurn
    ) {
        guard let agency = answer.staff.agency else { return }
        turn.acknowledgements.append(
            AcknowledgementRecord(
                sequence: key.sequence,
                person: answer.staff,
                agency: agency,
                decision: answer.answer.rawValue,
                at: answer.at
            )
        )
    }

    /// Who is asked next, because nobody below answered.
    private static func told(_ climb: EscalationBook.Climb, _ key: ObligationKey) -> [ToldRecord] {
        climb.told.compactMap { owner in
            owner.staff?.agency.map { agency in
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
            }
        }
    }

    private static func told(_ routed: RoutedFact, _ entry: StoredEntry) -> [ToldRecord] {
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
                        at: entry.header.at
                    )
                )
            }
        }
        return told
    }
}
