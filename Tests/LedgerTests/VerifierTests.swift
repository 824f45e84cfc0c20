import Ledger
import Simulator
import TestSupport
import Testing
import Vocabulary

@Suite struct VerifierTests {
    /// The files of a ledger with two closed segments of one turn each, an open one and a prepared one.
    private func files() throws -> [String: [UInt8]] {
        let folder = SimulatedDisk()
        let ledger = try SegmentedLedger.open(folder, key: Sample.key(), options: Sample.options(8 * 1024)) {
            _ in
        }
        for first in [1, 3, 5] as [Int64] {
            try ledger.commit(try Sample.turn(from: first, count: 2, data: "position", bodyBytes: 1800))
        }
        ledger.close()
        return folder.files
    }

    private func verify(
        _ files: [String: [UInt8]],
        verifier: CheckpointVerifier? = nil,
        known: [Checkpoint] = []
    ) throws -> LedgerReport {
        try LedgerVerifier(folder: SimulatedDisk(files: files), verifier: verifier, known: known).verify()
    }

    @Test func `a sound ledger is found sound, with its figures`() throws {
        let files = try files()
        #expect(
            files.keys.sorted() == [
                "00000001.index", "00000001.segment", "00000002.index", "00000002.segment",
                "00000003.segment",
                "00000004.segment", "meta",
            ]
        )
        let report = try verify(files, verifier: Sample.key().verifier)
        #expect(report.damage == [])
        #expect(report.remarks == [])
        #expect(report.entries == 6)
        #expect(report.turns == 3)
        #expect(report.checkpoints == 3)
        #expect(report.segments == 3)
        let checkpoint = try Sample.key().verifier.open(try #require(report.checkpoint))
        #expect(checkpoint.size == 6)
        #expect(checkpoint.root == report.root)
    }

    // R21. All bits of what leads a file, and one bit each of a third of what was written and some of what was not;
    // which third, the seed says.
    @Test(arguments: 0..<3 as Range<Int>)
    func `one flipped bit anywhere is found, in the file where it is`(seed: Int) throws {
        let files = try files()
        var generator = SeededGenerator(seed: UInt64(seed))
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            for place in bytes.indices where place % 3 == seed {
                let isBody = bytes[place] > 0 && bytes[place] < 7 && place % 16 > 2
                let chance = isBody || bytes[place] == 0 ? 100 : 2
                guard place < 130 || Int.random(in: 0..<chance, using: &generator) == 0 else { continue }
                let random = UInt8.random(in: 0...7, using: &generator)
                for bit in place < 130 ? 0...7 : random...random {
                    var changed = files
                    changed[name]?[place] ^= 1 << bit
                    let report = try verify(changed)
                    #expect(report.damage.contains { $0.file == name }, "\(name), byte \(place), bit \(bit)")
                }
            }
        }
    }

    @Test func `a byte that is gone, or one too many, is found`() throws {
        let files = try files()
        for name in files.keys.sorted() {
            var shorter = files
            shorter[name]?.removeLast()
            #expect(try !verify(shorter).isSound, "\(name) is shorter")
            var longer = files
            longer[name]?.append(0)
            #expect(try !verify(longer).isSound, "\(name) is longer")
        }
    }

    @Test func `files that are exchanged, gone or foreign are found`() throws {
        let files = try files()
        var changed = files
        changed["00000001.segment"] = files["00000002.segment"]
        changed["00000002.segment"] = files["00000001.segment"]
        #expect(
            try verify(changed).damage.first
                == LedgerDamage(file: "00000001.segment", offset: 0, expected: .turn(1))
        )
        changed = files
        changed["00000002.segment"] = nil
        #expect(
            try verify(changed).damage.first
                == LedgerDamage(file: "00000002.segment", offset: 0, expected: .file)
        )
        changed = files
        changed["notes.txt"] = [1]
        #expect(try verify(changed).damage == [LedgerDamage(file: "notes.txt", offset: 0, expected: .noFile)])
        changed = files
        changed["meta"] = nil
        #expect(
            try verify(changed).damage.first == LedgerDamage(file: "meta", offset: 0, expected: .file)
        )
        changed = files
        changed["00000003.index"] = files["00000002.index"]
        #expect(
            try verify(changed).damage == [LedgerDamage(file: "00000003.index", offset: 0, expected: .noFile)]
        )
    }

    @Test func `an index that is missing is a remark, because it can be made again`() throws {
        var files = try files()
        files["00000002.index"] = nil
        let report = try verify(files)
        #expect(report.isSound)
        #expect(report.remarks == [.missingIndex(file: "00000002.index")])
    }

    @Test func `a ledger signed with another key than the one given is found`() throws {
        let other = try CheckpointKey(
            authority: try #require(AuthorityCode("E08000025")),
            seed: [UInt8](repeating: 1, count: 32)
        )
        let damage = try verify(files(), verifier: other.verifier).damage
        #expect(damage.first == LedgerDamage(file: "meta", offset: 0, expected: .verifier))
        #expect(damage.dropFirst().first?.expected == .signature)
    }

    @Test func `a history rewritten with the right key is found by a checkpoint that somebody holds`() throws
    {
        let files = try files()
        let root = try #require(Digest([UInt8](repeating: 3, count: 32)))
        let honest = try Sample.key().verifier.open(try #require(try verify(files).checkpoint))
        #expect(try verify(files, known: [honest]).isSound)
        let forged = Checkpoint(origin: honest.origin, size: 4, root: root)
        #expect(
            try verify(files, known: [forged]).damage.first?.expected == .knownCheckpoint
        )
        let longer = Checkpoint(origin: honest.origin, size: 7, root: root)
        #expect(try verify(files, known: [longer]).damage.first?.expected == .knownCheckpoint)
    }

    @Test func `damage names its file, its byte and what was expected`() throws {
        var files = try files()
        files["00000001.segment"]?[700] ^= 4
        let damage = try #require(try verify(files).damage.first)
        #expect(
            damage.description
                == "00000001.segment, byte 0: expected turn content that fits its checksum"
        )
        #expect(LedgerDamage.examination(of: "ledger") == "concordat verify ledger")
    }
}
