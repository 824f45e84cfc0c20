import ArgumentParser
import Ledger
import Vocabulary
import ZeroMQ

/// `concordat keys signing`: a new Ed25519 key for an authority's ledger and messages.
struct KeysSigningCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signing",
        abstract: "Makes the Ed25519 key that signs an authority's receipts and its messages to others.",
        discussion: """
            Writes <folder>/<name>.key_secret (mode 0600), which may not be there already. Prints the verifier key \
            (C2SP: name+hash+base64) by which anybody can check the authority's receipts; give it to its partners.
            """
    )

    @Argument(help: "The folder for the file; made if it is not there.")
    var folder: String

    @Option(help: "What the file is called.")
    var name = "signing"

    @Option(help: "The authority's GSS code, such as E08000025.")
    var authority: String

    func validate() throws {
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
            throw ValidationError("--name must be a plain file name without a folder")
        }
        guard CommandArgument.authority(authority) != nil else {
            throw ValidationError("--authority must be a GSS code, a letter and eight digits")
        }
    }

    func run() throws {
        guard let code = CommandArgument.authority(authority) else { throw ExitCode.validationFailure }
        try NewFolder.make(folder)
        let certificate = SigningCertificate.generate(name: code.text)
        let verifier = try certificate.checkpointKey(of: code).verifier
        try certificate.write(to: "\(folder)/\(name).key_secret")
        StandardOutput.write(verifier.text)
    }
}
