import Adapters
import BrokerClient
import Logging
import ServiceLifecycle
import Wire
import ZeroMQ

/// A configured adapter with its lines to the broker, and what watches over it.
struct RunningAdapter: Service {
    let file: AdapterFile
    let lines: [SystemLine]
    private let services: [any Service]
    private let dropFolder: DropFolderAdapter?

    init(_ file: AdapterFile, context: ZeroMQContext, logger: Logger) throws {
        self.file = file
        lines = try file.systems.map { try SystemLine($0, file, context: context, logger: logger) }
        guard let line = lines.first else {
            throw CommandFailure.misconfigured(["system: must be there"])
        }
        switch file.kind {
        case .drop(let configuration):
            let folder = try Self.dropFolder(configuration, line, logger)
            dropFolder = folder
            let progress: [any Service] = ProgressLine.isSeen ? [OutboxWatch(line.box)] : []
            services = [folder] + progress + Self.watches(file, lines, logger)
        case .hl7, .http, .outward:
            dropFolder = nil
            services = Self.services(of: file.kind, line, lines, logger) + Self.watches(file, lines, logger)
        }
    }

    /// Whatever speaks with others over the network.
    private static func services(
        of kind: AdapterFile.Kind,
        _ line: SystemLine,
        _ lines: [SystemLine],
        _ logger: Logger
    ) -> [any Service] {
        switch kind {
        case .drop: []
        case .hl7(let configuration):
            [
                HL7Adapter(
                    configuration,
                    sink: BrokerSink(line.connection),
                    journal: line.journal,
                    logger: logger,
                    listening: { StandardOutput.write("listening \(configuration.host):\($0)") }
                )
            ]
        case .http(let configuration):
            [
                HTTPAdapter(
                    configuration,
                    lines: lines.map {
                        HTTPAdapter.Line(sink: BrokerSink($0.connection), journal: $0.journal, box: $0.box)
                    },
                    logger: logger,
                    listening: { StandardOutput.write("listening \(configuration.host):\($0)") }
                )
            ]
        case .outward(let configuration):
            [
                OutwardAdapter(
                    configuration,
                    connection: line.connection,
                    journal: line.journal,
                    logger: logger,
                    listening: { StandardOutput.write(Self.telling(configuration, $0)) }
                )
            ]
        }
    }

    /// Whatever looks after an adapter's lines.
    private static func watches(_ file: AdapterFile, _ lines: [SystemLine], _ logger: Logger) -> [any Service]
    {
        lines.flatMap { line -> [any Service] in
            let silence = file.silence.map { terms in
                SilenceWatch(
                    terms,
                    source: line.source,
                    box: line.box,
                    connection: line.connection,
                    journal: line.journal,
                    logger: logger
                )
            }
            let metrics = file.metricsPath.map {
                MetricsFile(at: $0, journal: line.journal, box: line.box, logger: logger)
            }
            return [silence, metrics].compactMap { (service: (any Service)?) in service }
        }
    }

    private static func dropFolder(
        _ configuration: DropFolderConfiguration,
        _ line: SystemLine,
        _ logger: Logger
    ) throws -> DropFolderAdapter {
        try NewFolder.make(configuration.folder)
        let terminal = TerminalProgress()
        return try DropFolderAdapter(
            configuration,
            box: line.box,
            connection: line.connection,
            logger: logger,
            progress: { terminal.show($0) },
            report: { [journal = line.journal] outcome in
                terminal.end()
                outcome.note(in: journal)
                StandardOutput.write(outcome.sentence)
            }
        )
    }

    private static func telling(_ configuration: OutwardConfiguration, _ port: Int) -> String {
        let people = configuration.people.count == 1 ? "1 person" : "\(configuration.people.count) people"
        let calendars = configuration.calendars.map { ", calendars at \($0.host):\(port)" }
        return "telling \(people)" + (calendars ?? "")
    }

    /// What it says of itself when it begins; those that listen say where once they do.
    var greeting: String? {
        switch file.kind {
        case .drop(let configuration): "watching \(configuration.folder)"
        case .hl7, .http, .outward: nil
        }
    }

    /// Runs until the process is asked to stop, or something of it fails.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            // Asked to stop, each ends by itself, and may finish what it has in hand.
            do { try await group.waitForAll() } catch {
                group.cancelAll()
                throw error
            }
        }
        await close()
    }

    func close() async {
        for line in lines { await line.connection.close() }
    }

    /// Takes what is there, and waits until all of it is answered; says what was not taken.
    func lookOnce() async throws -> [String] {
        guard let dropFolder, let line = lines.first else {
            throw CommandFailure.usage("--once is for drop folders: whoever listens never ends")
        }
        // A file is taken when two looks saw the same.
        var outcomes = try await dropFolder.look()
        try await Task.sleep(for: .milliseconds(100))
        outcomes += try await dropFolder.look()
        try await OutboxProgress(line.connection).finish()
        let rejected = outcomes.filter { outcome in
            if case .rejected = outcome { true } else { false }
        }
        let refused = try await line.box.refusals().map { id, refusal in
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

    fileprivate func note(in journal: AdapterJournal) {
        journal.heard()
        switch self {
        case .taken(_, let events, _): journal.stored(events: events)
        case .rejected(let file, let faults):
            journal.refused(
                AdapterJournal.Refusal(
                    message: file,
                    code: "rows",
                    reason: "\(faults) faults, listed in rejected/\(file).rejected"
                )
            )
        case .repeated: break
        }
    }
}
