import Concerns
import Foundation
import Logging
import NIOSSL
import Synchronization
import Testing
import Vocabulary

@testable import Adapters

@Suite(.timeLimit(.minutes(20))) struct HL7AdapterTests {
    private let sink = RecordingSink()
    private let journal = AdapterJournal(name: "bhm-ch/pas") { Instant(milliseconds: 1_480_766_400_000) }

    /// Runs the adapter while the body talks to its port.
    private func serve(
        _ change: (inout HL7Configuration) -> Void = { _ in },
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var configuration = try HL7Samples.configuration()
        change(&configuration)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let adapter = HL7Adapter(
            configuration,
            sink: sink,
            journal: journal,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            listening: { port.yield($0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await adapter.run() }
            var listening = ports.makeAsyncIterator()
            let port = try #require(await listening.next())
            try await body(port)
            group.cancelAll()
        }
    }

    @Test func `messages that the network joined and split are answered in their order`() async throws {
        try await serve { port in
            try await MLLPClient.talk(to: port) { line in
                let stream = (1...40).flatMap { MLLPFramer.framed(Array(HL7Samples.noShow("M\($0)").utf8)) }
                for start in stride(from: 0, to: stream.count, by: 977) {
                    try await line.send(Array(stream[start..<min(start + 977, stream.count)]))
                }
                for number in 1...40 { #expect(try await line.answer() == "MSA|AA|M\(number)") }
            }
        }
        #expect(sink.now.order.count == 40)
        #expect(journal.now.received == 40 && journal.now.events == 40 && journal.now.connections == 0)
    }

    @Test func `nothing is read while too much waits, and all of it is answered afterwards`() async throws {
        sink.set { $0.hasRoom = false }
        let sink = sink
        try await serve { port in
            try await MLLPClient.talk(to: port) { line in
                try await line.send(HL7Samples.noShow("W1"))
                try await line.send(HL7Samples.noShow("W2"))
                // Asked again and again, and no less often for having waited.
                while sink.now.roomAsked < 3 { await Task.yield() }
                #expect(sink.now.order.isEmpty)
                sink.set { $0.hasRoom = true }
                #expect(try await line.answer() == "MSA|AA|W1")
                #expect(try await line.answer() == "MSA|AA|W2")
            }
        }
    }

    @Test func `a message that is too long is refused by its id, and the next one taken`() async throws {
        try await serve({ $0.longestMessage = 1_024 }) { port in
            try await MLLPClient.talk(to: port) { line in
                try await line.send(
                    HL7Samples.noShow("L1") + "\rNTE|1||" + String(repeating: "x", count: 2_000)
                )
                try await line.send(HL7Samples.noShow("L2"))
                #expect(try await line.answer() == "MSA|AR|L1")
                #expect(try await line.answer() == "MSA|AA|L2")
            }
        }
    }

    @Test func `over TLS a sender needs a certificate that is known here`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["server", "sender", "stranger"] {
            let openssl = Process()
            openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            openssl.arguments = [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
                "\(folder)/\(name).key",
                "-out", "\(folder)/\(name).pem", "-subj", "/CN=\(name)", "-addext",
                "subjectAltName=IP:127.0.0.1",
            ]
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            openssl.waitUntilExit()
        }
        func context(_ name: String) throws -> NIOSSLContext {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file("\(folder)/server.pem")
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile("\(folder)/\(name).pem").map {
                .certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: "\(folder)/\(name).key", format: .pem)
            configuration.privateKey = .privateKey(key)
            return try NIOSSLContext(configuration: configuration)
        }
        let (sender, stranger) = (try context("sender"), try context("stranger"))
        let change = { (configuration: inout HL7Configuration) in
            configuration.tls = TLSFiles(
                certificate: "\(folder)/server.pem",
                key: "\(folder)/server.key",
                clients: "\(folder)/sender.pem"
            )
        }
        try await serve(change) { port in
            try await MLLPClient.talk(to: port, tls: sender) { line in
                try await line.send(HL7Samples.noShow("T1"))
                #expect(try await line.answer() == "MSA|AA|T1")
            }
            await #expect(throws: (any Error).self) {
                try await MLLPClient.talk(to: port, tls: stranger) { line in
                    try await line.send(HL7Samples.noShow("T2"))
                    guard try await line.answer() != nil else { throw CancellationError() }
                }
            }
            await #expect(throws: (any Error).self) {
                try await MLLPClient.talk(to: port) { line in
                    try await line.send(HL7Samples.noShow("T3"))
                    guard try await line.answer() != nil else { throw CancellationError() }
                }
            }
        }
        #expect(sink.now.order.count == 1)
    }

    @Test func `more connections than are allowed are closed, and those there stay`() async throws {
        try await serve({ $0.mostConnections = 1 }) { port in
            try await MLLPClient.talk(to: port) { line in
                try await line.send(HL7Samples.noShow("N1"))
                #expect(try await line.answer() == "MSA|AA|N1")
                try await MLLPClient.talk(to: port) { other in
                    let answer = try await other.answer()
                    #expect(answer == nil)
                }
                try await line.send(HL7Samples.noShow("N2"))
                #expect(try await line.answer() == "MSA|AA|N2")
            }
        }
    }

    @Test func `a thousand hostile messages crash nothing, publish nothing in part, and get a reason each`()
        async throws
    {
        let (sink, journal) = (sink, journal)
        let inputs = HostileInputs(seed: 20_260_728).messages(
            of: [HL7Samples.noShow("X1"), HL7Samples.noShow("X2", born: "19920208")],
            count: 1_000
        )
        let answers = Mutex<[String]>([])
        try await serve { port in
            for start in stride(from: 0, to: inputs.count, by: 50) {
                try await MLLPClient.talk(to: port) { line in
                    // A frame's own signs inside a message are another test's matter: here every message arrives.
                    for input in inputs[start..<(start + 50)] {
                        try await line.send(MLLPFramer.framed(input.filter { $0 != 0x0b && $0 != 0x1c }))
                        let answer = try #require(try await line.answer())
                        answers.withLock { $0.append(String(answer.prefix(6))) }
                    }
                }
            }
            try await MLLPClient.talk(to: port) { line in
                try await line.send(HL7Samples.noShow("LAST"))
                #expect(try await line.answer() == "MSA|AA|LAST")
            }
        }
        let answered = answers.withLock { $0 }
        let refused = answered.count { $0 != "MSA|AA" }
        #expect(answered.allSatisfy { ["MSA|AA", "MSA|AE", "MSA|AR"].contains($0) })
        #expect(answered.count == 1_000 && journal.now.received == 1_001)
        #expect(refused > 300 && journal.now.refused == refused)
        for body in sink.bodies { _ = try Concern(parsing: Array(body.utf8)) }
    }
}
