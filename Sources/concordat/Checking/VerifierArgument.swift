import Ledger

/// A verifier key on the command line: itself, or a file that holds it.
enum VerifierArgument {
    static func read(_ argument: String) throws -> CheckpointVerifier {
        let text =
            argument.contains("+")
            ? argument : String(decoding: try InputFile.read(argument), as: UTF8.self)
        do throws(CheckpointError) {
            return try CheckpointVerifier(text: text.filter { !$0.isWhitespace })
        } catch {
            throw CommandFailure.usage("--key: is no verifier key (\(error.sentence))")
        }
    }
}
