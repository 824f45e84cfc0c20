import Foundation
import Glibc
import Vocabulary
import Wire
import ZeroMQ

/// A peer made by hand, in a process of its own: it lies in its handshake and stops whenever it is told to.
final class HostilePeer {
    private let process = Process()
    private let commands = Pipe()
    private var answers: AsyncStream<String>.Iterator

    /// Starts the process, which connects to nobody yet.
    init(of keys: KeyPair, to broker: TestBroker) throws {
        let hex = { (bytes: [UInt8]) in bytes.map { String(format: "%02x", $0) }.joined() }
        let output = Pipe()
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        answers = lines.makeAsyncIterator()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/commanded_peer.py",
            broker.endpoint.split(separator: ":").last.map(String.init) ?? "", hex(broker.serverKey.bytes),
            hex(keys.publicKey.bytes), hex(keys.secretKey.bytes),
        ]
        process.standardInput = commands
        process.standardOutput = output
        try process.run()
        Thread.detachNewThread {
            var rest: [UInt8] = []
            while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                rest += data
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest.removeFirst(end + 1)
                }
            }
            continuation.finish()
        }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Gives it a command, and answers with what came of it.
    @discardableResult
    func ask(_ command: String) async throws -> String {
        try commands.fileHandleForWriting.write(contentsOf: Array((command + "\n").utf8))
        return await answers.next(isolation: #isolation) ?? "gone"
    }

    /// Shakes hands with these properties: `READY`, `ERROR` or `closed`.
    func connect(_ properties: [(name: String, value: [UInt8])] = []) async throws -> String {
        try await ask(
            (["connect"] + properties.map { $0.name + "=" + HexText.text($0.value) }).joined(separator: " ")
        )
    }

    @discardableResult
    func say(_ frames: [[UInt8]]) async throws -> String { try await ask("say", frames) }

    /// The same message so many times, without hearing what is answered.
    @discardableResult
    func flood(_ count: Int, _ frames: [[UInt8]]) async throws -> String {
        try await ask("flood \(count)", frames)
    }

    /// A message over a line that takes so many bytes a second.
    func drip(_ rate: Int, _ frames: [[UInt8]]) async throws -> String {
        try await ask("drip \(rate)", frames)
    }

    private func ask(_ command: String, _ frames: [[UInt8]]) async throws -> String {
        try await ask(([command] + frames.map { ":" + HexText.text($0) }).joined(separator: " "))
    }

    @discardableResult
    func say(_ verb: ClientMessage.Verb, request: String = "r") async throws -> String {
        try await say(ClientMessage(request: Array(request.utf8), verb: verb).frames)
    }

    /// The next message, or `nil` once it was hung up on.
    func hear() async throws -> BrokerMessage? {
        let answer = try await ask("hear")
        guard answer.hasPrefix(":") else { return nil }
        let frames = answer.split(separator: " ").map { HexText.bytes($0.dropFirst()) }
        return try BrokerMessage(decoding: frames.map { $0[...] })
    }

    /// Greets, and answers with who the broker says it is.
    func greet() async throws -> String? {
        try await say(.hello(agent: "hostile"))
        guard case .welcome(let welcome) = try await hear()?.verb else { return nil }
        return welcome.user.text
    }

    /// Its machine stands still: its connections stay open, and nothing is read or said.
    func freeze() { kill(process.processIdentifier, SIGSTOP) }

    /// Its machine goes on.
    func thaw() { kill(process.processIdentifier, SIGCONT) }

    /// Ends its process.
    func die() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private enum HexText {
        static func text(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

        static func bytes(_ text: Substring) -> [UInt8] {
            let digits = Array(text.utf8)
            return stride(from: 0, to: digits.count, by: 2).compactMap { position in
                UInt8(String(decoding: digits[position...(position + 1)], as: UTF8.self), radix: 16)
            }
        }
    }
}
