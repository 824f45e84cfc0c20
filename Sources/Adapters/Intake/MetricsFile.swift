public import BrokerClient
import Foundation
public import Logging
public import ServiceLifecycle

/// Writes an adapter's numbers into a file every so often, as Prometheus' collector of text files reads them.
public struct MetricsFile: Service {
    private let path: String
    private let journal: AdapterJournal
    private let box: ClientBox
    private let interval: Duration
    private let logger: Logger

    /// Names the file.
    public init(
        at path: String,
        journal: AdapterJournal,
        box: ClientBox,
        interval: Duration = .seconds(15),
        logger: Logger
    ) {
        self.path = path
        self.journal = journal
        self.box = box
        self.interval = interval
        self.logger = logger
    }

    /// Writes until the process is asked to stop, and once more then.
    public func run() async throws {
        try await Rounds.untilStopped(every: interval) { try await write() }
        try await write()
    }

    private func write() async throws {
        let counts = try await box.outboxCounts()
        let text = journal.exposition(waiting: counts.waiting, brokerRefused: counts.refused)
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            // Numbers are no reason to stop taking what agencies say.
            logger.warning("the file of metrics cannot be written", metadata: ["path": "\(path)"])
        }
    }
}
