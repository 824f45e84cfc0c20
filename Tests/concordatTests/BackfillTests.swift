import Dispatch
import Foundation
import Glibc
import Testing

/// A long export that is killed again and again on its way.
@Suite(.serialized, .timeLimit(.minutes(40))) struct BackfillTests {
    private static let rows = 800

    @Test func `a backfill that is killed at any point goes on where it was, and says nothing twice`() throws
    {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let drop = try drop(Self.rows, in: town)
        // While it reads, while it stores, and while the broker takes one after another.
        var kills = 0
        for milliseconds in [150, 400, 700, 1_000, 1_400, 1_800] {
            let run = try BackfillRun(in: town.folder)
            if run.kill(after: milliseconds) { kills += 1 }
        }
        #expect(kills > 2, "every run ended before it was killed")
        let last = try Program.run(["adapter", "backfill.yaml", "--once"], in: town.folder)
        #expect(last.status == 0, "\(last.errors)")
        #expect(FileManager.default.fileExists(atPath: drop + "/done/history.csv"))
        #expect(!FileManager.default.fileExists(atPath: drop + "/history.csv"))
        let status = try town.ask("bhm-csc/casework", ["status", "--json"])
        // Each incident waits for somebody once.
        #expect(status.contains(#""waiting":\#(Self.rows),"#), "\(status)")
        #expect(broker.stop() == 0)
    }

    @Test func `a long backfill shows on a terminal how far it is, also when the adapter runs on`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let drop = try drop(6_000, in: town)
        let script = """
            import os, pty, re, signal, sys
            pid, terminal = pty.fork()
            if pid == 0: os.execv(sys.argv[1], [sys.argv[1], "adapter", "backfill.yaml"])
            seen = b""
            while not all(re.search(each, seen) for each in [b"reading history.csv: [0-9]+ %", b"publishing: [0-9]+ %", b"taken: "]):
                seen += os.read(terminal, 4096)
            os.kill(pid, signal.SIGTERM)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """
        let run = try Program.run("/usr/bin/python3", ["-c", script, Program.path], in: town.folder)
        #expect(run.output == "0\n", "\(run.errors)")
        #expect(FileManager.default.fileExists(atPath: drop + "/done/history.csv"))
        #expect(broker.stop() == 0)
    }

    /// Drops a history of so many incidents; answers with the folder.
    private func drop(_ rows: Int, in town: Town) throws -> String {
        try town.folder.write(Self.mapping, to: "mapping.yaml")
        try town.writeAdapter("backfill.yaml", "bhm-police", "niche", "drop: drop\nmapping: mapping.yaml\n")
        let drop = town.folder.path("drop")
        try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
        let lines = (1...rows).map { "B-\($0),05/10/2015,S" }
        try town.folder.write(
            "Ref,When,Grade\n" + lines.joined(separator: "\n") + "\n",
            to: "drop/history.csv"
        )
        return drop
    }

    /// One run of the adapter.
    private final class BackfillRun {
        private let process = Process()

        init(in folder: TemporaryFolder) throws {
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = ["adapter", "backfill.yaml", "--once"]
            process.currentDirectoryURL = folder.url
            process.standardOutput = FileHandle.nullDevice
            try process.run()
        }

        /// Pulls the plug after a while; `false` if it had ended by itself.
        func kill(after milliseconds: Int) -> Bool {
            let ended = DispatchSemaphore(value: 0)
            process.terminationHandler = { _ in ended.signal() }
            guard ended.wait(timeout: .now() + .milliseconds(milliseconds)) == .timedOut else { return false }
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return true
        }
    }

    private static let mapping = """
        title: History
        dates: [dd/mm/yyyy]
        events:
          - topic: police.domestic-incident
            group-by: [Ref]
            time: When
            fields:
              - {to: /incident, from: Ref}
              - {to: /dash-grade, from: Grade, codes: {S: standard}}
              - {to: /child-present, constant: true}
              - {to: /child-seen, constant: false}
              - {to: /people, constant: [{role: child, name: Nobody}]}
        """
}
