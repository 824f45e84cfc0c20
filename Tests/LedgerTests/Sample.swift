import Ledger
import Simulator
import Synchronization
import TestSupport
import Testing
import Vocabulary

/// Values that the tests share; every call makes them anew.
enum Sample {
    static let seed = [UInt8](0..<32)

    static func key(_ authority: String = "E08000025") throws -> CheckpointKey {
        try CheckpointKey(authority: try #require(AuthorityCode(authority)), seed: seed)
    }

    /// Nonces that a seed determines.
    static func nonces(_ seed: UInt64 = 1) -> NonceSource {
        let generator = Mutex(SeededGenerator(seed: seed))
        return NonceSource { count in
            generator.withLock { generator in
                (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            }
        }
    }

    static func options(_ segmentByteCount: Int = 16 * 1024, seed: UInt64 = 1) -> LedgerOptions {
        LedgerOptions(segmentByteCount: segmentByteCount, nonces: nonces(seed), execution: .caller)
    }

    static func entry(
        _ number: Int64,
        id: String? = nil,
        body: [UInt8]? = nil,
        publisher: String = "wmp/niche"
    ) throws -> EntryDraft {
        EntryDraft(
            sequence: LedgerSequence(number),
            at: Instant(milliseconds: 1_700_000_000_000 + number),
            publisher: try #require(UserID(publisher)),
            id: try #require(MessageID(id ?? "id-\(number)")),
            topic: "police.domestic-incident",
            body: .plain(body ?? Array("{\"n\":\(number)}".utf8)),
            facts: Array("{\"fact\":\"accepted\",\"seq\":\(number)}\n".utf8)
        )
    }

    /// A turn with entries numbered from `first`.
    static func turn(from first: Int64, count: Int64, data: String = "", bodyBytes: Int? = nil) throws
        -> TurnDraft
    {
        let entries = try (first..<first + count).map { number in
            try entry(number, body: bodyBytes.map { [UInt8](repeating: UInt8(number & 255), count: $0) })
        }
        return TurnDraft(
            at: Instant(milliseconds: 1_700_000_000_000 + first),
            entries: entries,
            turnData: Array(data.utf8)
        )
    }
}

extension LedgerStore {
    /// Submits a turn and answers how it went; for ledgers that work inside the call.
    func submitNow(_ turn: TurnDraft) throws -> Result<CommittedTurn, LedgerError> {
        let result = Mutex<Result<CommittedTurn, LedgerError>?>(nil)
        submit(turn) { outcome in result.withLock { $0 = outcome } }
        return try #require(result.withLock { $0 })
    }

    /// Submits a turn that must succeed.
    @discardableResult
    func commit(_ turn: TurnDraft) throws -> CommittedTurn { try submitNow(turn).get() }

    /// Appends turns of `entries` entries each until there are `count` turns more.
    func fill(turns count: Int, entries: Int64 = 3, bodyBytes: Int? = nil) throws {
        for _ in 0..<count {
            try commit(
                try Sample.turn(from: head.size + 1, count: entries, data: "position", bodyBytes: bodyBytes)
            )
        }
    }
}
