import Ledger
import Vocabulary

/// What the outside world knows of a ledger: what it said, and what it was told is safe.
///
/// It is the oracle: it knows drafts and receipts, and nothing of files.
struct LedgerWitness {
    /// What was said under each id, whether it was receipted or not.
    private var said: [MessageID: EntryDraft] = [:]
    /// What was receipted, by sequence.
    private(set) var told: [Int64: ReceiptProof] = [:]
    /// Turns that were said to be durable.
    private(set) var turn: Int64 = 0

    /// A turn is on its way.
    mutating func says(_ draft: TurnDraft) {
        for entry in draft.entries { said[entry.id] = entry }
    }

    /// A turn was said to be durable.
    mutating func hears(_ committed: CommittedTurn, _ receipts: [ReceiptProof]) {
        turn = committed.number
        for receipt in receipts { told[receipt.entry.sequence.number] = receipt }
    }

    /// Compares a ledger that was opened again, and what it replayed, with everything known; it then vouches for the
    /// rest of it too.
    mutating func examine(
        _ ledger: SegmentedLedger,
        _ replayed: [StoredEntry],
        _ tally: inout CampaignTally
    ) {
        if ledger.head.turn < turn { tally.lost += 1 }
        var seen: Set<MessageID> = []
        for entry in replayed {
            if !seen.insert(entry.header.id).inserted { tally.doubled += 1 }
            if said[entry.header.id].map({ !entry.holds($0) }) ?? true { tally.lost += 1 }
        }
        for (number, receipt) in told.sorted(by: { $0.key < $1.key }) {
            tally.receipts += 1
            do throws(LedgerError) {
                if try ledger.receipt(for: LedgerSequence(number)) != receipt { tally.lost += 1 }
                let prior = try ledger.find(publisher: receipt.entry.publisher, id: receipt.entry.id)
                if prior?.sequence.number != number { tally.doubled += 1 }
            } catch {
                tally.lost += 1
            }
        }
        for entry in replayed where told[entry.sequence.number] == nil {
            // Whoever asks again under the same id is answered for it from now on.
            do throws(LedgerError) {
                told[entry.sequence.number] = try ledger.receipt(for: entry.sequence)
            } catch {
                tally.lost += 1
            }
        }
        turn = ledger.head.turn
    }
}

extension StoredEntry {
    /// Whether it is what was said, byte for byte.
    fileprivate func holds(_ draft: EntryDraft) -> Bool {
        sequence == draft.sequence && header.publisher == draft.publisher && header.topic == draft.topic
            && header.at == draft.at && body == draft.body && facts == draft.facts
    }
}
