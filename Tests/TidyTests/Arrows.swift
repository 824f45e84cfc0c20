/// What each target may import: the table of DESIGN.md, "The house", with three rows wider than there.
///
/// `Adapters` has `Wire`, whose refusals, reads and deliveries are what `BrokerClient` answers with, and NIOHTTP1,
/// whose headers are AsyncHTTPClient's. `BrokerCore` and `Broker` have Collections, for state whose order may not depend on hashing, and `Broker` has
/// `CLinuxShims`, for the story clock's Unix socket.
///
/// SwiftPM does not enforce it for what is reached through another target.
enum Arrows {
    /// What a target may import, ours and others.
    struct Row {
        let ours: [String]
        let others: [String]
        let isPure: Bool
    }

    private static let core = [
        "JSON", "Vocabulary", "Topics", "Concerns", "Wire", "Routing", "Escalation", "Patterns", "Meetings",
        "Transfer", "BrokerCore",
    ]
    private static let collections = [
        "Collections", "OrderedCollections", "DequeModule", "HeapModule", "BitCollections",
    ]

    private static let web = [
        "Hummingbird", "HummingbirdTLS", "HTTPTypes", "NIOCore", "NIOSSL", "AsyncHTTPClient",
    ]

    /// Every target but the executable, which may import anything.
    static let table: [String: Row] = [
        "JSON": pure([]),
        "Vocabulary": pure([]),
        "Topics": pure(["JSON", "Vocabulary"], collections),
        "Concerns": pure(["JSON", "Vocabulary", "Topics"], ["Crypto"]),
        "Wire": pure(["JSON", "Vocabulary", "Topics", "Concerns"]),
        "Routing": pure(["Vocabulary", "Topics"], collections),
        "Escalation": pure(["Vocabulary"]),
        "Patterns": pure(["Vocabulary", "Topics"]),
        "Meetings": pure(["Vocabulary", "Topics"]),
        "Transfer": pure(["JSON", "Vocabulary", "Concerns"]),
        "BrokerCore": pure(Array(core.dropLast()), collections),
        "Ledger": effect(["Vocabulary"], ["Crypto", "Glibc", "CLinuxShims"]),
        "PostgresLedger": effect(["Ledger", "Vocabulary"], ["CPostgreSQL"]),
        "Chronology": effect(["Ledger", "JSON", "Vocabulary", "Topics"], ["GRDB"]),
        "ZeroMQ": effect([], ["CZeroMQ", "Glibc", "CLinuxShims"]),
        "Broker": effect(
            core + ["Ledger", "Chronology", "ZeroMQ"],
            collections + ["Logging", "Metrics", "ServiceLifecycle", "CLinuxShims"]
        ),
        "BrokerClient": effect(
            ["JSON", "Vocabulary", "Topics", "Concerns", "Wire", "ZeroMQ"],
            ["Logging", "GRDB"]
        ),
        "Adapters": effect(
            ["BrokerClient", "JSON", "Vocabulary", "Topics", "Concerns", "Wire"],
            web + [
                "Crypto", "HummingbirdCore", "NIOHTTP1", "SwiftCSV", "NIOPosix", "Logging",
                "ServiceLifecycle",
            ]
        ),
        "Console": effect(
            ["BrokerClient", "JSON", "Vocabulary", "Topics", "Concerns"],
            web + [
                "HummingbirdCore", "NIOHTTP1", "Crypto", "JWTKit", "Mustache", "Logging", "ServiceLifecycle",
            ]
        ),
        "Settings": effect(core, ["Yams"]),
        "Simulator": effect(core + ["Ledger"], ["Glibc"]),
    ]

    /// Part of the toolchain, and open to whatever has effects.
    private static let toolchain = ["Foundation", "Synchronization"]

    private static func pure(_ ours: [String], _ others: [String] = []) -> Row {
        Row(ours: ours, others: others, isPure: true)
    }

    private static func effect(_ ours: [String], _ others: [String]) -> Row {
        Row(ours: ours, others: others + toolchain, isPure: false)
    }

    static func isPure(_ source: Source) -> Bool {
        source.path.hasPrefix("Sources/") && source.target.map { table[$0]?.isPure == true } == true
    }

    /// Imports that the table does not have.
    static func findings(_ source: Source) -> [Finding] {
        guard source.path.hasPrefix("Sources/"), let target = source.target, target != "concordat" else {
            return []
        }
        guard let row = table[target] else {
            return [source.finding(1, "target \(target) is not in the table")]
        }
        // `Mutations` is there only when they are compiled in.
        let mutated = ["Ledger", "BrokerCore"].contains(target) ? ["Mutations"] : []
        let allowed = row.ours + row.others + mutated
        return imports(of: source).filter { !allowed.contains($0.module) }.map {
            source.finding($0.line, "\(target) may not import \($0.module)")
        }
    }

    static func imports(of source: Source) -> [(module: String, line: Int)] {
        let code = source.code
        return code.indices.dropLast().compactMap { place in
            guard code[place].text == "import", code[place].kind == .word else { return nil }
            let kinds = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
            let name = kinds.contains(code[place + 1].text) ? place + 2 : place + 1
            return name < code.count ? (code[name].text, code[place].line) : nil
        }
    }
}
