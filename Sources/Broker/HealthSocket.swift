import BrokerCore
import CLinuxShims
import Foundation
import Synchronization

/// Whether everything is well, over HTTP on a Unix socket that only the broker's own account may open.
///
///     curl --unix-socket run/health.sock http://broker/health
///
/// 200 if every receipt is accounted for and there is room for more; 503 if not, or if the broker does not answer
/// within two seconds. The body is the same JSON object as FETCH `status`. One conversation at a time.
final class HealthSocket: Sendable {
    /// Takes the report; called once, on the broker's thread.
    typealias Answer = @Sendable (StatusReport) -> Void
    /// Asks the broker.
    typealias Question = @Sendable (@escaping Answer) -> Void

    private static let longestRequest = 4_096
    private static let patienceMilliseconds: Int32 = 2_000

    private let path: String
    private let listener: Int32

    /// Listens at a path, readable and writable by its owner alone; what was there is replaced.
    init(path: String) throws(HealthSocketFault) {
        self.path = path
        // SAFETY: the shim reads a C string that Swift keeps for the call.
        listener = unsafe linux_listen_local(path)
        guard listener >= 0 else { throw HealthSocketFault(path: path, errno: -listener) }
    }

    /// Answers one after the other, on a thread of its own, until ``stop()``.
    func start(_ ask: @escaping Question) {
        let thread = Thread { [self] in
            while true {
                let client = linux_accept_local(listener)
                guard client >= 0 else { return }
                _ = linux_limit_patience(client, Self.patienceMilliseconds)
                Self.converse(FileHandle(fileDescriptor: client, closeOnDealloc: true), ask)
            }
        }
        thread.name = "health"
        thread.start()
    }

    /// Ends the serving and removes the socket.
    func stop() {
        // SAFETY: as above.
        unsafe linux_close_local(listener, path)
    }

    private static func converse(_ client: FileHandle, _ ask: Question) {
        var request: [UInt8] = []
        do {
            while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
                guard request.count < longestRequest, let bytes = try client.read(upToCount: 1) else {
                    return
                }
                request += bytes
            }
            guard request.starts(with: "GET /health ".utf8) else {
                return try client.write(contentsOf: response("404 Not Found", "{}\n"))
            }
            let report = report(ask)
            let status = report?.light == .ok ? "200 OK" : "503 Service Unavailable"
            let body =
                report.map { String(decoding: $0.line, as: UTF8.self) } ?? #"{"status":"silent"}"# + "\n"
            try client.write(contentsOf: response(status, body))
        } catch {
            return  // Whoever asked has gone, or says nothing.
        }
    }

    private static func response(_ status: String, _ body: String) -> Data {
        let head = [
            "HTTP/1.1 \(status)", "Content-Type: application/json", "Content-Length: \(body.utf8.count)",
            "Cache-Control: no-store", "Connection: close",
        ]
        return Data((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// What the broker says, or `nil` if it does not within its time.
    private static func report(_ ask: Question) -> StatusReport? {
        let reply = Reply()
        ask { reply.give($0) }
        return reply.wait(until: Date(timeIntervalSinceNow: Double(patienceMilliseconds) / 1_000))
    }
}

extension HealthSocket {
    /// One answer, handed from the broker's thread to the one that asked.
    private final class Reply: Sendable {
        private let condition = NSCondition()
        private let report = Mutex<StatusReport?>(nil)

        func give(_ report: StatusReport) {
            condition.lock()
            self.report.withLock { $0 = report }
            condition.signal()
            condition.unlock()
        }

        func wait(until limit: Date) -> StatusReport? {
            condition.lock()
            defer { condition.unlock() }
            while true {
                if let report = report.withLock({ $0 }) { return report }
                guard condition.wait(until: limit) else { return report.withLock { $0 } }
            }
        }
    }
}

/// No socket can be made at that path; it has at most 107 bytes.
public struct HealthSocketFault: Error, Equatable, Sendable {
    /// Where.
    public let path: String
    /// Why.
    public let errno: Int32
}
