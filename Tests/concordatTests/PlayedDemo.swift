import Foundation
import Ledger
import Settings
import Testing
import Vocabulary

@testable import concordat

/// The demo, played once for a suite; tests change copies.
struct PlayedDemo: Sendable {
    /// Its folder.
    let path: String
    let outcome: Program.Outcome

    @TaskLocal private static var current: PlayedDemo?

    static func once() throws -> PlayedDemo { try #require(current) }

    /// Plays the demo before the suite's tests, and removes its folder after them.
    struct Stage: SuiteTrait, TestScoping {
        func provideScope(
            for test: Test,
            testCase: Test.Case?,
            performing function: @concurrent @Sendable () async throws -> Void
        ) async throws {
            let folder = try TemporaryFolder()
            let path = folder.path("demo")
            let arguments = ["demo", "--once", "--fast", "--dir", path, "--house", Repository.path]
            let demo = PlayedDemo(path: path, outcome: try Program.run(arguments, in: folder))
            try await PlayedDemo.$current.withValue(demo) { try await function() }
            withExtendedLifetime(folder) {}
        }
    }

    /// Another folder with the same content, which may be changed except for the ledgers: those are lent.
    func copy() throws -> TemporaryFolder {
        let copy = try TemporaryFolder()
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: path) where !name.hasPrefix("E") {
            try files.copyItem(atPath: path + "/" + name, toPath: copy.path(name))
        }
        for code in ["E08000025", "E08000029"] {
            try files.createDirectory(atPath: copy.path(code), withIntermediateDirectories: true)
            for name in try files.contentsOfDirectory(atPath: "\(path)/\(code)") where name != "story-clock" {
                let (source, target) = ("\(path)/\(code)/\(name)", copy.path("\(code)/\(name)"))
                if name == "ledger" {
                    try files.createSymbolicLink(atPath: target, withDestinationPath: source)
                } else {
                    try files.copyItem(atPath: source, toPath: target)
                }
            }
        }
        return copy
    }

    /// Writes an authority's ledger anew in a copy, each turn as `change` gives it back.
    func rewriteLedger(
        of code: String,
        in copy: TemporaryFolder,
        _ change: (StoredEntry) -> (keep: Bool, facts: [UInt8])
    ) throws {
        let authority = try DemoAuthority(folder: "\(path)/\(code)")
        let key = try SigningCertificate(secretFile: authority.file.signingKeyPath)
            .checkpointKey(of: authority.code)
        var turns: [RecoveredTurn] = []
        try SegmentedLedger.open(path: authority.file.ledgerPath, key: key) { turns.append($0) }.close()
        try FileManager.default.removeItem(atPath: copy.path("\(code)/ledger"))
        let options = LedgerOptions(segmentByteCount: 4 * 1_024 * 1_024, execution: .caller)
        let ledger = try SegmentedLedger.open(path: copy.path("\(code)/ledger"), key: key, options: options) {
            _ in
        }
        var sequence = LedgerSequence(0)
        for turn in turns {
            var drafts: [EntryDraft] = []
            for entry in turn.entries {
                let (keep, facts) = change(entry)
                guard keep else { continue }
                sequence = LedgerSequence(sequence.number + 1)
                drafts.append(
                    EntryDraft(
                        sequence: sequence,
                        at: entry.header.at,
                        publisher: entry.header.publisher,
                        id: entry.header.id,
                        topic: entry.header.topic,
                        body: entry.body,
                        facts: facts
                    )
                )
            }
            ledger.submit(TurnDraft(at: turn.at, entries: drafts, turnData: turn.turnData)) { result in
                #expect(throws: Never.self) { try result.get() }
            }
        }
        ledger.close()
    }
}
