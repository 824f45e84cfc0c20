import Ledger
import Simulator
import Synchronization
import Testing
import Vocabulary

/// What every implementation of ``LedgerStore`` promises.
@Suite struct ContractTests {
    enum Kind: String, CaseIterable, Sendable {
        case memory
        case segments
    }

    /// A ledger with a way to find it again as a new process would.
    struct Subject {
        let store: any LedgerStore
        let reopen: ((RecoveredTurn) throws -> Void) throws -> any LedgerStore
    }

    private func subject(_ kind: Kind) throws -> Subject {
        let key = try Sample.key()
        switch kind {
        case .memory:
            let ledger = MemoryLedger(key: key, nonces: Sample.nonces())
            return Subject(store: ledger) { try ledger.reopened(replay: $0) }
        case .segments:
            let folder = SimulatedDisk()
            let ledger = try SegmentedLedger.open(folder, key: key, options: Sample.options()) { _ in }
            return Subject(store: ledger) { replay in
                ledger.close()
                return try SegmentedLedger.open(
                    folder,
                    key: key,
                    options: Sample.options(seed: 2),
                    replay: replay
                )
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `what was committed is read back byte for byte, also after reopening`(kind: Kind) throws {
        let subject = try subject(kind)
        try subject.store.fill(turns: 40)
        let before = try subject.store.entries(from: LedgerSequence(1), limit: 1000)
        #expect(before.count == 120)
        #expect(before[7].body == .plain(Array("{\"n\":8}".utf8)))
        #expect(before[7].facts == Array("{\"fact\":\"accepted\",\"seq\":8}\n".utf8))
        var replayed: [StoredEntry] = []
        var turns: [Int64] = []
        let again = try subject.reopen { turn in
            turns.append(turn.number)
            replayed += turn.entries
            #expect(turn.turnData == Array("position".utf8))
        }
        #expect(turns == Array(1...40))
        #expect(replayed == before)
        #expect(try again.entries(from: LedgerSequence(1), limit: 1000) == before)
        #expect(try again.entries(from: LedgerSequence(119), limit: 5) == Array(before[118...]))
        #expect(try again.entries(from: LedgerSequence(121), limit: 5) == [])
        #expect(again.head.turn == 40)
        #expect(again.head.size == 120)
        #expect(again.head.checkpoint == subject.store.head.checkpoint)
    }

    @Test(arguments: Kind.allCases)
    func `a receipt is the same bytes for ever, and checks`(kind: Kind) throws {
        let subject = try subject(kind)
        let check = ReceiptCheck(verifier: subject.store.verifier)
        var receipts: [ReceiptProof] = []
        for _ in 0..<40 {
            let turn = try subject.store.commit(Sample.turn(from: subject.store.head.size + 1, count: 3))
            for number in turn.first.number..<turn.first.number + 3 {
                receipts.append(try subject.store.receipt(for: LedgerSequence(number)))
            }
        }
        for (offset, receipt) in receipts.enumerated() {
            let body = Array("{\"n\":\(offset + 1)}".utf8)
            let checkpoint = try check.check(receipt, body: body)
            #expect(checkpoint.size == Int64(offset / 3 * 3 + 3))
            #expect(try subject.store.receipt(for: LedgerSequence(Int64(offset + 1))) == receipt)
        }
        let again = try subject.reopen { _ in }
        try again.fill(turns: 3)
        for (offset, receipt) in receipts.enumerated() {
            #expect(try again.receipt(for: LedgerSequence(Int64(offset + 1))) == receipt)
        }
        #expect(throws: LedgerError.noSuch(130)) { try again.receipt(for: LedgerSequence(130)) }
        #expect(throws: LedgerError.noSuch(0)) { try again.receipt(for: LedgerSequence(0)) }
    }

    @Test(arguments: Kind.allCases)
    func `an id is found for ever, for its own publisher only`(kind: Kind) throws {
        let subject = try subject(kind)
        try subject.store.fill(turns: 60)
        let again = try subject.reopen { _ in }
        try again.fill(turns: 5)
        let publisher = try #require(UserID("wmp/niche"))
        let other = try #require(UserID("wmp/other"))
        for number in [1, 2, 77, 180, 195] as [Int64] {
            let id = try #require(MessageID("id-\(number)"))
            let prior = try #require(try again.find(publisher: publisher, id: id))
            #expect(prior.sequence == LedgerSequence(number))
            #expect(prior.sha256 == (try again.entry(LedgerSequence(number)).header.sha256))
            #expect(prior.isDurable)
            #expect(try again.find(publisher: other, id: id) == nil)
        }
        #expect(try again.find(publisher: publisher, id: try #require(MessageID("id-196"))) == nil)
    }

    @Test(arguments: Kind.allCases)
    func `a turn without entries has no checkpoint and moves only the turn`(kind: Kind) throws {
        let subject = try subject(kind)
        try subject.store.fill(turns: 1)
        let note = subject.store.head.checkpoint
        let turn = try subject.store.commit(
            TurnDraft(at: Instant(milliseconds: 1_800_000_000_000), entries: [], turnData: [1, 2, 3])
        )
        #expect(turn.checkpoint == nil)
        #expect(turn.entryCount == 0)
        #expect(turn.first == LedgerSequence(4))
        #expect(subject.store.head.turn == 2)
        #expect(subject.store.head.size == 3)
        #expect(subject.store.head.checkpoint == note)
        var data: [[UInt8]] = []
        let again = try subject.reopen { data.append($0.turnData) }
        #expect(data == [Array("position".utf8), [1, 2, 3]])
        #expect(again.head.at == Instant(milliseconds: 1_800_000_000_000))
        #expect(again.head.checkpoint == note)
    }

    @Test(arguments: Kind.allCases)
    func `a sealed body keeps the leaf of the plain one`(kind: Kind) throws {
        let subject = try subject(kind)
        let plain = try Sample.entry(1)
        let digest = try #require(
            Digest(hex: "5c29adfbb67d64c11bfb6ba4cc9d6c5b78ff48e3b2d3d9a1a8dcbf4fca3ca9e4")
        )
        let sealed = EntryDraft(
            sequence: plain.sequence,
            at: plain.at,
            publisher: plain.publisher,
            id: plain.id,
            topic: plain.topic,
            body: .sealed([9, 9, 9], digest: digest),
            facts: []
        )
        try subject.store.commit(TurnDraft(at: plain.at, entries: [sealed]))
        let entry = try subject.store.entry(LedgerSequence(1))
        #expect(entry.body == .sealed([9, 9, 9], digest: digest))
        #expect(entry.header.sha256 == digest)
        try ReceiptCheck(verifier: subject.store.verifier).check(
            try subject.store.receipt(for: LedgerSequence(1))
        )
    }

    @Test(arguments: Kind.allCases)
    func `every consistency proof between two sizes holds`(kind: Kind) throws {
        let subject = try subject(kind)
        var roots: [Int64: Checkpoint] = [:]
        for _ in 0..<30 {
            let turn = try subject.store.commit(Sample.turn(from: subject.store.head.size + 1, count: 3))
            let checkpoint = try subject.store.verifier.open(try #require(turn.checkpoint))
            roots[checkpoint.size] = checkpoint
        }
        let check = ConsistencyCheck()
        for (first, old) in roots.sorted(by: { $0.key < $1.key }) {
            for (second, new) in roots.sorted(by: { $0.key < $1.key }) where second >= first {
                let proof = try subject.store.consistency(from: first, to: second)
                #expect(check.holds(from: old, to: new, proof: proof))
                if first < second {
                    #expect(!check.holds(from: old, to: new, proof: proof + proof.suffix(32)))
                }
            }
        }
        #expect(throws: LedgerError.noSuch(91)) { try subject.store.consistency(from: 3, to: 91) }
    }
}
