import Simulator
import TestSupport
import Testing

@testable import Ledger

/// Two snapshots beside a ledger: whatever stops the writing of one, the other is there.
@Suite struct SnapshotFolderTests {
    private static func snapshot(_ turn: Int64) -> Snapshot {
        Snapshot(
            at: TurnMark(after: turn, hash: [UInt8](repeating: UInt8(turn), count: 32)),
            size: turn * 3,
            content: [UInt8](repeating: UInt8(turn), count: 2_000 + Int(turn))
        )
    }

    private static func fill(_ disk: SimulatedDisk, through turn: Int64) throws {
        let folder = SnapshotFolder(disk)
        for number in 1...turn { try folder.store(snapshot(number), keeping: folder.marks.first) }
    }

    @Test func `the newest comes first, one older is kept, and both are read back`() throws {
        let disk = SimulatedDisk()
        #expect(SnapshotFolder(disk).marks.isEmpty)
        try Self.fill(disk, through: 5)
        let folder = SnapshotFolder(disk)
        #expect(folder.marks == [Self.snapshot(5).mark, Self.snapshot(4).mark])
        #expect(try folder.snapshot(folder.marks[0]) == Self.snapshot(5))
        #expect(try folder.snapshot(folder.marks[1]) == Self.snapshot(4))
        #expect(disk.files.keys.sorted() == ["1.snapshot", "2.snapshot"])
    }

    @Test func `one of another ledger is written over, the trusted one never`() throws {
        let disk = SimulatedDisk()
        try Self.fill(disk, through: 2)
        try SnapshotFolder(disk).store(Self.snapshot(9), keeping: Self.snapshot(1).mark)
        #expect(SnapshotFolder(disk).marks == [Self.snapshot(9).mark, Self.snapshot(1).mark])
    }

    @Test func `every changed byte is found, and the older one still serves`() throws {
        for place in [0, 25, 60, 200, 511, 512, 2_513] {
            let disk = SimulatedDisk()
            try Self.fill(disk, through: 2)
            disk.change("2.snapshot") { $0[place] ^= 4 }
            let folder = SnapshotFolder(disk)
            if place < 512 {
                #expect(folder.unusable == [.init(file: "2.snapshot", reason: .head)])
            } else {
                #expect(throws: SnapshotFolder.Unusable(file: "2.snapshot", reason: .content)) {
                    try folder.snapshot(Self.snapshot(2).mark)
                }
            }
            #expect(try folder.snapshot(Self.snapshot(1).mark) == Self.snapshot(1))
        }
    }

    @Test func `whichever step of the writing fails or is the last, a usable one is there`() throws {
        let whole = SimulatedDisk()
        try Self.fill(whole, through: 2)
        whole.arm(nil)
        try SnapshotFolder(whole).store(Self.snapshot(3), keeping: Self.snapshot(2).mark)
        for call in 1...whole.calls {
            for fault in [.error(5), .error(28), .torn(sectors: 2), .syncLost(seed: 3)] as [DiskPlan.Fault] {
                let disk = SimulatedDisk()
                try Self.fill(disk, through: 2)
                disk.arm(DiskPlan(call: call, fault: fault, isPersistent: true))
                #expect(throws: (any Error).self) {
                    try SnapshotFolder(disk).store(Self.snapshot(3), keeping: Self.snapshot(2).mark)
                }
                try expectUsable(disk.afterCrash(), "call \(call), \(fault)")
                for seed in 1...8 as ClosedRange<UInt64> {
                    var chance = SeededGenerator(seed: seed)
                    let cut = disk.afterPowerCut(using: &chance)
                    try expectUsable(cut, "call \(call), \(fault), power cut \(seed)")
                }
            }
        }
    }

    /// The newest that reads is the second or the third, whole; and the next one can be written.
    private func expectUsable(_ disk: SimulatedDisk, _ comment: Comment) throws {
        let folder = SnapshotFolder(disk)
        var found: Snapshot?
        for mark in folder.marks where found == nil {
            do { found = try folder.snapshot(mark) } catch { continue }
        }
        let newest = try #require(found, comment)
        #expect(newest == Self.snapshot(2) || newest == Self.snapshot(3), comment)
        try folder.store(Self.snapshot(4), keeping: newest.mark)
        #expect(SnapshotFolder(disk).marks == [Self.snapshot(4).mark, newest.mark], comment)
    }
}
