public import Vocabulary
import Foundation
import JSON
import Synchronization

/// What an adapter did, in numbers and, for what it refused, in a list; never in content.
///
/// The list is a file of JSON lines, one a refusal: when, which message (its own id), where and what must stand there.
public final class AdapterJournal: Sendable {
    /// The numbers since the start.
    public struct Counts: Sendable, Equatable {
        /// Messages, requests or files that came.
        public var received = 0
        /// Events that were stored for sending.
        public var events = 0
        /// Messages that were refused.
        public var refused = 0
        /// Connections that are open.
        public var connections = 0
        /// When something came last.
        public var lastHeard: Instant?
    }

    /// One refusal.
    public struct Refusal: Sendable, Equatable {
        /// The message's own id, as far as it could be read.
        public var message: String
        /// The kind of refusal: a code of the protocol.
        public var code: String
        /// Where, and what must stand there.
        public var reason: String

        /// Creates a refusal.
        public init(message: String, code: String, reason: String) {
            self.message = message
            self.code = code
            self.reason = reason
        }
    }

    private let name: String
    private let path: String?
    private let clock: @Sendable () -> Instant
    private let counts = Mutex(Counts())
    private let file = Mutex<Void>(())

    /// A journal that lists refusals in a file, if one is named.
    public init(name: String, list path: String? = nil, clock: @escaping @Sendable () -> Instant) {
        self.name = name
        self.path = path
        self.clock = clock
    }

    /// The numbers now.
    public var now: Counts { counts.withLock { $0 } }

    /// The wall clock's instant, as the journal has it.
    var instant: Instant { clock() }

    /// Something came.
    public func heard() {
        let instant = clock()
        counts.withLock {
            $0.received += 1
            $0.lastHeard = instant
        }
    }

    /// So many events were stored for sending.
    public func stored(events: Int) { counts.withLock { $0.events += events } }
    func opened() { counts.withLock { $0.connections += 1 } }
    func closed() { counts.withLock { $0.connections -= 1 } }

    /// Counts a refusal and lists it; a list that has grown long begins anew, the one before is kept.
    public func refused(_ refusal: Refusal) {
        counts.withLock { $0.refused += 1 }
        guard let path else { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("at", LondonTime.rfc3339(clock()))
        writer.member("adapter", name)
        writer.member("message", String(refusal.message.prefix(200)))
        writer.member("code", refusal.code)
        writer.member("reason", refusal.reason)
        writer.endObject()
        let line = writer.bytes + [0x0a]
        file.withLock { _ in
            do { try Self.append(line, to: path) } catch {
                // The refusal was answered and is counted; a full disk stops the box, which says so.
            }
        }
    }

    private static func append(_ line: [UInt8], to path: String) throws {
        let files = FileManager.default
        let size =
            files.fileExists(atPath: path) ? try files.attributesOfItem(atPath: path)[.size] as? Int : nil
        if let size, size > longestList {
            if files.fileExists(atPath: path + ".1") { try files.removeItem(atPath: path + ".1") }
            try files.moveItem(atPath: path, toPath: path + ".1")
        }
        if !files.fileExists(atPath: path) {
            _ = files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { handle.closeFile() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(line))
    }

    private static let longestList = 8 * 1_024 * 1_024

    /// The numbers as Prometheus reads them.
    public func exposition(waiting: Int, brokerRefused: Int) -> String {
        let counts = now
        let label = "{adapter=\"\(name)\"}"
        var lines: [String] = []
        func add(_ name: String, _ kind: String, _ help: String, _ value: String) {
            lines.append("# HELP concordat_adapter_\(name) \(help)")
            lines.append("# TYPE concordat_adapter_\(name) \(kind)")
            lines.append("concordat_adapter_\(name)\(label) \(value)")
        }
        add("received_total", "counter", "Messages, requests or files that came.", "\(counts.received)")
        add("events_total", "counter", "Events stored for sending.", "\(counts.events)")
        add("refused_total", "counter", "Messages refused by the adapter.", "\(counts.refused)")
        add("connections", "gauge", "Open connections.", "\(counts.connections)")
        add("outbox_waiting", "gauge", "Events without a receipt yet.", "\(waiting)")
        add(
            "broker_refused",
            "gauge",
            "Events that the broker refused, for a person to look at.",
            "\(brokerRefused)"
        )
        let heard = counts.lastHeard.map { "\(Double($0.milliseconds) / 1_000)" } ?? "0"
        add("last_heard_timestamp_seconds", "gauge", "When something came last.", heard)
        return lines.joined(separator: "\n") + "\n"
    }
}
