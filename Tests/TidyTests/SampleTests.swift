import Testing

/// Each rule, shown what it must not let pass and what it must.
struct SampleTests {
    @Test(arguments: [
        ("Sources/Routing/A.swift", "import Escalation", "Routing may not import Escalation"),
        ("Sources/JSON/A.swift", "public import Vocabulary", "JSON may not import Vocabulary"),
        ("Sources/Adapters/A.swift", "internal import Broker", "Adapters may not import Broker"),
        ("Sources/Topics/A.swift", "import struct Foundation.URL", "Topics may not import Foundation"),
        ("Sources/Chronology/A.swift", "import CZeroMQ", "Chronology may not import CZeroMQ"),
        ("Sources/Odd/A.swift", "", "target Odd is not in the table"),
    ])
    func `an arrow that is not in the table is found`(path: String, text: String, what: String) {
        #expect(Arrows.findings(Source(path, text)).map(\.what) == [what])
    }

    @Test func `imports that the table has are let pass`() {
        #expect(
            Arrows.findings(Source("Sources/Ledger/A.swift", "public import Vocabulary\nimport Glibc")) == []
        )
        #expect(Arrows.findings(Source("Sources/concordat/A.swift", "import Broker")) == [])
        #expect(
            Arrows.findings(Source("Sources/JSON/A.swift", "// import Foundation\nlet a = \"import B\""))
                == []
        )
    }

    @Test(arguments: [
        "Foundation.sin(1)", "let now = Date()", "let id = UUID()", "Int.random(in: 0...1)", "a.hashValue",
        "func f() async {}", "await g()", "Task { }", "print(1)", "let log: Logger", "ContinuousClock.now",
        "SystemRandomNumberGenerator()", "list.shuffled()", "Glibc.time(nil)", "actor A {}",
    ])
    func `the core is kept pure`(code: String) {
        #expect(!Bans.findings(Source("Sources/Routing/A.swift", code)).isEmpty)
    }

    @Test func `the core may speak of what it does not do`() {
        let code = "/// Tasks that await a Date().\nlet text = \"async Task { print(1) }\"\nlet update = 1"
        #expect(Bans.findings(Source("Sources/Routing/A.swift", code)) == [])
    }

    @Test(arguments: [
        ("Sources/Broker/A.swift", "let a = try! f()", "`try!`: write try, or try #require in a test"),
        (
            "Tests/ATests/A.swift", "let a = try? f()",
            "`try?`: write do and catch, matching the case that is meant"
        ),
        ("Sources/Broker/A.swift", "a as! B", "`as!`: write as? with a guard"),
        (
            "Sources/concordat/A.swift", "fatalError()",
            "`fatalError`: write a typed error, or precondition with the reason"
        ),
        ("Sources/Broker/A.swift", "Task { f() }", "`Task{`: write a task group that a service owns"),
        (
            "Sources/Broker/A.swift", "Task.detached { f() }",
            "`Task.detached`: write a task group that a service owns"
        ),
        (
            "Tests/ATests/A.swift", "Task.sleep(for: a)",
            "`sleep(`: write waiting for the named event, with a time limit"
        ),
        ("Tests/ATests/A.swift", "let a = b!", "`!`: write try #require"),
        ("Tests/ATests/A.swift", "let a = f()!.c", "`!`: write try #require"),
    ])
    func `a forbidden call is found, and what to write instead is said`(
        path: String,
        code: String,
        what: String
    ) {
        #expect(Bans.findings(Source(path, code)).map(\.what) == [what])
    }

    @Test(arguments: Bans.comments)
    func `unfinished work is found`(word: String) {
        #expect(Bans.findings(Source("Sources/Broker/A.swift", "// \(word): later")).count == 1)
    }

    @Test func `what only looks like a forbidden call is let pass`() {
        #expect(Bans.findings(Source("Sources/concordat/A.swift", "Task { print(1) }")) == [])
        #expect(Bans.findings(Source("Sources/Ledger/A.swift", "if try !isOpen(), x as? A != nil {}")) == [])
        #expect(Bans.findings(Source("Tests/ATests/A.swift", "#expect(a != b && !c)\nif !d {}")) == [])
    }

    @Test func `a long file is found`() {
        let text = String(repeating: "let a = 1\n", count: 401)
        #expect(Lengths.findings(Source("Sources/Broker/A.swift", text)).count == 1)
        #expect(Lengths.findings(Source("Sources/Broker/A.swift", String(text.dropLast(10)))) == [])
    }

    @Test(arguments: ["func f(a: [Int] = []) -> Int", "init()", "mutating func g<A>(_ a: A) where A: B"])
    func `a long function is found`(signature: String) {
        func source(_ lines: Int) -> Source {
            let body = String(repeating: "a { b() }\n", count: lines - 2)
            return Source("Sources/Broker/A.swift", "struct A {\n\(signature) {\n\(body)}\n}\n")
        }
        #expect(Lengths.findings(source(61)).count == 1)
        #expect(Lengths.findings(source(60)) == [])
    }

    @Test func `a requirement of a protocol has no length`() {
        let text =
            "protocol A {\nfunc f()\nvar a: Int { get }\n}\n" + String(repeating: "let a = 1\n", count: 100)
        #expect(Lengths.findings(Source("Sources/Broker/A.swift", text)) == [])
    }

    @Test(arguments: [
        "unsafe f()", "struct A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
    ])
    func `unsafe code outside the audited files is found`(code: String) {
        let source = Source("Sources/Broker/A.swift", "// SAFETY: because.\n\(code)")
        #expect(Unsafety.findings(source, audited: []).count == 1)
        #expect(Unsafety.findings(source, audited: [source.path]) == [])
        let silent = Source("Sources/Broker/A.swift", code)
        #expect(Unsafety.findings(silent, audited: [silent.path]).count == 1)
    }

    @Test func `a promise far from its argument is found`() {
        let text =
            "// SAFETY: because.\n" + String(repeating: "\n", count: 20) + "struct A: @unchecked Sendable {}"
        let source = Source("Sources/Broker/A.swift", text)
        #expect(Unsafety.findings(source, audited: [source.path]).count == 1)
    }

    @Test func `a file that no longer needs its exception is found`() {
        let source = Source("Sources/Broker/A.swift", "let a = 1")
        #expect(Unsafety.stale([source], audited: [source.path, "Sources/Broker/Gone.swift"]).count == 2)
    }

    @Test(arguments: [
        ("Sources/Broker/Turn.swift", "struct Loop {}", "the file declares no `Turn`"),
        ("Sources/Broker/Turn+Reading.swift", "struct Loop {}", "the file declares no `Turn`"),
        (
            "Sources/Broker/LinkManager.swift", "final class LinkManager {}",
            "`LinkManager` ends in Manager: name the noun that it owns"
        ),
        (
            "Sources/Broker/A.swift", "enum A { struct PathUtils {} }",
            "`PathUtils` ends in Utils: name the noun that it owns"
        ),
        ("Sources/Broker/Broker.swift", "actor Broker {}", "`Broker` is also the name of its module"),
    ])
    func `a name that says nothing is found`(path: String, code: String, what: String) {
        #expect(Names.findings(Source(path, code)).map(\.what) == [what])
    }

    @Test func `an extension's file is named for its type`() {
        #expect(Names.findings(Source("Sources/Broker/Turn+Reading.swift", "extension Turn {}")) == [])
        #expect(Names.findings(Source("Sources/Broker/Rung.swift", "extension Ladder.Rung {}")) == [])
        #expect(Names.findings(Source("Sources/Broker/LadderRung.swift", "extension Ladder.Rung {}")) == [])
    }

    @Test(arguments: Traces.paths.map { "\"\($0)a\"" } + Traces.hosts.map { "see \($0)" })
    func `a trace of one machine is found`(text: String) {
        #expect(Traces.findings(Source("README.md", text)).count == 1)
    }

    @Test func `our own paths are no traces`() {
        #expect(Traces.findings(Source("README.md", "Sources\(Traces.paths[0])A.swift")) == [])
        #expect(Traces.findings(Source("Package.swift", "url: \"https://\(Traces.hosts[0])/a/b\"")) == [])
    }

    @Test func `a misspelt feature is found`() {
        let source = Source("Package.swift", ".enableUpcomingFeature(\"ExistentialAnny\")")
        #expect(Manifest.findings(source, supported: ["ExistentialAny"]).count == 1)
        #expect(Manifest.findings(source, supported: ["ExistentialAnny"]) == [])
    }

    @Test func `an empty target is found`() {
        let empty = [
            Source("Sources/Console/Placeholder.swift", "enum A {}"), Source("Tests/ATests/A.swift", "// A"),
        ]
        #expect(Manifest.emptyTargets(empty).map(\.path) == ["Sources/Console", "Tests/ATests"])
        #expect(Manifest.emptyTargets([Source("Sources/Console/A.swift", "enum A {}")]) == [])
    }
}
