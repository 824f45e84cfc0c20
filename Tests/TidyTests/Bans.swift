/// Words and calls that are not written here, each with what is.
struct Bans {
    /// One of them, as a sequence of tokens.
    struct Ban {
        let tokens: [Token]
        let instead: String

        init(_ code: String, instead: String) {
            tokens = Token.tokens(of: code)
            self.instead = instead
        }
    }

    private let byFirstToken: [String: [Ban]]

    init(_ bans: [Ban]) { byFirstToken = Dictionary(grouping: bans) { $0.tokens[0].text } }

    /// Not in the pure core: values in, decisions out.
    static let core = Bans([
        Ban("Foundation", instead: "the standard library"),
        Ban("Glibc", instead: "the standard library"),
        Ban("Dispatch", instead: "an argument or an action"),
        Ban("Date(", instead: "the turn's Instant"),
        Ban("ContinuousClock", instead: "the turn's Instant"),
        Ban("SuspendingClock", instead: "the turn's Instant"),
        Ban("UUID(", instead: "an identifier that came in, or one derived from its cause"),
        Ban(".random", instead: "an argument"),
        Ban(".shuffled(", instead: "an order that is the same everywhere"),
        Ban(".randomElement(", instead: "an argument"),
        Ban("SystemRandomNumberGenerator", instead: "an argument"),
        Ban("hashValue", instead: "equality; hashes differ from one run to the next"),
        Ban("Hasher(", instead: "a Digest"),
        Ban("async", instead: "an action that the shell runs"),
        Ban("await", instead: "an action that the shell runs"),
        Ban("Task", instead: "an action that the shell runs"),
        Ban("actor", instead: "a struct that the shell owns"),
        Ban("Mutex", instead: "a value"),
        Ban("print(", instead: "a fact"),
        Ban("Logger", instead: "a fact"),
        Ban("ProcessInfo", instead: "an argument"),
        Ban("FileManager", instead: "an argument"),
    ])

    /// Nowhere.
    static let everywhere = Bans([
        Ban("try!", instead: "try, or try #require in a test"),
        Ban("try?", instead: "do and catch, matching the case that is meant"),
        Ban("as!", instead: "as? with a guard"),
        Ban("fatalError", instead: "a typed error, or precondition with the reason"),
        Ban("@preconcurrency", instead: "a Sendable type"),
        Ban("DispatchQueue", instead: "the thread or actor that owns it"),
        Ban("NSLock", instead: "Mutex"),
    ])

    /// Not outside the executable, which owns the process.
    static let libraries = Bans([
        Ban("Task {", instead: "a task group that a service owns"),
        Ban("Task.detached", instead: "a task group that a service owns"),
        Ban("print(", instead: "the logger, with identifiers only"),
        Ban("exit(", instead: "a thrown error"),
    ])

    /// Not in tests.
    static let tests = Bans([
        Ban("sleep(", instead: "waiting for the named event, with a time limit"),
        Ban("usleep(", instead: "waiting for the named event, with a time limit"),
        Ban("XCTest", instead: "Testing"),
    ])

    /// Unfinished work that nobody will find again.
    static let comments = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

    /// Everything that the file's place forbids it.
    static func findings(_ source: Source) -> [Finding] {
        var findings = everywhere.findings(source) + unfinished(source)
        if Arrows.isPure(source) { findings += core.findings(source) }
        if source.path.hasPrefix("Sources/"), source.target != "concordat" {
            findings += libraries.findings(source)
        }
        if source.isTest { findings += tests.findings(source) + forcedUnwraps(source) }
        return findings
    }

    private func findings(_ source: Source) -> [Finding] {
        let code = source.code
        return code.indices.flatMap { place in
            (byFirstToken[code[place].text] ?? []).filter { $0.matches(code[place...]) }.map {
                source.finding(code[place].line, "`\($0.code)`: write \($0.instead)")
            }
        }
    }

    private static func unfinished(_ source: Source) -> [Finding] {
        source.tokens.filter { $0.kind == .comment }.flatMap { comment in
            comments.filter { comment.text.contains($0) }.map {
                source.finding(comment.line, "`\($0)`: finish it, or open an issue")
            }
        }
    }

    /// The formatter's own rule says nothing in a file that imports Testing.
    private static func forcedUnwraps(_ source: Source) -> [Finding] {
        let code = source.code
        return code.indices.dropFirst().compactMap { place in
            let before = code[place - 1]
            guard code[place].text == "!", code[place].isAdjacent,
                before.kind == .word || before.text == ")" || before.text == "]",
                before.text != "try", before.text != "as",
                place + 1 == code.count || code[place + 1].text != "=" || !code[place + 1].isAdjacent
            else { return nil }
            return source.finding(code[place].line, "`!`: write try #require")
        }
    }
}

extension Bans.Ban {
    fileprivate var code: String { tokens.map(\.text).joined() }

    /// Whether the code begins with it, spaced alike: `try !isOpen` is no `try!`.
    fileprivate func matches(_ code: ArraySlice<Token>) -> Bool {
        guard code.count >= tokens.count else { return false }
        return zip(code, tokens).enumerated().allSatisfy { place, pair in
            pair.0.kind != .literal && pair.0.text == pair.1.text
                && (place == 0 || pair.0.isAdjacent == pair.1.isAdjacent)
        }
    }
}
