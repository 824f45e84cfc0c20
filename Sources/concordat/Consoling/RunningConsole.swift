import BrokerClient
import Console
import Logging
import Settings
import ServiceLifecycle
import Vocabulary
import ZeroMQ

/// A console with its agencies' desks, as a part of the process.
struct RunningConsole: Service {
    private let file: ConsoleFile
    private let desks: [BrokerDesk]
    private let board = NewsBoard()
    private let logger: Logger

    /// Makes the connections; they begin to connect at once, and again and again.
    init(_ file: ConsoleFile, context: ZeroMQContext, logger: Logger) throws {
        self.file = file
        self.logger = logger
        let faults = file.settings.faults
        guard faults.isEmpty else { throw CommandFailure.misconfigured(faults) }
        try NewFolder.make(file.boxesPath)
        let board = board
        desks = try file.systems.map {
            try BrokerDesk($0, of: file, board: board, context: context, logger: logger)
        }
    }

    func run() async throws {
        do {
            try await serve()
        } catch {
            for desk in desks { await desk.connection.close() }
            throw error
        }
        for desk in desks { await desk.connection.close() }
    }

    /// The pages, once the broker answers, which may fold a long ledger first; nothing, if the process is to stop meanwhile.
    private func application(_ desks: [AgencyID: any Desk]) async throws -> ConsoleApplication? {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                return try await ConsoleApplication(
                    file.settings,
                    desks: desks,
                    board: board,
                    logger: logger,
                    started: { [settings = file.settings] port in
                        StandardOutput.write("console of \(settings.name) at \(settings.url), port \(port)")
                    }
                )
            } catch let fault as ConsoleFault {
                throw CommandFailure.misconfigured(fault.reasons)
            } catch let refusal as DeskRefusal where refusal == .unreachable {
                // Each try has waited long for an answer.
                logger.warning(
                    "the broker does not answer yet",
                    metadata: ["endpoint": "\(file.broker.endpoint)"]
                )
            } catch let refusal as DeskRefusal {
                throw CommandFailure.unreachable("\(file.broker.endpoint): \(refusal.text)")
            }
        }
        return nil
    }

    private func serve() async throws {
        var byAgency: [AgencyID: any Desk] = [:]
        for (system, desk) in zip(file.systems, desks) {
            if let agency = system.user.agency { byAgency[agency] = desk }
        }
        guard let application = try await application(byAgency) else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for desk in desks {
                group.addTask {
                    // Ends when the connection is closed or the group is done; without news, pages work all the same.
                    do { try await desk.listen() } catch { return }
                }
            }
            try await application.run()
            group.cancelAll()
        }
    }
}
