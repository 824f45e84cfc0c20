import Foundation
import Glibc
import Testing

/// A running adapter.
final class AdapterProcess {
    private let process = Process()
    private let output = Pipe()

    /// What it printed when it was ready, such as `listening 127.0.0.1:2575`.
    let line: String

    /// The port that it listens at.
    var port: Int { line.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// Starts `concordat adapter` and waits until it says that it is ready.
    init(_ configuration: String, in folder: TemporaryFolder) throws {
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["adapter", configuration]
        process.currentDirectoryURL = folder.url
        process.standardOutput = output
        try process.run()
        var bytes: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a {
            bytes.append(byte)
        }
        line = String(decoding: bytes, as: UTF8.self)
        try #require(!line.isEmpty, "the adapter did not start; why, it says on standard error")
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Pulls the plug.
    func die() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to end, and answers with its status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
