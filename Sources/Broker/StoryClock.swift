import CLinuxShims
import Foundation
import Synchronization
import Vocabulary

/// A clock for demos and replays: it stands still until somebody moves it, and it only moves forward.
///
/// One line a request on a Unix socket, an RFC 3339 date-time; one line an answer, sent when every deadline up to
/// that instant is durable: `ok <instant>`, or `error <reason>` and nothing moved. A ledger begun with a story clock
/// can never be used without one (`DESIGN.md`, "Time").
final class StoryClock: Sendable {
    typealias Answer = @Sendable (Result<Instant, StoryClockRefusal>) -> Void
    /// Asks the broker to move; it MUST call the answer exactly once, on any thread.
    typealias Move = @Sendable (Instant, @escaping Answer) -> Void

    private static let longestLine = 64

    private let path: String
    private let listener: Int32

    /// Listens at a path, readable and writable by its owner alone; what was there is replaced.
    init(path: String) throws(StoryClockRefusal) {
        self.path = path
        // SAFETY: the shim reads a C string that Swift keeps for the call.
        listener = unsafe linux_listen_local(path)
        guard listener >= 0 else { throw .socket(path: path, errno: -listener) }
    }

    /// Serves one conversation after the other, on a thread of its own, until ``stop()``.
    func start(_ move: @escaping Move) {
        let thread = Thread { [self] in
            while true {
                let client = linux_accept_local(listener)
                guard client >= 0 else { return }
                Self.converse(FileHandle(fileDescriptor: client, closeOnDealloc: true), move)
            }
        }
        thread.name = "story-clock"
        thread.start()
    }

    /// Ends the serving and removes the socket.
    func stop() {
        // SAFETY: as above.
        unsafe linux_close_local(listener, path)
    }

    private static func converse(_ client: FileHandle, _ move: Move) {
        var line: [UInt8] = []
        do {
            while let byte = try client.read(upToCount: 1)?.first {
                guard byte == UInt8(ascii: "\n") else {
                    line.append(byte)
                    if line.count > longestLine { return }
                    continue
                }
                let answer = answer(String(decoding: line, as: UTF8.self), move) + "\n"
                line.removeAll(keepingCapacity: true)
                try client.write(contentsOf: Data(answer.utf8))
            }
        } catch {
            return  // Whoever asked has gone; the clock stands where it stands.
        }
    }

    private static func answer(_ line: String, _ move: Move) -> String {
        guard let instant = Instant(rfc3339: line) else {
            return "error the line must be an RFC 3339 date-time with an offset"
        }
        let text = Mutex("")
        let condition = NSCondition()
        move(instant) { result in
            condition.lock()
            text.withLock {
                switch result {
                case .success(let instant): $0 = "ok " + instant.rfc3339
                case .failure(let refusal): $0 = "error " + refusal.description
                }
            }
            condition.signal()
            condition.unlock()
        }
        condition.lock()
        while text.withLock({ $0.isEmpty }) { condition.wait() }
        condition.unlock()
        return text.withLock { $0 }
    }
}
