import Adapters
import ArgumentParser
import BrokerClient
import Logging
import ServiceLifecycle
import UnixSignals
import ZeroMQ

/// `concordat adapter <config.yaml>…`: takes what agencies' systems say until it is told to stop.
struct AdapterRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Publishes what agencies' systems say (the default).",
        discussion: """
            What a configuration's kind is, it does: watch a drop folder, listen for HL7, serve HTTP, or tell people \
            by e-mail and webhook that something waits. Of a drop folder a file (.csv and .txt, or .jsonl \
            and .ndjson for JSON lines) is taken whole or not at all, once it no longer grows: into done/, or into \
            rejected/ with a list of everything that is wrong beside it. Nothing is published twice, however often it is restarted. Prints \
            `watching <folder>` for each folder, and a line for each file; or `listening <address>:<port>`.
            """
    )

    @Argument(help: "Adapters' configurations; one process can run several.")
    var files: [String]

    @Flag(help: "Take what is dropped there, wait for its receipts, and end; 1 if anything was not taken.")
    var once = false

    func run() async throws {
        let files = try self.files.map { try AdapterFile(path: $0) }
        let logger = Logger.service("concordat.adapter", .warning)
        let context = try ZeroMQContext()
        var adapters: [RunningAdapter] = []
        for file in files {
            adapters.append(try RunningAdapter(file, context: context, logger: logger))
        }
        for adapter in adapters {
            if let greeting = adapter.greeting { StandardOutput.write(greeting) }
        }
        if once {
            try await lookOnce(adapters)
        } else {
            var group = ServiceGroupConfiguration(
                services: adapters.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
            group.maximumGracefulShutdownDuration = .seconds(5)
            try await ServiceGroup(configuration: group).run()
        }
        context.terminate()
    }

    private func lookOnce(_ adapters: [RunningAdapter]) async throws {
        var failures: [String] = []
        for adapter in adapters {
            failures += try await adapter.lookOnce()
            await adapter.close()
        }
        guard failures.isEmpty else { throw CommandFailure(status: 1, lines: failures) }
    }
}
