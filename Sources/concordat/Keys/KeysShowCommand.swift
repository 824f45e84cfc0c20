import ArgumentParser
import Ledger
import ZeroMQ

/// `concordat keys show`: what of a key may be told to others.
struct KeysShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what of a key file may be told to others.",
        discussion: """
            For a ZeroMQ certificate: the public key in Z85. For a signing key: the authority's verifier key. Secrets are \
            never printed; a secret file that others can read is refused (78).
            """
    )

    @Argument(help: "A .key or .key_secret file.")
    var file: String

    @Option(help: "The authority of a signing key, if the file does not name it.")
    var authority: String?

    func validate() throws {
        guard let authority else { return }
        guard CommandArgument.authority(authority) != nil else {
            throw ValidationError("--authority must be a GSS code, a letter and eight digits")
        }
    }

    func run() throws {
        guard file.hasSuffix("_secret") else {
            StandardOutput.write(try Certificate.publicKey(in: file).z85)
            return
        }
        guard try SigningCertificate.isOne(secretFile: file) else {
            StandardOutput.write(try Certificate.secret(in: file).keys.publicKey.z85)
            return
        }
        let certificate = try SigningCertificate(secretFile: file)
        guard let code = CommandArgument.authority(authority ?? certificate.name) else {
            throw CommandFailure.usage("\(file): names no authority; say which with --authority")
        }
        StandardOutput.write(try certificate.checkpointKey(of: code).verifier.text)
    }
}
