import Ledger
import Simulator
import TestSupport
import Testing
import Vocabulary

/// R1, R3: a turn that was not written whole is cut off; anything else that does not fit is refused.
@Suite struct TornTailTests {
    private let options = Sample.options(16 * 1024)

    private func open(
        _ folder: SimulatedDisk,
        replay: (RecoveredTurn) throws -> Void = { _ in }
    ) throws -> SegmentedLedger {
        try SegmentedLedger.open(
            folder,
            key: Sample.key(),
            options: Sample.options(16 * 1024, seed: 9),
            replay: replay
        )
    }

    /// A ledger of two turns, and the same with a third; the sectors that differ are the third's.
    private func last() throws -> (before: [String: [UInt8]], after: [String: [UInt8]], sectors: [Int]) {
        let folder = SimulatedDisk()
        let ledger = try open(folder)
        try ledger.fill(turns: 2, entries: 2)
        let before = folder.files
        try ledger.fill(turns: 1, entries: 4, bodyBytes: 300)
        ledger.close()
        let (old, new) = (before["00000001.segment"] ?? [], folder.files["00000001.segment"] ?? [])
        let sectors = (0..<new.count / 512).filter {
            old[$0 * 512..<$0 * 512 + 512] != new[$0 * 512..<$0 * 512 + 512]
        }
        return (before, folder.files, sectors)
    }

    @Test func `with any of its sectors never written the last turn is cut off, and the ledger goes on`()
        throws
    {
        let (before, after, sectors) = try last()
        try #require(sectors.count >= 5)
        for subset in 1..<1 << sectors.count {
            var files = after
            for (bit, sector) in sectors.enumerated() where subset >> bit & 1 == 1 {
                files["00000001.segment"]?.replaceSubrange(
                    sector * 512..<sector * 512 + 512,
                    with: [UInt8](repeating: 0, count: 512)
                )
            }
            let remarks = try LedgerVerifier(folder: SimulatedDisk(files: files)).verify()
            #expect(remarks.isSound)
            let isEmpty = subset + 1 == 1 << sectors.count
            #expect(
                remarks.remarks
                    == (isEmpty ? [] : [.tornTurn(file: "00000001.segment", offset: sectors[0] * 512)])
            )
            let folder = SimulatedDisk(files: files)
            var turns: [Int64] = []
            let ledger = try open(folder) { turns.append($0.number) }
            #expect(turns == [1, 2])
            #expect(folder.files == before)
            guard subset % 5 == 1 else { continue }
            try ledger.fill(turns: 2)
            ledger.close()
            #expect(try open(folder).head.size == 10)
        }
    }

    @Test func `a whole last turn stays, and any flipped bit in it is refused`() throws {
        let (_, after, sectors) = try last()
        #expect(try open(SimulatedDisk(files: after)).head.turn == 3)
        var generator = SeededGenerator(seed: 3)
        for place in sectors[0] * 512..<(sectors[sectors.count - 1] + 1) * 512 {
            var files = after
            files["00000001.segment"]?[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            let folder = SimulatedDisk(files: files)
            #expect(throws: LedgerError.self, "byte \(place)") { try open(folder) }
            #expect(folder.files == files)
        }
    }

    @Test func `a flipped bit where nothing was written is refused with its place`() throws {
        let (_, after, sectors) = try last()
        let free = (sectors[sectors.count - 1] + 1) * 512
        for (name, place, expected) in [
            ("00000001.segment", free, Expectation.firstMark), ("00000001.segment", free + 1, .firstMark),
            ("00000001.segment", free + 512, .furtherMark), ("00000001.segment", 16 * 1024 - 1, .furtherMark),
            ("00000002.segment", 0, .firstMark), ("00000002.segment", 9000, .furtherMark),
        ] {
            var files = after
            files[name]?[place] ^= 0x10
            let folder = SimulatedDisk(files: files)
            let damage = LedgerDamage(file: name, offset: place / 512 * 512, expected: expected)
            #expect(throws: LedgerError.damaged(damage)) { try open(folder) }
            #expect(folder.files == files)
        }
    }

    @Test func `a hole in a turn before the last is damage`() throws {
        let (_, after, _) = try last()
        // The first turn begins at 0 and has three sectors; its second and third hold content only.
        for sector in 0..<3 {
            var files = after
            files["00000001.segment"]?.replaceSubrange(
                sector * 512..<sector * 512 + 512,
                with: [UInt8](repeating: 0, count: 512)
            )
            let folder = SimulatedDisk(files: files)
            #expect(throws: LedgerError.self) { try open(folder) }
            #expect(folder.files == files)
            #expect(try !LedgerVerifier(folder: folder).verify().isSound)
        }
    }

    @Test func `a header that was made to claim sectors never written does not pass for a torn turn`() throws
    {
        let (_, after, sectors) = try last()
        var files = after
        let place = sectors[0] * 512 + 1
        // One sector more, and an end that needs it: a possible header, but for its checksum.
        files["00000001.segment"]?[place + 12] += 1
        let end = Int(after["00000001.segment"]?[place + 52] ?? 0) + 511
        files["00000001.segment"]?[place + 52] = UInt8(end & 255)
        files["00000001.segment"]?[place + 53] += UInt8(end >> 8)
        let folder = SimulatedDisk(files: files)
        let damage = LedgerDamage(
            file: "00000001.segment",
            offset: sectors[0] * 512,
            expected: .headerChecksum
        )
        #expect(throws: LedgerError.damaged(damage)) { try open(folder) }
        #expect(folder.files == files)
    }

    @Test func `what is written behind a torn turn is damage, because it can only be a later turn`() throws {
        let (_, after, sectors) = try last()
        let behind = sectors[sectors.count - 1] + 1
        for (hole, file, sector, mark) in [
            (sectors[1], "00000001.segment", behind, 0x6c), (sectors[0], "00000001.segment", behind, 0xd3),
            (sectors[1], "00000002.segment", 0, 0xd3), (sectors[0], "00000002.segment", 1, 0x6c),
        ] as [(Int, String, Int, UInt8)] {
            var files = after
            files["00000001.segment"]?.replaceSubrange(
                hole * 512..<hole * 512 + 512,
                with: [UInt8](repeating: 0, count: 512)
            )
            files[file]?[sector * 512] = mark
            let folder = SimulatedDisk(files: files)
            #expect(throws: LedgerError.self, "\(file), sector \(sector)") { try open(folder) }
            #expect(folder.files == files)
            #expect(try !LedgerVerifier(folder: folder).verify().isSound, "\(file), sector \(sector)")
        }
    }

    @Test func `a bit behind the last turn of a closed segment is damage`() throws {
        let folder = SimulatedDisk()
        let ledger = try open(folder)
        while folder.files["00000003.segment"] == nil {
            try ledger.fill(turns: 1, entries: 4, bodyBytes: 300)
        }
        ledger.close()
        folder.change("00000001.segment") { $0[16 * 1024 - 1] ^= 1 }
        let damage = LedgerDamage(file: "00000001.segment", offset: 16 * 1024 - 512, expected: .furtherMark)
        #expect(throws: LedgerError.damaged(damage)) { try open(folder) }
        folder.change("00000001.segment") { bytes in
            bytes[16 * 1024 - 1] ^= 1
            bytes[16 * 1024 - 512] = 0x6c
        }
        let other = LedgerDamage(file: "00000001.segment", offset: 16 * 1024 - 512, expected: .zeros)
        #expect(throws: LedgerError.damaged(other)) { try open(folder) }
        #expect(try !LedgerVerifier(folder: folder).verify().isSound)
    }

    @Test func `a torn turn at the beginning of a segment leaves the segment before open`() throws {
        let folder = SimulatedDisk()
        let ledger = try open(folder)
        while folder.files["00000003.segment"] == nil {
            try ledger.fill(turns: 1, entries: 4, bodyBytes: 300)
        }
        let whole = ledger.head
        ledger.close()
        let files = folder.files
        let first = try #require(files["00000002.segment"])
        let sectors = (0..<first.count / 512).filter { first[$0 * 512] != 0 }
        for sector in sectors {
            var torn = files
            torn["00000001.index"] = nil  // Made only when the turn in the next segment was durable.
            torn["00000002.segment"]?.replaceSubrange(
                sector * 512..<sector * 512 + 512,
                with: [UInt8](repeating: 0, count: 512)
            )
            #expect(try LedgerVerifier(folder: SimulatedDisk(files: torn)).verify().isSound)
            let folder = SimulatedDisk(files: torn)
            let ledger = try open(folder)
            #expect(ledger.head.turn == whole.turn - 1)
            try ledger.fill(turns: 1, entries: 1)
            try ledger.fill(turns: 3, entries: 4, bodyBytes: 300)
            ledger.close()
            let report = try LedgerVerifier(folder: SimulatedDisk(files: folder.files)).verify()
            #expect(report.damage == [])
            #expect(report.turns == whole.turn + 3)
        }
    }

    @Test func `a ledger without its description, or a segment, or with another key is refused`() throws {
        let (_, after, _) = try last()
        var files = after
        files["meta"] = nil
        #expect(
            throws: LedgerError.damaged(LedgerDamage(file: "meta", offset: 0, expected: .file))
        ) { try open(SimulatedDisk(files: files)) }
        files = after
        files["00000001.segment"] = nil
        #expect(
            throws: LedgerError.damaged(LedgerDamage(file: "00000001.segment", offset: 0, expected: .file))
        ) { try open(SimulatedDisk(files: files)) }
        let folder = SimulatedDisk(files: after)
        #expect(
            throws: LedgerError.otherAuthority(expected: "concordat/E08000029", found: "concordat/E08000025")
        ) {
            try SegmentedLedger.open(folder, key: Sample.key("E08000029"), options: options) { _ in }
        }
        #expect(try open(folder).head.turn == 3)
    }
}
