import Vocabulary

@testable import Transfer

/// One authority in a rehearsal: a book, the ledger that outlives it, and work that a crash forgets.
struct RehearsedBroker {
    /// What an entry holds.
    enum Content: Equatable {
        case saying(TransferMessage, time: Instant)
        case concern(ConcernKey)
    }

    struct Entry: Equatable {
        let id: MessageID
        let digest: Digest
        let content: Content
        let publisher: Speaker
    }

    let own: AuthorityCode
    let caseID: CaseID
    var book: TransferBook
    /// Durable: entries by sequence - 1, and facts in order.
    var entries: [Entry] = []
    var facts: [TransferFact] = []
    /// Volatile: what the broker still has to say.
    var toSay: [TransferMessage] = []
    /// What people at this authority were shown, by concern.
    var handedOver: [ConcernKey] = []

    init(_ own: AuthorityCode, case caseID: CaseID) {
        self.own = own
        self.caseID = caseID
        book = TransferBook(of: own)
    }

    var next: LedgerSequence { LedgerSequence(Int64(entries.count) + 1) }

    func isStored(_ id: MessageID, from peer: AuthorityCode) -> Bool {
        entries.contains { $0.id == id && $0.publisher == .peer(peer) }
    }

    /// Entry and facts become durable together; what the broker owes is said when it comes to it.
    mutating func commit(_ entry: Entry, _ decision: Decision<TransferFact, TransferAction>) {
        entries.append(entry)
        commit(decision)
    }

    mutating func commit(_ decision: Decision<TransferFact, TransferAction>) {
        facts += decision.facts
        for action in decision.actions {
            if case .publishOwn(let message) = action { toSay.append(message) }
        }
    }

    /// What a backup of this ledger holds.
    struct Backup {
        let entries: Int
        let facts: Int
    }

    var backup: Backup { Backup(entries: entries.count, facts: facts.count) }

    /// The backup takes the ledger's place; answers with the entries that are gone.
    mutating func restore(_ backup: Backup) -> [Entry] {
        let lost = Array(entries[backup.entries...])
        entries.removeSubrange(backup.entries...)
        facts.removeSubrange(backup.facts...)
        _ = crash()
        handedOver = handedOver.filter { book.knows($0) }
        return lost
    }

    /// Everything volatile is gone; the book is folded again from what is durable.
    mutating func crash() -> TransferBook {
        let lost = book
        book = TransferBook(of: own)
        for fact in facts { book.apply(fact) }
        toSay = book.owed
        return lost
    }
}
