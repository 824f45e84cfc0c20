import BrokerCore
import CLinuxShims
import Foundation
import Logging
import Testing
import Vocabulary

@testable import Broker

/// The light that an operator looks at, over the health socket of a real broker.
@Suite(.serialized) struct HealthTests {
    @Test func `a broker whose books agree is well`() async throws {
        let broker = try await TestBroker.start(keys: [])
        let answer = try health(broker)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains(#"{"status":"ok","entries":1,"waiting":0,"#))
        #expect(answer.contains(#""faults":[],"view-backlog":"#))
        #expect(try health(broker, "/other").hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        try await broker.stop()
    }

    @Test func `a broker that is off by one is red, and says so in its log`() async throws {
        let lines = LogRecorder.Lines()
        let broker = try await TestBroker.start(
            keys: [],
            logger: Logger(label: "test", factory: { _ in LogRecorder(lines) })
        )
        try await broker.node.countFirstEntryTwice()
        let answer = try health(broker)
        #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(answer.contains(#""faults":["1 receipts, 2 accounted for"]"#))
        #expect(lines.all.contains { $0.hasPrefix("critical") && $0.contains("1 receipts, 2 accounted for") })
        try await broker.stop()
    }

    /// What the health socket answers.
    private func health(_ broker: TestBroker, _ path: String = "/health") throws -> String {
        // SAFETY: the shim reads a C string that Swift keeps for the call.
        let descriptor = unsafe linux_connect_local(broker.folder.url.appending(path: "health").path)
        try #require(descriptor >= 0)
        let socket = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try socket.write(contentsOf: Data("GET \(path) HTTP/1.1\r\nHost: broker\r\n\r\n".utf8))
        return String(decoding: try #require(try socket.readToEnd()), as: UTF8.self)
    }
}

extension BrokerNode {
    /// Breaks a posting by one, and lets the minute pass after which the broker looks.
    fileprivate func countFirstEntryTwice() throws {
        guard let id = MessageID("again") else { throw TestFailure.noAnswer }
        try machine.replay(LedgerSequence(1), at: clock.tick.now, id: id, facts: [])
        nextCheck = 0
        checkConservation()
    }
}
