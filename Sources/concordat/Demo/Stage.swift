import Foundation
import Settings
import Vocabulary
import ZeroMQ

/// What the story is played on: both brokers as processes, their clocks, and every agency's system.
final class Stage {
    let folder: DemoFolder
    let authorities: [DemoAuthority]
    let mailroom = Mailroom()
    private(set) var now: Instant
    private var brokers: [AuthorityCode: ChildProcess] = [:]
    private var adapters: [AuthorityCode: ChildProcess] = [:]
    private var hands: [AuthorityCode: StoryHand] = [:]
    private var systems: [DemoSystem] = []
    private let context: ZeroMQContext

    /// Reads the folder; nothing is started yet.
    init(_ folder: DemoFolder, begins: Instant) throws {
        self.folder = folder
        now = begins
        authorities = try DemoFolder.authorities(in: folder.path)
        context = try ZeroMQContext()
        for authority in authorities {
            hands[authority.code] = StoryHand(path: Self.socket(authority))
        }
    }

    /// The path of a Unix socket has at most 107 bytes, whatever folder was asked for.
    private static func socket(_ authority: DemoAuthority) -> String {
        let beside = authority.folder + "/story-clock"
        guard beside.utf8.count > 100 else { return beside }
        return "/tmp/concordat-\(ProcessInfo.processInfo.processIdentifier)-\(authority.code)"
    }

    func authority(_ code: AuthorityCode) throws -> DemoAuthority {
        guard let authority = authorities.first(where: { $0.code == code }) else {
            throw CommandFailure.refused("\(code): has no part in this story")
        }
        return authority
    }

    /// The other of the two.
    func other(than code: AuthorityCode) throws -> DemoAuthority {
        guard let authority = authorities.first(where: { $0.code != code }) else {
            throw CommandFailure.refused("\(code): is alone in this story")
        }
        return authority
    }

    // MARK: Brokers

    /// Starts a broker, or starts it again, at the story's time.
    func start(_ authority: DemoAuthority) async throws {
        let broker = try ChildProcess(
            [
                "serve", authority.configuration, "--story-clock", Self.socket(authority),
                "--story-start", now.rfc3339, "--log-level", "notice",
            ],
            named: authority.file.name,
            log: "\(folder.path)/logs/\(authority.code).log"
        )
        brokers[authority.code] = broker
        try await broker.line("that it serves") { $0.hasPrefix("serving ") }
    }

    /// Starts the adapters of an authority's agencies, which watch their drop folders.
    func startAdapters(of authority: DemoAuthority) async throws {
        let files = try authority.adapterFiles
        guard !files.isEmpty else { return }
        let adapters = try ChildProcess(
            ["adapter", "run"] + files,
            named: "\(authority.file.name)'s adapters",
            log: "\(folder.path)/logs/\(authority.code)-adapters.log"
        )
        self.adapters[authority.code] = adapters
        for _ in files { try await adapters.line("that it watches") { $0.hasPrefix("watching ") } }
    }

    /// An agency drops an export; returns how many events its adapter took from it.
    func drop(_ export: String, for user: UserID, at authority: DemoAuthority) async throws -> Int {
        guard let adapter = adapters[authority.code] else {
            throw CommandFailure.refused("\(authority.code): no adapter runs")
        }
        try authority.drop(folder.path + "/story/exports/" + export, as: export, for: user)
        let line = try await adapter.line("what became of \(export)") { $0.contains(export) }
        let words = line.split(separator: " ")
        guard words.first == "taken:", words.count > 2, let count = Int(words[2]) else {
            throw CommandFailure.refused(line)
        }
        return count
    }

    /// Kills a broker in the middle of whatever it does.
    func kill(_ authority: DemoAuthority) async throws {
        try await brokers.removeValue(forKey: authority.code)?.kill()
        hands[authority.code]?.letGo()
    }

    /// Moves the clock of every broker that runs.
    func move(to instant: Instant) throws {
        guard instant > now else { return }
        for code in brokers.keys.sorted() { try hands[code]?.move(to: instant) }
        now = instant
    }

    // MARK: Systems

    /// Connects everybody who has a part, and subscribes them.
    func connect(_ users: [(AuthorityCode, UserID)]) async throws {
        for (code, user) in users {
            let system = try DemoSystem(user, at: authority(code), context: context)
            systems.append(system)
            try await system.listen(mailroom)
        }
    }

    func system(_ user: UserID, at code: AuthorityCode) throws -> DemoSystem {
        guard let system = systems.first(where: { $0.user == user && $0.authority.code == code }) else {
            throw CommandFailure.refused("\(user) at \(code): has no part in this story")
        }
        return system
    }

    /// The systems of an agency, or none if it has no part.
    func systems(of agency: AgencyID, at code: AuthorityCode) -> [DemoSystem] {
        systems.filter { $0.user.agency == agency && $0.authority.code == code }
    }

    /// Children's social care: the first agency of each authority's list.
    func casework(_ authority: DemoAuthority) throws -> DemoSystem {
        guard let user = authority.file.agencies.first?.systems.first?.user else {
            throw CommandFailure.refused("\(authority.code): has no agency")
        }
        return try system(user, at: authority.code)
    }

    // MARK: The end

    /// Waits until nobody has anything left to hear.
    func catchUp() async throws {
        for system in systems { try await system.catchUp(mailroom) }
    }

    /// Ends the connections and then the brokers, so that nothing changes any more.
    func close() async throws {
        for system in systems { await system.close() }
        systems = []
        for code in adapters.keys.sorted() { try await adapters.removeValue(forKey: code)?.stop() }
        for code in brokers.keys.sorted() {
            try await brokers.removeValue(forKey: code)?.stop()
            hands[code]?.letGo()
        }
    }
}
