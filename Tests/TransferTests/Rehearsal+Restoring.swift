import Vocabulary

@testable import Transfer

/// Processes that begin again, and a ledger whose backup is restored.
extension Rehearsal {
    /// The process began: its peer is asked what it has.
    mutating func begin(_ index: Int) {
        let decision = brokers[index].book.began(among: [brokers[1 - index].own], isFirst: false, at: now)
        brokers[index].commit(Decision(facts: decision.facts))
        owe(decision.actions, at: index)
    }

    /// What was released or accepted a day ago is asked about.
    mutating func ask() {
        for index in brokers.indices {
            for message in brokers[index].book.timePassed(to: now)
            where !brokers[index].toSay.contains(message) {
                brokers[index].toSay.append(message)
            }
        }
    }

    private mutating func owe(_ actions: [TransferAction], at index: Int) {
        for case .publishOwn(let message) in actions where !brokers[index].toSay.contains(message) {
            brokers[index].toSay.append(message)
        }
    }

    /// An old backup takes a ledger's place; what its second place has besides is made true again before it serves.
    mutating func restoreBackup() throws {
        guard let restored, let backup else { return }
        let index = restored.index
        let lost = brokers[index].restore(backup)
        restores[index] += 1
        seen.restores += 1
        oracle.wasRestored = true
        oracle.isLenient = !restored.hasMirror
        begin(index)
        if restored.hasMirror { try mirror(lost, to: index) }
        // A concern that nobody has any more is lost with the disk; so is one that its publisher gave to both, if the other
        // side had it aside, having declined, and the forward that would have said otherwise never came.
        let known = brokers.map(\.book)
        oracle.needed = oracle.needed.filter { key in
            known.contains { $0.concerns[key].map { !$0.isAside } ?? false }
        }
        oracle.forgetLost(brokers, lineage: lineage)
        try check()
    }

    private mutating func mirror(_ lost: [RehearsedBroker.Entry], to index: Int) throws {
        let words = lost.filter { if case .saying = $0.content { true } else { false } }
        guard !words.isEmpty else { return }
        let found = brokers[index].book.foundSetBack(at: now)
        brokers[index].commit(Decision(facts: found.facts))
        owe(found.actions, at: index)
        let peer = brokers[1 - index].own
        for entry in words {
            guard case .saying(let message, let time) = entry.content else { continue }
            let said = EntryReference(sequence: brokers[index].next, id: entry.id, digest: entry.digest)
            let isTheirs = entry.publisher == .peer(peer)
            let saying = Saying(
                message,
                by: isTheirs ? .peer(peer) : .returned(by: brokers[index].own),
                said: said,
                time: time
            )
            let decision: Decision<TransferFact, TransferAction>
            do throws(TransferRefusal) {
                decision = try brokers[index].book.heard(saying, at: now)
            } catch {
                // About an offer that was never here, or a question that the peer asks again.
                guard error.isTemporary(for: saying.speaker) else {
                    throw Broken(rule: "the mirror is refused: \(error.reason)")
                }
                continue
            }
            brokers[index].commit(entry, decision)
            oracle.note(decision.facts, at: index)
        }
    }
}

extension TransferBook {
    /// Whether nobody may be shown as sole of the lineage.
    func isUnagreed(_ lineage: LineageID) -> Bool { machines[lineage].map { isUnagreed($0) } ?? false }
}
