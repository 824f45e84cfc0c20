import BrokerCore
import CLinuxShims
import Foundation
import Ledger
import Vocabulary
import ZeroMQ

/// A broker of its own for one run: keys, configuration and ledger in a temporary folder, and its process.
final class BenchBroker {
    static let authority = "E08000025"

    let folder: String
    let target: BenchTarget
    private var process: ChildProcess?

    init(house: String) throws {
        folder = NSTemporaryDirectory() + "/concordat-bench-" + UUID().uuidString.prefix(8).lowercased()
        try NewFolder.make(folder + "/keys")
        let port = linux_free_port()
        guard port > 0 else { throw CommandFailure.refused("no port is free, error \(-port)") }
        let keys = KeyPair.generate()
        target = BenchTarget(
            endpoint: "tcp://127.0.0.1:\(port)",
            serverKey: keys.publicKey,
            publisher: .generate(),
            subscriber: .generate()
        )
        try Certificate(keys: keys).write(to: folder + "/keys/broker.key_secret")
        try SigningCertificate.generate(name: Self.authority).write(to: folder + "/keys/signing.key_secret")
        try FileManager.default.copyItem(atPath: house + "/Topics", toPath: folder + "/Topics")
        try NewFolder.make(folder + "/Topics/bench")
        for (name, text) in BenchTopic.files {
            try OutputFile.write(Array(text.utf8), to: folder + "/Topics/bench/\(name).yaml")
        }
        try OutputFile.write(Array(configuration(house).utf8), to: folder + "/broker.yaml")
        try OutputFile.write(Array(agencies.utf8), to: folder + "/agencies.yaml")
    }

    /// Makes one for as long as the work takes, and removes it whatever happens.
    static func run(house: String, _ work: (BenchBroker) async throws -> Void) async throws {
        let broker = try BenchBroker(house: house)
        do {
            try await work(broker)
        } catch {
            _ = try await broker.kill()
            try await broker.stop()
            throw error
        }
        try await broker.stop()
    }

    /// Starts the process and waits until it takes messages.
    func start(_ options: [String] = [], within limit: Duration = .seconds(60)) async throws {
        let process = try ChildProcess(
            ["serve", folder + "/broker.yaml", "--log-level", "warning"] + options,
            named: "the measured broker",
            log: folder + "/log"
        )
        self.process = process
        try await process.line("that it serves", within: limit) { $0.hasPrefix("serving ") }
    }

    /// The key that its ledger is signed with.
    func checkpointKey() throws -> CheckpointKey {
        guard let authority = AuthorityCode(Self.authority) else {
            preconditionFailure("\(Self.authority) is a code")
        }
        return try SigningCertificate(secretFile: folder + "/keys/signing.key_secret").checkpointKey(
            of: authority
        )
    }

    /// What the process has used so far.
    func usage() throws -> ProcessUsage {
        guard let process else { throw CommandFailure.refused("the measured broker: does not run") }
        return try ProcessUsage(of: process.identifier)
    }

    /// How its chronology follows the ledger, as its health socket says.
    func view() throws -> StatusReport.View {
        try BenchHealth.view(at: folder + "/health")
    }

    /// The same, once the chronology has everything.
    func settledView(within limit: Duration = .seconds(60)) async throws -> StatusReport.View {
        let watch = Stopwatch()
        while true {
            let view = try view()
            if view.backlog == 0 { return view }
            guard watch.seconds < limit / .seconds(1) else {
                throw CommandFailure.refused(
                    "the measured broker: its chronology is \(view.backlog) entries behind"
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Removes the snapshots, so that the next start reads the whole ledger.
    func forgetSnapshots() throws {
        try FileManager.default.removeItem(atPath: folder + "/ledger.snapshots")
    }

    /// Whether the process runs.
    var isRunning: Bool { process?.isRunning == true }

    /// Ends the process at once; `false` if it had ended already.
    func kill() async throws -> Bool {
        guard let process, process.isRunning else { return false }
        try await process.kill()
        return true
    }

    /// Whether the process ends by itself within that time.
    func ends(within limit: Duration) async throws -> Bool {
        try await process?.ends(within: limit) ?? true
    }

    /// Asks the process to end, and waits.
    func halt() async throws {
        try await process?.stop()
        process = nil
    }

    /// Ends the process and removes everything.
    func stop() async throws {
        try await halt()
        try FileManager.default.removeItem(atPath: folder)
    }

    private func configuration(_ house: String) -> String {
        """
        authority: \(Self.authority)
        name: Bench
        endpoint: \(target.endpoint)
        keys: {curve: keys/broker.key_secret, signing: keys/signing.key_secret}
        ledger: ledger/
        view: view/chronology.sqlite
        health: health
        topics: Topics
        calendar: "\(house)/Configs/calendar-england-wales.yaml"
        ladders: "\(house)/Configs/\(Self.authority)/ladders.yaml"
        clocks: "\(house)/Configs/clocks.yaml"
        meetings: "\(house)/Configs/meetings.yaml"
        patterns: "\(house)/Configs/patterns.yaml"
        agencies: agencies.yaml

        """
    }

    private var agencies: String {
        let workers = (0..<BenchCase.staff).map(BenchCase.entry).joined(separator: "\n      ")
        return """
            agencies:
              - id: bench
                name: Bench
                systems:
                  - name: publisher
                    key: "\(target.publisher.publicKey.z85)"
                    roles: [PPU, DUTY]
                    publishes: ["bench.>", "register.person", "register.household", "casefile.opened", "allocation.made"]
                    sees: ["bench.>"]
                    cases: all
                  - name: subscriber
                    key: "\(target.subscriber.publicKey.z85)"
                    roles: [DUTY]
                    publishes: []
                    sees: ["bench.>", "case.\(Self.authority).>"]
                    cases: all
                staff:
                  - {id: bench/duty, name: Duty, roles: [ASW, TM, HOS, MASH, DUTY, EDT], qualified: true}
                  \(workers)

            """
    }
}
