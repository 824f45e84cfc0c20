import Console
import Foundation
import Settings
import Vocabulary

/// Both authorities' consoles, as processes that outlive a broker that is killed.
final class DemoConsoles {
    private var processes: [ChildProcess] = []

    /// Starts them beside brokers that serve, and tells where they are and who can sign in.
    func open(_ authorities: [DemoAuthority], in folder: DemoFolder, told by: Narrator) async throws {
        by.text("")
        by.text(
            "People’s pages, for a browser on this machine (no password: say whom you want to be)",
            .heading
        )
        for authority in authorities {
            let file = authority.folder + "/console.yaml"
            let console = try ChildProcess(
                ["console", file],
                named: "\(authority.file.name)'s console",
                log: "\(folder.path)/logs/\(authority.code)-console.log"
            )
            processes.append(console)
            try await console.line("that it serves") { $0.hasPrefix("console of ") }
            by.line(authority.file.name, try ConsoleFile(path: file).settings.url, .good)
            by.line("", Self.people(of: authority))
        }
    }

    /// Whoever is worth being: one of each part of the console.
    private static func people(of authority: DemoAuthority) -> String {
        let parts = [
            ("ASW", "lead professional"), ("TM", "duty manager"), ("CPC", "conference chair"),
            ("HOS", "head of service and information governance"), ("HV", "health visitor"),
        ]
        let staff = authority.file.agencies.flatMap(\.staff)
        return parts.compactMap { code, part in
            staff.first { $0.roles.contains { $0.code == code } }.map { "\($0.name), \(part)" }
        }.joined(separator: "; ")
    }

    /// Ends them.
    func close() async throws {
        for process in processes { try await process.stop() }
        processes = []
    }
}
