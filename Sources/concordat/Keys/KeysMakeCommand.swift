import ArgumentParser
import Foundation
import ZeroMQ

/// `concordat keys make`: a new CURVE key, as a pair of ZeroMQ certificates.
struct KeysMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Makes a CURVE key for a system or a broker, as a pair of ZeroMQ certificates.",
        discussion: """
            Writes <folder>/<name>.key, which may be given to anybody, and <folder>/<name>.key_secret (mode 0600), \
            which may not. Neither may be there already. Prints the public key in Z85.
            """
    )

    @Argument(help: "The folder for the two files; made if it is not there.")
    var folder: String

    @Option(help: "What the files are called, such as wmp-niche or broker.")
    var name: String

    func validate() throws {
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
            throw ValidationError("--name must be a plain file name without a folder")
        }
    }

    func run() throws {
        try NewFolder.make(folder)
        let keys = KeyPair.generate()
        let certificate = Certificate(keys: keys, metadata: [ZPLNode("name", name)])
        try certificate.write(to: "\(folder)/\(name).key_secret")
        try certificate.withoutSecret.write(to: "\(folder)/\(name).key")
        StandardOutput.write(keys.publicKey.z85)
    }
}
