import Foundation
import Testing

@testable import ZeroMQ

/// Peers that libzmq would not make: a handshake by hand, on Debian's Python and libsodium.
@Suite(.timeLimit(.minutes(40))) struct HostilePeerTests {
    /// Runs the peer against a server and answers with the lines that it printed.
    private func peer(_ keys: KeyPair, at endpoint: String, of server: Server, says: [String]) throws
        -> Process
    {
        let hex = { (bytes: [UInt8]) in bytes.map { String(format: "%02x", $0) }.joined() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments =
            [
                URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/hostile_peer.py",
                String(try #require(endpoint.split(separator: ":").last)), hex(server.keys.publicKey.bytes),
                hex(keys.publicKey.bytes), hex(keys.secretKey.bytes),
            ] + says
        process.standardOutput = Pipe()
        try process.run()
        return process
    }

    private func lines(of process: Process) throws -> [String] {
        let output = try #require(process.standardOutput as? Pipe)
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
        ["User-Id=admin"], ["Identity=victim"], ["Identity=\u{1}\u{1}\u{1}\u{1}\u{1}"],
        ["Peer-Address=10.0.0.1"],
        ["User-Id=admin", "Identity=admin", "User-Id=root"],
    ])
    func `what a peer says about itself is not believed`(says: [String]) async throws {
        let server = try Server(echoes: true)
        let endpoint = try await server.start(authenticator: World.authenticator())
        let keys = try World.admit("city/honest")
        let process = try peer(keys, at: endpoint, of: server, says: says)
        let arrival = try #require(await server.take(1).first)
        #expect(arrival.standing == .authenticated(user: "city/honest"))
        #expect(arrival.sender.bytes.count == 32)
        #expect(arrival.frames.map(Array.init) == [[UInt8]("hello".utf8)])
        #expect(try lines(of: process) == ["READY", "hello"])
        await server.thread.stop()
    }

    @Test func `a stranger by hand gets an error and nothing arrives`() async throws {
        let server = try Server()
        let endpoint = try await server.start(authenticator: World.authenticator())
        let process = try peer(.generate(), at: endpoint, of: server, says: ["User-Id=city/honest"])
        #expect(try lines(of: process) == ["ERROR"])
        await server.thread.stop()
    }
}
