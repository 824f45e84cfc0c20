import Foundation
import Glibc

/// A broker's process.
final class Served {
    private let process = Process()
    private let output = Pipe()

    /// Starts `concordat serve` and waits until it says that it serves.
    init(_ configuration: String, _ options: [String] = [], in folder: TemporaryFolder) throws {
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["serve", configuration, "--log-level", "error"] + options
        process.currentDirectoryURL = folder.url
        process.standardOutput = output
        try process.run()
        line = try Self.line(of: output.fileHandleForReading)
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// What it said when it was ready.
    let line: String

    /// What it says next.
    func nextLine() throws -> String { try Self.line(of: output.fileHandleForReading) }

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

    private static func line(of handle: FileHandle) throws -> String {
        var bytes: [UInt8] = []
        while let byte = try handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
