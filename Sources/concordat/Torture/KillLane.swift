import Ledger
import Simulator
import Vocabulary
import ZeroMQ

/// A real broker killed again and again, at named points and at random, under load; then everything is compared.
struct KillLane {
    /// Kills of one broker before its ledger is compared, so that starts stay short and a failure is near its cause.
    private static let killsPerRound = 25
    /// A few hundred entries, so that each process comes to the end of one.
    private static let segmentByteCount = 1 << 18
    let house: String

    /// Runs one broker through its kills; the seed decides where and when.
    func round(
        seed: UInt64,
        kills: Int,
        until deadline: Double,
        _ watch: Stopwatch,
        _ tally: inout TortureTally
    ) async throws {
        var chance = Chance(seed: seed)
        let broker = try BenchBroker(house: house)
        let context = try ZeroMQContext()
        let place = BenchConnection.Place(
            endpoint: broker.target.endpoint,
            serverKey: broker.target.serverKey,
            context: context
        )
        let load = try KillLoad(
            place,
            lives: Self.killsPerRound,
            publisher: broker.target.publisher,
            subscriber: broker.target.subscriber
        )
        var done = 0
        while done < min(kills, Self.killsPerRound), watch.seconds < deadline {
            let place = try await life(broker, load, &chance, &tally)
            tally.kills[place, default: 0] += 1
            done += 1
        }
        try await start(broker, [])
        try await load.connect()
        let isDrained = try await TimeLimit.first(within: .seconds(60)) { await load.drain() } != nil
        await load.abandon()
        let evidence = await load.evidence()
        await load.stop()
        context.terminate()
        try await broker.halt()
        if !isDrained { tally.lost += max(1, evidence.receipts.count - evidence.handed.count) }
        try compare(evidence, broker, &tally)
        try await broker.stop()
    }

    /// One process from start to kill; answers where it died.
    private func life(
        _ broker: BenchBroker,
        _ load: KillLoad,
        _ chance: inout Chance,
        _ tally: inout TortureTally
    ) async throws -> String {
        let point =
            Int.random(in: 0..<5, using: &chance) == 0
            ? nil : FailPoint.allCases.randomElement(using: &chance)
        let count = Int.random(in: 1...(point == .recovery ? 30 : 12), using: &chance)
        let pause = Int.random(in: 2...120, using: &chance)
        let cutOff = chance.next()
        let options = point.map { ["--fail-point", "\($0.rawValue):\($0.isRare ? 1 : count)"] } ?? []
        do {
            try await start(broker, options)
        } catch {
            // A point may come before it serves; anything else is a ledger that does not open.
            guard point != nil, try await broker.ends(within: .seconds(2)) else { throw error }
            return point?.rawValue ?? "random"
        }
        try await load.connect()
        if cutOff.isMultiple(of: 3) {
            try await Task.sleep(for: .milliseconds(pause / 2))
            try await load.cutOff(cutOff)
            tally.clients += 1
        }
        if let point, try await dies(broker, under: load) { return point.rawValue }
        if point == nil { try await Task.sleep(for: .milliseconds(pause)) }
        _ = try await broker.kill()
        return "random"
    }

    /// Whether the process reaches its point before the load is through.
    private func dies(_ broker: BenchBroker, under load: KillLoad) async throws -> Bool {
        let watch = Stopwatch()
        while broker.isRunning, watch.seconds < 1.5 {
            let wasThrough = await load.isThrough
            try await Task.sleep(for: .milliseconds(10))
            if wasThrough { break }
        }
        return !broker.isRunning
    }

    private func start(_ broker: BenchBroker, _ options: [String]) async throws {
        try await broker.start(["--segment", String(Self.segmentByteCount)] + options)
    }

    /// Every receipt, and everything handed over, against the ledger.
    private func compare(_ evidence: KillEvidence, _ broker: BenchBroker, _ tally: inout TortureTally) throws
    {
        tally.falseReceipts += evidence.contradictions
        tally.doubled += evidence.doubled
        tally.lost += evidence.unanswered
        let key = try broker.checkpointKey()
        let path = broker.folder + "/ledger"
        guard try LedgerVerifier(path: path, verifier: key.verifier).verify().isSound else {
            tally.unopenable += 1
            return
        }
        var found: [MessageID: LedgerSequence] = [:]
        let ledger = try SegmentedLedger.open(path: path, key: key) { turn in
            for entry in turn.entries where entry.header.topic == "bench.notice" {
                if found.updateValue(entry.sequence, forKey: entry.header.id) != nil { tally.doubled += 1 }
            }
        }
        defer { ledger.close() }
        for (id, receipt) in evidence.receipts {
            tally.receipts += 1
            guard found[id] == receipt.sequence else {
                tally.lost += 1
                continue
            }
            if try ledger.receipt(for: receipt.sequence).wireBody != receipt.body { tally.falseReceipts += 1 }
            if evidence.handed[id] != receipt.sequence { tally.lost += 1 }
        }
    }
}

extension FailPoint {
    /// Reached once in a while only, so that the first time must do.
    fileprivate var isRare: Bool {
        switch self {
        case .rollover, .preparing, .indexing: true
        case .afterDecode, .beforeAppend, .beforeSync, .beforeReceipt, .inReceipt, .recovery: false
        }
    }
}
