import Ledger
import Simulator
import Synchronization
import Testing
import Vocabulary

@Suite struct SegmentedLedgerTests {
    private func open(
        _ folder: SimulatedDisk,
        after turn: Int64 = 0,
        filterByteLimit: Int = 1 << 20,
        replay: (RecoveredTurn) throws -> Void = { _ in }
    ) throws -> SegmentedLedger {
        var options = Sample.options(16 * 1024, seed: UInt64(turn) + 5)
        options.filterByteLimit = filterByteLimit
        return try SegmentedLedger.open(
            folder,
            key: Sample.key(),
            options: options,
            after: TurnMark(after: turn),
            replay: replay
        )
    }

    private func filled(turns: Int = 60) throws -> SimulatedDisk {
        let folder = SimulatedDisk()
        let ledger = try open(folder)
        try ledger.fill(turns: turns)
        ledger.close()
        return folder
    }

    @Test func `closed segments that a snapshot covers are not read again`() throws {
        let folder = try filled()
        folder.arm(nil)
        var all: [RecoveredTurn] = []
        let whole = try open(folder) { all.append($0) }
        whole.close()
        let calls = folder.calls
        folder.arm(nil)
        var some: [RecoveredTurn] = []
        let ledger = try open(folder, after: 55) { some.append($0) }
        #expect(some == Array(all[55...]))
        #expect(folder.calls * 2 < calls)
        #expect(ledger.head == whole.head)
        try ledger.fill(turns: 5)
        let receipt = try ledger.receipt(for: LedgerSequence(ledger.head.size))
        try ReceiptCheck(verifier: ledger.verifier).check(receipt)
        ledger.close()
        #expect(try LedgerVerifier(folder: folder).verify().damage == [])
    }

    @Test func `a snapshot of everything still finds the newest checkpoint`() throws {
        let folder = SimulatedDisk()
        let ledger = try open(folder)
        try ledger.fill(turns: 30)
        // Turns without entries until the open segment holds nothing else.
        for _ in 0..<40 {
            try ledger.commit(TurnDraft(at: Instant(milliseconds: 2_000_000_000_000), entries: []))
        }
        ledger.close()
        #expect(try open(folder, after: 69).head == ledger.head)
    }

    @Test func `missing and damaged indexes are made again from their segments, byte for byte`() throws {
        let folder = try filled()
        let files = folder.files
        let names = files.keys.filter { $0.hasSuffix(".index") }.sorted()
        try #require(names.count >= 3)
        var broken = files
        broken[names[0]] = nil
        broken[names[1]]?[20] ^= 1
        broken[names[2]]?.removeLast()
        let again = SimulatedDisk(files: broken)
        try open(again).close()
        #expect(again.files == files)
    }

    @Test func `an index page that goes bad in service is found, and the answer is still right`() throws {
        let folder = try filled()
        let files = folder.files
        let publisher = try #require(UserID("wmp/niche"))
        let pages = (files["00000001.index"]?.count ?? 0) / 4096
        for page in 1..<pages {
            let again = SimulatedDisk(files: files)
            let ledger = try open(again, filterByteLimit: 0)
            again.change("00000001.index") { $0[page * 4096 + 5] ^= 8 }
            for number in 1...50 as ClosedRange<Int64> {
                let prior = try ledger.find(publisher: publisher, id: try #require(MessageID("id-\(number)")))
                #expect(prior?.sequence == LedgerSequence(number))
                try ReceiptCheck(verifier: ledger.verifier).check(
                    try ledger.receipt(for: LedgerSequence(number))
                )
                _ = try ledger.consistency(from: number, to: ledger.head.size)
            }
            ledger.close()
            #expect(again.files["00000001.index"] == files["00000001.index"], "page \(page)")
        }
    }

    @Test func `an entry that goes bad in service is never handed out`() throws {
        let folder = try filled()
        let ledger = try open(folder)
        // The first entry's record is content 128 to 295; a sector's first byte is its mark.
        for place in 129...296 {
            folder.change("00000001.segment") { $0[place] ^= 1 }
            #expect(throws: LedgerError.self, "byte \(place)") { try ledger.entry(LedgerSequence(1)) }
            folder.change("00000001.segment") { $0[place] ^= 1 }
        }
        #expect(
            try ledger.entry(LedgerSequence(1)).facts == Array("{\"fact\":\"accepted\",\"seq\":1}\n".utf8)
        )
    }

    @Test func `every id is found in every segment, with filters in memory and without`() throws {
        let folder = try filled(turns: 120)
        let publisher = try #require(UserID("wmp/niche"))
        for limit in [0, 200, 1 << 20] {
            let ledger = try open(folder, filterByteLimit: limit)
            for number in 1...360 as ClosedRange<Int64> {
                let id = try #require(MessageID("id-\(number)"))
                #expect(try ledger.find(publisher: publisher, id: id)?.sequence == LedgerSequence(number))
                let other = try #require(MessageID("id-\(number)x"))
                #expect(try ledger.find(publisher: publisher, id: other) == nil)
            }
            ledger.close()
        }
    }

    @Test func `a folder that is open cannot be opened again until it is closed`() throws {
        let folder = SimulatedDisk()
        let ledger = try open(folder)
        #expect(throws: LedgerError.locked(folder: "simulated")) { try open(folder) }
        ledger.close()
        try open(folder).close()
    }

    @Test func `what replay throws comes out, and the folder is free again`() throws {
        struct Refusal: Error {}
        let folder = try filled(turns: 3)
        #expect(throws: Refusal.self) { try open(folder) { _ in throw Refusal() } }
        #expect(try open(folder).head.turn == 3)
    }

    @Test func `a turn too large for a segment fails and stops the ledger`() throws {
        let ledger = try open(SimulatedDisk())
        let limit = ledger.turnByteLimit
        let draft = try Sample.entry(1, body: [])
        let room = limit - draft.storedByteCount
        let fitting = try Sample.entry(1, body: [UInt8](repeating: 7, count: room))
        try ledger.commit(TurnDraft(at: fitting.at, entries: [fitting]))
        #expect(try ledger.entry(LedgerSequence(1)).body == fitting.body)
        let tooLarge = TurnDraft(
            at: fitting.at,
            entries: [],
            turnData: [UInt8](repeating: 1, count: limit + 1)
        )
        #expect(try ledger.submitNow(tooLarge) == .failure(.turnTooLarge(byteCount: limit + 1, limit: limit)))
        #expect(ledger.state == .stopped(.turnTooLarge(byteCount: limit + 1, limit: limit)))
    }

    @Test func `a hole in the sequences is a programmer's error`() async {
        await #expect(processExitsWith: .failure) {
            let ledger = MemoryLedger(key: try Sample.key())
            _ = try ledger.submitNow(Sample.turn(from: 2, count: 1))
        }
    }

    @Test func `opening the ledger twice in two processes is refused by the kernel`() throws {
        let folder = try TemporaryFolder()
        let ledger = try SegmentedLedger.open(path: folder.path, key: Sample.key(), options: Sample.options())
        { _ in }
        #expect(try folder.pythonLocks() == "locked")
        ledger.close()
        #expect(try folder.pythonLocks() == "free")
    }
}
