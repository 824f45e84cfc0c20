import ArgumentParser
import CLinuxShims
import Broker
import Foundation
import Ledger
import Logging
import ServiceLifecycle
import Settings
import UnixSignals
import Vocabulary
import ZeroMQ

/// `concordat serve`: runs an authority's broker.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs an authority's broker until SIGTERM or SIGINT.",
        discussion: """
            Prints `serving <authority> at <endpoint>` once it takes messages. Logs go to standard error and hold \
            identifiers only. If a write or sync of the ledger fails the process ends (1) and recovers at its next \
            start. Every fault in the configuration, key files included, is listed and ends it (78) before anything \
            is started.
            """
    )

    @Argument(help: "The broker's configuration, Configs/<authority>/broker.yaml.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "For demos and replays: time stands still but for requests on this Unix socket.",
            discussion: "A ledger begun so can never be used otherwise, nor another so.",
            valueName: "socket"
        )
    )
    var storyClock: String?

    @Option(
        help: ArgumentHelp(
            "Where a story begins, if its ledger is not further already.",
            valueName: "RFC 3339 date-time"
        )
    )
    var storyStart: String?

    @Option(
        help: ArgumentHelp(
            "Bytes of each file of a ledger that is begun; an existing one keeps its own.",
            discussion: "8192 to 1073741824, in whole sectors of 512. About 800 bytes an entry.",
            valueName: "bytes"
        )
    )
    var segment = LedgerOptions().segmentByteCount

    @Option(
        help: ArgumentHelp(
            "For `concordat torture`: the process kills itself where it is for the nth time at this point.",
            discussion: "Points: \(FailPoint.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "point:n"
        )
    )
    var failPoint: SuddenDeath?

    @Option(help: "What is logged, from this level up.")
    var logLevel = Logger.Level.info

    func validate() throws {
        guard LedgerOptions.isPossible(segmentByteCount: segment) else {
            throw ValidationError("--segment must be 8192 to 1073741824, a multiple of 512")
        }
        if let storyStart {
            guard storyClock != nil else { throw ValidationError("--story-start needs --story-clock") }
            guard Instant(rfc3339: storyStart) != nil else {
                throw ValidationError("--story-start must be a date-time such as 2026-10-05T09:00:00+01:00")
            }
        }
    }

    func run() async throws {
        // A turn under load is half a megabyte, several times a millisecond.
        linux_keep_freed_memory(16 * 1_024 * 1_024)
        // The usual soft limit is 1,024, for programs that use select(2); every client is a descriptor.
        linux_raise_descriptor_limit()
        let path = file
        let file = try BrokerFile(path: path)
        let console = try file.consolePath.map { try ConsoleFile(path: $0) }
        let story = storyClock.map { socket in
            StoryOptions(socket: socket, start: storyStart.flatMap { Instant(rfc3339: $0) })
        }
        try NewFolder.make(file.ledgerPath)
        try NewFolder.make(file.snapshotPath)
        try NewFolder.make(for: file.viewPath)
        let options = LedgerOptions(
            segmentByteCount: segment,
            witness: try DiskFolder(path: file.witnessPath),
            failPoint: failPoint?.watch
        )
        var configuration = try BrokerConfiguration(file, at: path, story: story, ledger: options)
        let logger = Logger.service("concordat", logLevel)
        if let mirror = file.mirrorPath {
            configuration.mirror = WordMirror(folder: try DiskFolder(path: mirror))
        } else if !file.peers.isEmpty {
            // Better said than believed: `wire.md`, "Two places".
            logger.warning(
                "no mirror: decisions are durable in one place only, and a restore can forget them"
            )
        }
        do {
            try await Self.serve(configuration, of: file, console: console, logger: logger)
        } catch let error as LedgerError {
            throw CommandFailure.refused(error.description(of: file.ledgerPath))
        }
    }

    private static func serve(
        _ configuration: BrokerConfiguration,
        of file: BrokerFile,
        console: ConsoleFile?,
        logger: Logger
    ) async throws {
        let context = try ZeroMQContext()
        let thread = try SocketThread(named: "sockets")
        let node = try BrokerNode(
            configuration,
            boot: String(UUID().uuidString.prefix(8)).lowercased(),
            thread: thread,
            context: context,
            logger: logger
        )
        var services: [any Service] = [RunningBroker(node: node, authority: file.authority)]
        // A client like any other, which finds the broker by its address; only libzmq's context is the process's own.
        if let console {
            services.append(try RunningConsole(console, context: context, logger: logger))
        }
        let group = ServiceGroup(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: .lifeCycle
        )
        try await group.run()
        // Receipts that are still on their way get a second (LINGER) before the process ends.
        await thread.stop()
        context.terminate()
    }
}
