/// Where the compiler is told to believe us: only in audited files, each with its argument.
enum Unsafety {
    /// The audited files; one that no longer needs to be here must go.
    static let audited: [String] = [
        "Fuzzing/Sources/fuzz/main.swift",
        "Sources/Broker/BrokerNode.swift",
        "Sources/Broker/HealthSocket.swift",
        "Sources/Broker/StoryClock.swift",
        "Sources/BrokerClient/BrokerConnection.swift",
        "Sources/JSON/JSONWriter.swift",
        "Sources/Ledger/DiskFile.swift",
        "Sources/Ledger/DiskFolder.swift",
        "Sources/Ledger/KernelRandom.swift",
        "Sources/Ledger/LedgerWorker.swift",
        "Sources/Ledger/Sha256.swift",
        "Sources/Ledger/ZeroRun.swift",
        "Sources/ZeroMQ/AuthenticatorDesk.swift",
        "Sources/ZeroMQ/Doorbell.swift",
        "Sources/ZeroMQ/ErrorCode.swift",
        "Sources/ZeroMQ/JobBatch.swift",
        "Sources/ZeroMQ/KeyPair.swift",
        "Sources/ZeroMQ/NativeThread.swift",
        "Sources/ZeroMQ/PollSet.swift",
        "Sources/ZeroMQ/RawSocket.swift",
        "Sources/ZeroMQ/SecretFile.swift",
        "Sources/ZeroMQ/SocketLoop.swift",
        "Sources/ZeroMQ/ZeroMQContext.swift",
        "Sources/concordat/Bench/BenchLoad.swift",
        "Sources/concordat/Bench/BenchCrowd.swift",
        "Sources/concordat/Bench/BenchHealth.swift",
        "Sources/concordat/Bench/BenchStream.swift",
        "Sources/concordat/Bench/CeilingBroker.swift",
        "Sources/concordat/Bench/TransportControl.swift",
        "Sources/concordat/Demo/StoryHand.swift",
        "Sources/concordat/Torture/KillLoad.swift",
        "Tests/BrokerClientTests/ScriptedBroker.swift",
        "Tests/BrokerTests/HealthTests.swift",
        "Tests/BrokerTests/Nasty/LossyRelay.swift",
        "Tests/BrokerTests/TestClient.swift",
        "Tests/ZeroMQTests/CertificateTests.swift",
        "Tests/ZeroMQTests/SocketThreadTests.swift",
        "Tests/ZeroMQTests/Client.swift",
        "Tests/ZeroMQTests/RawSocket+Tests.swift",
        "Tests/ZeroMQTests/Server.swift",
    ]

    /// How far above a promise its argument may begin.
    private static let reach = 8

    static func findings(_ source: Source, audited: [String] = audited) -> [Finding] {
        let marks = marks(in: source)
        guard let first = marks.first else { return [] }
        guard audited.contains(source.path) else {
            return [source.finding(first.line, "`\(first.what)` outside the audited files")]
        }
        let arguments = source.tokens.filter { $0.kind == .comment && $0.text.contains("SAFETY:") }
        guard !arguments.isEmpty else {
            return [source.finding(first.line, "`\(first.what)` without a `// SAFETY:` comment in the file")]
        }
        return marks.filter { mark in
            mark.isPromise && !arguments.contains { (mark.line - reach...mark.line).contains($0.line) }
        }.map { source.finding($0.line, "`\($0.what)` without a `// SAFETY:` comment above it") }
    }

    /// Audited files that are gone, or have nothing to audit.
    static func stale(_ sources: [Source], audited: [String] = audited) -> [Finding] {
        audited.filter { path in
            !sources.contains { $0.path == path && !marks(in: $0).isEmpty }
        }.map { Finding(path: $0, line: 1, what: "is on the audited list and needs no audit") }
    }

    private static func marks(in source: Source) -> [(what: String, line: Int, isPromise: Bool)] {
        let code = source.code
        return code.indices.compactMap { place in
            let before = place > 0 ? code[place - 1].text : ""
            switch code[place].text {
            case "unchecked" where before == "@": return ("@unchecked", code[place].line, true)
            case "unsafe" where before == "(": return ("nonisolated(unsafe)", code[place].line, true)
            case "unsafe" where code[place].kind == .word && before != ".":
                return ("unsafe", code[place].line, false)
            default: return nil
            }
        }
    }
}
