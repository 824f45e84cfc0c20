import Adapters
import BrokerClient
import Logging
import ServiceLifecycle
import Wire
import ZeroMQ

/// A drop folder's adapter with its own connection and box.
struct RunningAdapter: Service {
    let file: AdapterFile
    let connection: BrokerConnection
    private let adapter: DropFolderAdapter

    init(_ file: AdapterFile, context: ZeroMQContext, logger: Logger) throws {
        guard let serverKey = CurvePublicKey(z85: file.serverKey) else {
            throw CommandFailure.misconfigured(["server-key: must be 40 characters in Z85"])
        }
        let box = try ClientBox(at: file.boxPath)
        try NewFolder.make(file.watch.folder)
        connection = try BrokerConnection(
            ClientConfiguration(
                endpoint: file.endpoint,
                serverKey: serverKey,
                keys: try Certificate.secret(in: file.certificatePath).keys,
                agent: "concordat-adapter/1"
            ),
            box: box,
            context: context,
            logger: logger
        )
        self.file = file
        let terminal = TerminalProgress()
        adapter = try DropFolderAdapter(
            file.watch,
            box: box,
            connection: connection,
            logger: logger,
            progress: { terminal.show($0) },
            report: { outcome in
                terminal.end()
                StandardOutput.write(outcome.sentence)
            }
        )
    }

    func run() async throws {
        try await adapter.run()
        await connection.close()
    }

    /// Takes what is there, and waits until all of it is answered; says what was not taken.
    func lookOnce() async throws -> [String] {
        // A file is taken when two looks saw the same.
        var outcomes = try await adapter.look()
        try await Task.sleep(for: .milliseconds(100))
        outcomes += try await adapter.look()
        try await connection.emptyOutbox(within: .seconds(60))
        let rejected = outcomes.filter { outcome in
            if case .rejected = outcome { true } else { false }
        }
        let refused = try await connection.box.refusals().map { id, refusal in
            "refused by the broker: \(id): \(refusal.code.rawValue) \(refusal.text)"
        }
        return rejected.map(\.sentence) + refused
    }
}

extension FileOutcome {
    /// For whoever dropped the file; its name and counts, never its content.
    var sentence: String {
        switch self {
        case .taken(let file, let events, 0): "taken: \(file), \(events) events"
        case .taken(let file, let events, let unchanged):
            "taken: \(file), \(events) events, \(unchanged) said before"
        case .rejected(let file, let faults):
            "rejected: \(file), \(faults) faults, listed beside it in rejected/"
        case .repeated(let file): "taken before: \(file)"
        }
    }
}
