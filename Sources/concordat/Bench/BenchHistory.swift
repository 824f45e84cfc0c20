import Foundation
import ZeroMQ

/// A broker with a long history: whether its memory grows with it, and how soon it serves again.
struct BenchHistory {
    /// Bytes on the disk of an entry with its facts, its place in an index and its row in the chronology, and to spare.
    private static let bytesPerEntry = 2_000

    let entries: Int
    let house: String

    private var title: String { "\(Grouped.text(entries)) entries" }

    func measure(into figures: inout FigureList) async throws {
        try await BenchBroker.run(house: house) { broker in
            try demandRoom(in: broker.folder)
            try await broker.start()
            try await grow(broker, &figures)
            // In operation the chronology has long caught up when a broker is restarted.
            _ = try await broker.settledView(within: patience)
            _ = try await broker.kill()
            let afterKill = try await restart(broker)
            figures.add("restart to serving after a kill, snapshot, \(title)", "ms", afterKill * 1_000)
            try await broker.halt()
            let afterStop = try await restart(broker)
            figures.add("restart to serving, snapshot, \(title)", "ms", afterStop * 1_000)
            _ = try await broker.kill()
            try broker.forgetSnapshots()
            figures.add("fold without a snapshot", "entries/s", Double(entries) / (try await restart(broker)))
            _ = try await broker.kill()
        }
    }

    /// Has everything published, receipted, delivered and acknowledged, and looks at the memory at a tenth and at the end.
    private func grow(_ broker: BenchBroker, _ figures: inout FigureList) async throws {
        let context = try ZeroMQContext()
        let stream = try BenchStream()
        try await stream.open(broker.target, context)
        try await stream.carry(entries / 10)
        let early = try broker.usage().residentMegabytes
        try await stream.carry(entries - entries / 10)
        let late = try broker.usage().residentMegabytes
        await stream.close()
        context.terminate()
        figures.add("memory after \(title)", "MB", late)
        figures.add("memory growth over \(title)", "%", (late / early - 1) * 100)
    }

    /// Seconds from the start of the process to the line that it serves.
    private func restart(_ broker: BenchBroker) async throws -> Double {
        let watch = Stopwatch()
        try await broker.start(within: patience)
        return watch.seconds
    }

    /// What a slow machine gets for the whole history.
    private var patience: Duration { .seconds(60 + entries / 2_000) }

    private func demandRoom(in folder: String) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = attributes[.systemFreeSize] as? NSNumber else { return }
        let needed = entries * Self.bytesPerEntry
        guard free.intValue > needed else {
            throw CommandFailure.refused(
                "\(folder): has \(free.intValue >> 20) MB left; \(title) may need \(needed >> 20) MB"
            )
        }
    }
}
