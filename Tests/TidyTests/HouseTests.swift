import Testing

/// The house rules, held against every file of the repository.
struct HouseTests {
    @Test func `imports follow the arrows of the house`() { #expect(all(Arrows.findings) == []) }
    @Test func `nothing is written that is not written here`() { #expect(all(Bans.findings) == []) }
    @Test func `files and functions can be read whole`() { #expect(all(Lengths.findings) == []) }
    @Test func `the compiler is only told to believe us in audited files`() {
        #expect(all { Unsafety.findings($0) } == [])
        #expect(Unsafety.stale(SourceTree.swift) == [])
    }
    @Test func `types are nouns, and files are named for them`() { #expect(all(Names.findings) == []) }
    @Test func `no machine and no package host is named`() {
        #expect(SourceTree.sources.flatMap(Traces.findings) == [])
    }
    @Test func `whatever a target imports, its manifest says`() throws {
        let manifest = try #require(SourceTree.swift.first { $0.path == "Package.swift" })
        #expect(all { Manifest.undeclared($0, by: manifest) } == [])
        let sample = Source("Sources/Vocabulary/A.swift", "import Ledger")
        #expect(Manifest.undeclared(sample, by: manifest).count == 1)
    }
    @Test func `no target is empty`() { #expect(Manifest.emptyTargets(SourceTree.sources) == []) }

    @Test func `the compiler knows every feature that we enable`() throws {
        let manifest = try #require(SourceTree.swift.first { $0.path == "Package.swift" })
        #expect(Manifest.features(in: manifest).count == 5)
        #expect(Manifest.findings(manifest, supported: try Manifest.supportedFeatures()) == [])
    }

    /// Without this, an empty list of files would pass every rule above.
    @Test func `the tree that is checked is the whole tree`() {
        let targets = Set(SourceTree.swift.filter { $0.path.hasPrefix("Sources/") }.compactMap(\.target))
        #expect(targets.isSuperset(of: ["JSON", "Topics", "Ledger", "ZeroMQ", "concordat"]))
        #expect(SourceTree.sources.contains { $0.path == "Topics/police/domestic-incident.yaml" })
    }

    private func all(_ rule: (Source) -> [Finding]) -> [Finding] { SourceTree.swift.flatMap(rule) }
}
