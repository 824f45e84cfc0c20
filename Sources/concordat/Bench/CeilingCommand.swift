import ArgumentParser
import Foundation
import ZeroMQ

/// `concordat bench-ceiling`: the control broker as a process of its own; `bench` starts and ends it.
struct CeilingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-ceiling",
        abstract: "The control that `bench` compares a broker with: stores and forwards, and checks nothing.",
        shouldDisplay: false
    )

    @Argument(help: "The file to append to.")
    var file: String

    @Option(help: "A client's public key, Z85; once for each.")
    var client: [String]

    func run() async throws {
        let context = try ZeroMQContext()
        var users: [CurvePublicKey: String] = [:]
        for key in client {
            guard let key = CurvePublicKey(z85: key) else { throw ValidationError("--client must be Z85") }
            users[key] = "bench/client"
        }
        let authenticator = try Authenticator(context: context, policy: AccessPolicy(users: users))
        let keys = KeyPair.generate()
        let broker = try CeilingBroker(file: file)
        let endpoint = try await broker.serve(keys: keys, authenticator)
        StandardOutput.write("serving \(endpoint) \(keys.publicKey.z85)")
        // Until its parent ends it, or is gone itself.
        let parent = getppid()
        while getppid() == parent { try await Task.sleep(for: .seconds(1)) }
        withExtendedLifetime(broker) {}
    }
}
