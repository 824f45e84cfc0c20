import Foundation
import Glibc
import Testing

/// The nasty tests of whole processes, numbered as in the list of the 25; python3 and pyzmq are their clients.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyProcessTests {
    private struct Killed: Decodable {
        let died: Int32
        let early: Int
        let again: Bool
        let againLater: [Bool]
        let receipts: [Int]
        let heardOnce: Bool
    }

    /// A point, whether the concern is stored by then, and how many receipts may have left.
    struct Point: CustomTestStringConvertible {
        let name: String
        /// `nil` where the kernel decides: what was written and not synced outlives a process.
        let isStored: Bool?
        let receipts: ClosedRange<Int>

        var testDescription: String { name }
    }

    /// The first turn is the broker's own start, so most points are met the second time.
    static let points = [
        Point(name: "before-append:2", isStored: false, receipts: 0...0),
        Point(name: "before-sync:2", isStored: nil, receipts: 0...0),
        Point(name: "before-receipt:2", isStored: true, receipts: 0...0),
        Point(name: "in-receipt:2", isStored: true, receipts: 0...2),
    ]

    @Test(arguments: points)
    func `8: killed between the steps of a receipt, a broker has each concern once, under one receipt`(
        point: Point
    )
        throws
    {
        let town = try Town()
        let killed = try run(Killed.self, "kill-at", point.name, in: town)
        #expect(killed.died == -SIGKILL)
        #expect(point.receipts.contains(killed.early))
        if let isStored = point.isStored { #expect(killed.again == isStored) }
        #expect(killed.againLater == [true, true, true])
        #expect(killed.receipts == [1, 1, 1])
        #expect(killed.heardOnce)
        // Three concerns, and for each of four starts an entry and a question to the peer.
        #expect(try town.verified().hasPrefix("verified: 11 entries in "))
    }

    private struct Flooded: Decodable {
        let mebibytes: Int
        let same: Bool
        let goesOn: Bool
        let status: Int32
    }

    @Test
    func
        `19: a message that never ends comes to its end at the memory limit, and the next start has everything`()
        throws
    {
        let town = try Town()
        let flooded = try run(Flooded.self, "endless", in: town)
        // libzmq hangs up on the peer when it gets no more memory; had the broker died of it, the rest would hold too.
        #expect(flooded.mebibytes < 512)
        #expect(flooded.same)
        #expect(flooded.goesOn)
        #expect(flooded.status == 0)
        try town.verified()
    }

    private struct Starved: Decodable {
        let meanwhile: Int
        let receipts: Int
        let others: [String]
        let wasFull: Bool
        let lateServed: Bool
        let recovered: Bool
        let alive: Bool
        let status: Int32
    }

    @Test
    func `22: with no descriptor left those who are there go on, and newcomers wait until there is one`()
        throws
    {
        let town = try Town()
        // Something is owed to a peer that nobody answers for, so that the broker calls it again and again.
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try town.ask(
            "bhm-csc/casework",
            [
                "transfer", "notify", "--to", "E08000029", "--from-date", "2026-10-05", "--transfer", "TR-1",
                "--case", "C-1=nhs:9990516286",
            ]
        )
        #expect(broker.stop() == 0)
        let starved = try run(Starved.self, "starve", in: town)
        #expect(starved.wasFull)
        #expect(!starved.lateServed)
        #expect(starved.others == [])
        // More than one segment takes: the next one was open already. Then it may be 503, later.
        #expect(starved.meanwhile > 100)
        #expect(starved.alive)
        #expect(starved.recovered)
        #expect(starved.receipts == 300)
        #expect(starved.status == 0)
        try town.verified()
    }

    private struct Stampeded: Decodable {
        let back: Int
        let seconds: Double
        let servedUnasked: [String]
        let told: Int
        let status: Int32
    }

    @Test
    func `24: after a restart under 500 clients all are served within ten seconds, none before its HELLO`()
        throws
    {
        let stampeded = try run(Stampeded.self, "stampede", "500", in: try Town())
        #expect(stampeded.back == 500)
        #expect(stampeded.seconds < 10)
        #expect(stampeded.servedUnasked == [])
        #expect(stampeded.told == 500)
        #expect(stampeded.status == 0)
    }

    private struct Hung: Decodable {
        let grown: Int
        let status: Int32
        let seconds: Double
        let line: String
        let again: Double
        let kept: Int
    }

    @Test func `24: with peers that nothing reaches a broker ends within its linger, and its port is free`()
        throws
    {
        let town = try Town()
        let hung = try run(Hung.self, "hang", "\(town.solihull.port)", in: town)
        #expect(hung.status == 0)
        // 16: bytes of memory that a subscriber who reads nothing costs; 600 messages of 5 kB waited for it.
        #expect(hung.grown < 64 << 20)
        // So there was something left to send: without, it ends at once.
        #expect(hung.seconds > 0.9)
        // Its linger is a second; other tests share the machine.
        #expect(hung.seconds < 15)
        #expect(hung.line == "serving E08000025 at tcp://127.0.0.1:\(town.birmingham.port)")
        #expect(hung.kept == 600)
    }

    private func run<Outcome: Decodable>(
        _: Outcome.Type,
        _ test: String,
        _ arguments: String...,
        in town: Town
    ) throws -> Outcome {
        try town.writeIncident()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "nasty_processes.py"
        ).path
        let outcome = try Program.run(
            "/usr/bin/python3",
            [
                script, test, Program.path, town.birmingham.configuration,
                "tcp://127.0.0.1:\(town.birmingham.port)", town.birmingham.serverKey,
                "E08000025/keys/bhm-police-niche.key_secret", "bhm-police/niche", "data.json",
            ] + arguments,
            in: town.folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Outcome.self, from: Data(outcome.output.utf8))
    }
}
