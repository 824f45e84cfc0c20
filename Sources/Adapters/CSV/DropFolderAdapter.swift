public import BrokerClient
import Concerns
import JSON
public import Logging
public import ServiceLifecycle
import Vocabulary

/// Takes the exports that an agency's system drops into a folder, each whole or not at all, and publishes what they say.
///
/// All events of a file are stored in the box in one transaction, together with the file's digest; only then is the file
/// moved away. So a restart at any moment takes the file once: before the transaction it is read again, after it the
/// digest is known. What an earlier export said in the same words is not said again; what it said otherwise is superseded.
public actor DropFolderAdapter: Service {
    private let configuration: DropFolderConfiguration
    private let box: ClientBox
    private let connection: BrokerConnection?
    private let logger: Logger
    private let progress: @Sendable (FileProgress) -> Void
    private let report: @Sendable (FileOutcome) -> Void
    private let folder: DropFolder
    private var stable = StableFiles()

    /// Creates an adapter that publishes over a connection; without one it only stores into the box.
    public init(
        _ configuration: DropFolderConfiguration,
        box: ClientBox,
        connection: BrokerConnection?,
        logger: Logger,
        progress: @escaping @Sendable (FileProgress) -> Void = { _ in },
        report: @escaping @Sendable (FileOutcome) -> Void = { _ in }
    ) throws {
        self.configuration = configuration
        self.box = box
        self.connection = connection
        self.logger = logger
        self.progress = progress
        self.report = report
        folder = DropFolder(path: configuration.folder)
        try folder.prepare()
    }

    /// Looks again and again until the process is asked to stop; a file in hand is finished first.
    ///
    /// - Throws: what the disk or the box refuses: whoever runs this starts it again, and nothing is lost.
    public func run() async throws {
        try await Rounds.untilStopped(every: configuration.interval) { _ = try await look() }
    }

    /// Looks once, and takes every file that is as it was at the last look.
    public func look() async throws -> [FileOutcome] {
        var outcomes: [FileOutcome] = []
        for name in stable.look(try folder.files()) {
            if Task.isShuttingDownGracefully { break }
            let outcome = try await take(name)
            outcome.write(to: logger)
            report(outcome)
            outcomes.append(outcome)
        }
        return outcomes
    }

    private func take(_ name: String) async throws -> FileOutcome {
        let bytes = try folder.read(name, atMost: configuration.longestFile + 1)
        let digest = Digest.ofBody(bytes)
        let note = "export/" + digest.hex
        if try await box.note(note) != nil {
            try folder.moveToDone(name, digest: digest)
            return .repeated(file: name)
        }
        do {
            let events = try events(of: bytes, name)
            return try await publish(events, of: name, digest, note)
        } catch let faults as ExportFaults {
            try folder.moveToRejected(name, digest: digest, because: faults)
            return .rejected(file: name, faults: faults.faults.count)
        }
    }

    private func events(of bytes: [UInt8], _ name: String) throws(ExportFaults) -> [ExportEvent] {
        let form = ExportForm(fileNamed: name) ?? .table
        guard bytes.count <= configuration.longestFile else {
            let fault = RowFault(
                row: 0,
                was: "longer",
                mustBe: "at most \(configuration.longestFile) bytes: export it in parts"
            )
            throw ExportFaults(rows: 0, faults: [fault], form: form)
        }
        let mapper = ExportMapper(
            mapping: configuration.mapping,
            agency: configuration.source.agency,
            catalogue: configuration.catalogue
        )
        return try mapper.events(of: bytes, as: form) { done, total in
            progress(FileProgress(file: name, rowsDone: done, rowsTotal: total))
        }
    }

    private func publish(
        _ events: [ExportEvent],
        of name: String,
        _ digest: Digest,
        _ note: String
    ) async throws -> FileOutcome {
        var publications: [Publication] = []
        var notes = [note: Array(name.utf8)]
        let names = events.map(\.noteName)
        let said = try await box.notes(names)
        for (name, event) in zip(names, events) {
            let last = said[name].flatMap(LastSaid.init)
            let content = event.contentDigest
            if last?.content == content { continue }
            let id = event.id(from: configuration.source, file: digest)
            publications.append(
                event.publication(id: id, source: configuration.source, supersedes: last?.id)
            )
            notes[name] = LastSaid(id: id, content: content).bytes
        }
        if let connection {
            try await connection.submit(publications, notes: notes)
        } else {
            try await box.store(publications, notes: notes)
        }
        try folder.moveToDone(name, digest: digest)
        return .taken(file: name, events: publications.count, unchanged: events.count - publications.count)
    }
}

/// What the box remembers of the last event about a group of rows.
private struct LastSaid {
    let id: MessageID
    let content: Digest

    init(id: MessageID, content: Digest) {
        self.id = id
        self.content = content
    }

    init?(_ bytes: [UInt8]) {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard parts.count == 2, let id = MessageID(String(parts[0])),
            let content = Digest(hex: String(parts[1]))
        else { return nil }
        self.init(id: id, content: content)
    }

    var bytes: [UInt8] { Array("\(id) \(content.hex)".utf8) }
}

extension FileOutcome {
    /// File names and counts; what was wrong with a file stands beside it and nowhere else.
    fileprivate func write(to logger: Logger) {
        switch self {
        case .taken(let file, let events, let unchanged):
            logger.info(
                "export taken",
                metadata: ["file": "\(file)", "events": "\(events)", "unchanged": "\(unchanged)"]
            )
        case .rejected(let file, let faults):
            logger.warning("export rejected", metadata: ["file": "\(file)", "faults": "\(faults)"])
        case .repeated(let file): logger.info("export was taken before", metadata: ["file": "\(file)"])
        }
    }
}
