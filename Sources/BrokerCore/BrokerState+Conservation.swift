import Escalation
import Transfer
import Vocabulary

extension BrokerState {
    /// How late a person may be told that a deadline passed (R8).
    private static let latestMilliseconds: Int64 = 60_000

    /// What does not add up, by the counts that every fact keeps; its cost does not depend on the number of entries.
    func imbalances(at now: Instant) -> [Imbalance] {
        var found: [Imbalance] = []
        let tally = escalations.tally
        if postings.balance.total != lastSequence.number {
            found.append(.receipts(lastSequence.number, placed: postings.balance.total))
        }
        if postings.unanswered != tally.waiting + tally.exhausted {
            found.append(.unanswered(tally.waiting + tally.exhausted, posted: postings.unanswered))
        }
        if postings.answered != tally.acknowledged {
            found.append(.answered(tally.acknowledged, posted: postings.answered))
        }
        if escalations.watched != tally.waiting {
            found.append(.deadlines(escalations.watched, waiting: tally.waiting))
        }
        let forwards = transfers.outbox.peers.reduce(0) { count, peer in
            count + transfers.outbox.waiting(for: peer).count { $0.concern != nil }
        }
        if postings.onTheirWay != forwards {
            found.append(.forwards(forwards, posted: postings.onTheirWay))
        }
        if let deadline = escalations.deadline, now.milliseconds(since: deadline) > Self.latestMilliseconds {
            found.append(.late(milliseconds: now.milliseconds(since: deadline)))
        }
        return found
    }

    /// The balance counted anew from what the machines hold, entry by entry; for tests and doubts.
    var recounted: Balance {
        var obligations: [LedgerSequence: [Obligation]] = [:]
        for key in escalations.keys {
            if let obligation = escalations[key] { obligations[key.sequence, default: []].append(obligation) }
        }
        func isUnanswered(_ sequence: LedgerSequence) -> Bool {
            obligations[sequence]?.contains { $0.owner != nil } == true
        }
        func isAnswered(_ sequence: LedgerSequence) -> Bool {
            obligations[sequence]?.contains {
                if case .acknowledged = $0.state { true } else { false }
            } == true
        }
        let quarantined = Set(quarantine.filter { isUnanswered($0.alarm) }.map(\.sequence))
        let parcels = transfers.outbox.peers.flatMap { transfers.outbox.waiting(for: $0) }
        let onTheirWay = Set(parcels.filter { $0.concern != nil }.map(\.sequence))
        let forwarded = transfers.outbox.everForwarded
        var balance = Balance()
        for number in stride(from: 1, through: lastSequence.number, by: 1) {
            let sequence = LedgerSequence(number)
            let bucket: Balance.Bucket =
                if quarantined.contains(sequence) {
                    .quarantined
                } else if isUnanswered(sequence) || onTheirWay.contains(sequence) {
                    .waiting
                } else if isAnswered(sequence) {
                    .acknowledged
                } else {
                    forwarded.contains(sequence) ? .transferred : .informational
                }
            balance[bucket] += 1
        }
        return balance
    }
}
