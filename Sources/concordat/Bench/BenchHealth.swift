import BrokerCore
import CLinuxShims
import Foundation
import JSON

/// Asks a measured broker's health socket.
enum BenchHealth {
    /// How the broker's chronology follows its ledger.
    static func view(at path: String) throws -> StatusReport.View {
        // SAFETY: the shim reads a C string that Swift keeps for the call.
        let descriptor = unsafe linux_connect_local(path)
        guard descriptor >= 0 else {
            throw CommandFailure.refused("\(path): no health socket is there, error \(-descriptor)")
        }
        let socket = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try socket.write(contentsOf: Data("GET /health HTTP/1.1\r\nHost: broker\r\n\r\n".utf8))
        let answer = Array(try socket.readToEnd() ?? Data())
        guard let start = answer.firstIndex(of: UInt8(ascii: "{")) else {
            throw CommandFailure.refused("\(path): said nothing of the broker")
        }
        let report = try JSONDocument(parsing: Array(answer[start...].dropLast())).root
        guard let backlog = report["view-backlog"]?.integer, let used = report["view-processor-ms"]?.integer
        else { throw CommandFailure.refused("\(path): said nothing of the chronology") }
        return StatusReport.View(backlog: backlog, processorMilliseconds: used)
    }
}
