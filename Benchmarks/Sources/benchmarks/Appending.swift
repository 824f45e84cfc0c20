import Foundation
import Ledger
import Synchronization
import Vocabulary

/// Appending to a real ledger, synced once a turn, in a folder that is removed afterwards.
enum Appending {
    private static let turns = 200
    private static let body = [UInt8](repeating: UInt8(ascii: "x"), count: 600)

    static func measure(_ table: inout Table) throws {
        for size in [1, 16, 256] {
            let costs = try (0..<3).map { _ in try cost(ofTurnsOf: size) }
            table.note("append, \(size) of 600 bytes a turn, synced", costs, bytes: 600)
        }
    }

    /// Nanoseconds an entry, one turn after the other.
    private static func cost(ofTurnsOf size: Int) throws -> Double {
        let folder = FileManager.default.temporaryDirectory.appending(path: "concordat-\(UUID().uuidString)")
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch {
                print("left behind: \(folder.path)")
            }
        }
        let key = try CheckpointKey(
            authority: known(AuthorityCode("E08000025")),
            seed: Array(repeating: 7, count: 32)
        )
        let ledger = try SegmentedLedger.open(path: folder.path, key: key) { _ in }
        defer { ledger.close() }
        let user = try known(UserID("wmp/niche"))
        var sequence = LedgerSequence(0)
        let clock = ContinuousClock()
        let begin = clock.now
        for _ in 0..<turns {
            var entries: [EntryDraft] = []
            for _ in 0..<size {
                sequence = sequence.next
                entries.append(
                    EntryDraft(
                        sequence: sequence,
                        at: Instant(milliseconds: sequence.number),
                        publisher: user,
                        id: try known(MessageID("m-\(sequence.number)")),
                        topic: "police.arrest",
                        body: .plain(body),
                        facts: []
                    )
                )
            }
            try append(TurnDraft(at: Instant(milliseconds: sequence.number), entries: entries), to: ledger)
        }
        let time = clock.now - begin
        return (Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9)
            / Double(turns * size)
    }

    private static func append(_ turn: TurnDraft, to ledger: SegmentedLedger) throws {
        let outcome = Outcome()
        ledger.submit(turn) { outcome.give($0) }
        _ = try outcome.wait().get()
    }
}

/// What became of one turn, handed over from the ledger's thread.
private final class Outcome: Sendable {
    private let condition = NSCondition()
    private let result = Mutex<Result<CommittedTurn, LedgerError>?>(nil)

    func give(_ result: Result<CommittedTurn, LedgerError>) {
        condition.lock()
        self.result.withLock { $0 = result }
        condition.signal()
        condition.unlock()
    }

    func wait() -> Result<CommittedTurn, LedgerError> {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = result.withLock({ $0 }) { return result }
            condition.wait()
        }
    }
}
