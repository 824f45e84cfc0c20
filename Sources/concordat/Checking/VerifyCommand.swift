import ArgumentParser
import Foundation
import Ledger
import Vocabulary

/// `concordat verify`: examines a ledger's files alone.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Examines a ledger from its files alone: one flipped bit anywhere is found.",
        discussion: """
            Recomputes everything and changes nothing; a broker may be running. Without --key the checkpoints are held \
            against the key that the folder names, which shows damage but not forgery. Ends 1 with every finding: \
            file, byte, what was expected there.
            """
    )

    @Argument(help: "The ledger's folder.")
    var folder: String

    @Option(help: "The authority's verifier key (name+hash+base64), or a file that holds it.")
    var key: String?

    @Option(help: "A checkpoint that somebody holds, which the ledger must still lead to; may be repeated.")
    var checkpoint: [String] = []

    func run() throws {
        let verifier = try key.map { try VerifierArgument.read($0) }
        guard checkpoint.isEmpty || verifier != nil else {
            throw CommandFailure.usage(
                "--checkpoint needs --key, because it must be shown to be the authority's"
            )
        }
        var known: [Checkpoint] = []
        for file in checkpoint {
            let note = String(decoding: try InputFile.read(file), as: UTF8.self)
            do throws(CheckpointError) {
                if let verifier { known.append(try verifier.open(note)) }
            } catch {
                throw CommandFailure.refused("\(file): \(error.sentence)")
            }
        }
        let progress = ProgressLine("verifying")
        let report = try LedgerVerifier(path: folder, verifier: verifier, known: known).verify {
            progress.show($0, of: $1)
        }
        progress.end()
        for remark in report.remarks { StandardError.write("note: " + remark.sentence) }
        guard report.isSound else {
            let count = report.damage.count
            throw CommandFailure(
                status: 1,
                lines: report.damage.map { "\(folder): \($0)" }
                    + ["not verified: \(count) finding\(count == 1 ? "" : "s")"]
            )
        }
        StandardOutput.write(
            """
            verified: \(report.entries) entries in \(report.turns) turns, \(report.checkpoints) checkpoints, \
            root \(report.root.hex)
            """
        )
        if let verifier = report.verifier { StandardOutput.write("signed by \(verifier.text)") }
    }
}

extension LedgerRemark {
    /// For an operator.
    fileprivate var sentence: String {
        switch self {
        case .tornTurn(let file, let offset):
            "\(file), byte \(offset): the last turn was not written whole; nothing of it was receipted"
        case .unfinished(let file): "\(file): was never finished, and nobody reads it"
        case .missingIndex(let file): "\(file): is made anew at the next start"
        case .inUse: "a broker has the ledger open, so more may have been added meanwhile"
        }
    }
}
