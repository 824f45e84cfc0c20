import Foundation
import Glibc
import Synchronization

/// A process that the demo or the bench started and that it ends, by its own id.
///
/// Its standard output is read line by line; its log goes to a file.
final class ChildProcess {
    let name: String
    /// The kernel's number of it.
    var identifier: pid_t { process.processIdentifier }
    private let process = Process()
    private let lines: AsyncStream<String>
    private let ends: AsyncStream<Int32>

    /// Starts this executable with other arguments.
    init(_ arguments: [String], named name: String, log: String) throws {
        self.name = name
        let output = Pipe()
        let (lines, lineFeed) = AsyncStream.makeStream(of: String.self)
        let (ends, endFeed) = AsyncStream.makeStream(of: Int32.self)
        self.lines = lines
        self.ends = ends
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try Self.log(log)
        output.fileHandleForReading.readabilityHandler = { handle in
            let bytes = handle.availableData
            guard !bytes.isEmpty else {
                handle.readabilityHandler = nil
                lineFeed.finish()
                return
            }
            // What is waited for is one short line, which a pipe hands over whole.
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                lineFeed.yield(String(line))
            }
        }
        process.terminationHandler = { process in
            Self.running.withLock { _ = $0.remove(process.processIdentifier) }
            endFeed.yield(process.terminationStatus)
            endFeed.finish()
        }
        do { try process.run() } catch {
            throw CommandFailure.refused("\(name): cannot be started: \(error)")
        }
        let own = process.processIdentifier
        Self.running.withLock { _ = $0.insert(own) }
    }

    /// Those that were started and have not ended, for whoever must end them when the demo itself is told to.
    private static let running = Mutex<Set<pid_t>>([])

    /// Ends all of them at once.
    static func abandonAll() {
        for process in running.withLock({ $0 }) { Glibc.kill(process, SIGKILL) }
    }

    private static func log(_ path: String) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: path) {
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: attributes) else {
                throw CommandFailure.refused("\(path): cannot be made")
            }
        }
        guard let log = FileHandle(forWritingAtPath: path) else {
            throw CommandFailure.refused("\(path): cannot be written")
        }
        log.seekToEndOfFile()
        return log
    }

    /// Waits for the first line that is asked for.
    @discardableResult
    func line(
        _ what: String,
        within limit: Duration = .seconds(60),
        _ isMeant: @escaping @Sendable (String) -> Bool
    ) async throws -> String {
        let lines = lines
        let found = try await TimeLimit.first(within: limit) { () -> String? in
            for await line in lines where isMeant(line) { return line }
            return nil
        }
        guard let line = found ?? nil else {
            throw CommandFailure.refused(
                "\(name): did not say \(what) within \(limit.components.seconds) s; see its log"
            )
        }
        return line
    }

    /// Ends it at once, as a loss of power would.
    func kill() async throws {
        guard process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        try await waitForEnd(within: .seconds(10))
    }

    /// Asks it to end, and ends it if it does not.
    func stop() async throws {
        guard process.isRunning else { return }
        process.terminate()
        do { try await waitForEnd(within: .seconds(10)) } catch { try await kill() }
    }

    /// Whether it runs.
    var isRunning: Bool { process.isRunning }

    /// Whether it ends by itself within that time.
    func ends(within limit: Duration) async throws -> Bool {
        let ends = ends
        return try await TimeLimit.first(within: limit) {
            for await _ in ends { return true }
            return true
        } ?? false
    }

    private func waitForEnd(within limit: Duration) async throws {
        let ends = ends
        let status = try await TimeLimit.first(within: limit) {
            for await status in ends { return status }
            return 0
        }
        guard status != nil else { throw CommandFailure.refused("\(name): did not end") }
    }
}
