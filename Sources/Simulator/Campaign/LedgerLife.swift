import Ledger
import Synchronization
import Vocabulary

/// A process that has a ledger open, from its start to its end, however it ends.
struct LedgerLife {
    /// How it ended.
    enum End {
        /// The file system failed it, or it was done.
        case over
        /// It did not open, or said of itself that it is damaged.
        case damaged
    }

    let disk: SimulatedDisk
    let subject: LedgerSubject
    let options: LedgerOptions

    /// Opens the ledger, compares it with what is known, and appends turns until one fails or there were enough.
    func live(
        turns: Int,
        _ chance: inout Chance,
        _ witness: inout LedgerWitness,
        _ tally: inout CampaignTally
    ) -> End {
        var replayed: [StoredEntry] = []
        let ledger: SegmentedLedger
        do {
            ledger = try subject.open(disk, options) { replayed += $0.entries }
        } catch LedgerError.disk {
            return .over
        } catch {
            return .damaged
        }
        defer { ledger.close() }
        // Reads that fail by plan are no loss: what is compared is compared on a disk that works.
        disk.aside { witness.examine(ledger, replayed, &tally) }
        for _ in 0..<turns {
            let draft = Self.draft(following: ledger.head.size, &chance)
            witness.says(draft)
            guard let committed = submit(draft, to: ledger, &tally) else {
                // After a failure nothing is taken any more, whatever the disk does.
                let next = Self.draft(following: ledger.head.size + Int64(draft.entries.count), &chance)
                if submit(next, to: ledger, &tally) != nil { tally.falseReceipts += 1 }
                return .over
            }
            disk.aside { witness.hears(committed, Self.receipts(of: committed, in: ledger, &tally)) }
        }
        return .over
    }

    private func submit(
        _ draft: TurnDraft,
        to ledger: SegmentedLedger,
        _ tally: inout CampaignTally
    ) -> CommittedTurn? {
        let result = Mutex<(CommittedTurn?, Bool)>((nil, false))
        let before = disk.failures
        ledger.submit(draft) { [disk] outcome in
            guard case .success(let committed) = outcome else { return }
            let isFalse = disk.failures > before
            result.withLock { $0 = (committed, isFalse) }
        }
        let (committed, isFalse) = result.withLock { $0 }
        if isFalse { tally.falseReceipts += 1 }
        return committed
    }

    private static func receipts(
        of turn: CommittedTurn,
        in ledger: SegmentedLedger,
        _ tally: inout CampaignTally
    ) -> [ReceiptProof] {
        (0..<Int64(turn.entryCount)).compactMap { place in
            do {
                let receipt = try ledger.receipt(for: LedgerSequence(turn.first.number + place))
                try ReceiptCheck(verifier: ledger.verifier).check(receipt)
                return receipt
            } catch {
                tally.falseReceipts += 1
                return nil
            }
        }
    }

    /// A turn as chance has it: seldom empty, sometimes more than a sector an entry.
    private static func draft(following size: Int64, _ chance: inout Chance) -> TurnDraft {
        let count = Int64.random(in: 0...5, using: &chance)
        let at = Instant(milliseconds: 1_700_000_000_000 + size)
        let entries = (0..<count).compactMap { place -> EntryDraft? in
            let byteCount = Int.random(in: 0...900, using: &chance)
            let byte = UInt8.random(in: 0...255, using: &chance)
            guard let publisher = UserID("wmp/niche"),
                let id = MessageID("id-\(UInt64.random(in: 0 ... .max, using: &chance))")
            else { return nil }
            return EntryDraft(
                sequence: LedgerSequence(size + 1 + place),
                at: at,
                publisher: publisher,
                id: id,
                topic: "police.domestic-incident",
                body: .plain([UInt8](repeating: byte, count: byteCount)),
                facts: Array(#"{"fact":"accepted"}"#.utf8)
            )
        }
        let turnData = [UInt8](repeating: 0x20, count: .random(in: 0...700, using: &chance))
        return TurnDraft(at: at, entries: entries, turnData: turnData)
    }
}
