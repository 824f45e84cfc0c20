import Glibc
public import Ledger
import Synchronization

/// A folder in memory that knows what was written and what was synced, and fails as it is told to.
///
/// Durable is what a power cut cannot take: synced sectors of files whose names were synced. A cut may keep or lose
/// every unsynced sector and every unsynced name by itself. Nothing here knows the ledger's files or their format.
public final class SimulatedDisk: LedgerFolder {
    final class Content: Sendable {
        let sectors: Mutex<SectorStore>
        init(_ sectors: SectorStore = SectorStore()) { self.sectors = Mutex(sectors) }
    }

    struct State: Sendable {
        var names: [String: Content] = [:]
        var durableNames: [String: Content] = [:]
        var isLocked = false
        var isAside = false
        var calls = 0
        var plan: DiskPlan?
        var faults = 0
        var failures = 0
        var trace = Trace()
        var room = Int.max
    }

    /// The folder as messages name it.
    public let path = "simulated"
    let state = Mutex(State())

    /// An empty folder.
    public init() {}

    /// A folder of files that are durable.
    public init(files: [String: [UInt8]]) {
        let contents = files.mapValues { Content(SectorStore($0)) }
        state.withLock { state in
            state.names = contents
            state.durableNames = contents
        }
    }

    // MARK: What a test does with it

    /// Calls made since the last ``arm(_:)``.
    public var calls: Int { state.withLock { $0.calls } }

    /// Calls that went wrong, since the beginning.
    public var faults: Int { state.withLock { $0.faults } }

    /// Calls that failed and said so, since the beginning.
    var failures: Int { state.withLock { $0.failures } }

    /// Every call since the beginning, as one number.
    public var trace: Trace { state.withLock { $0.trace } }

    /// Counts from 1 again, and has calls go wrong as planned.
    public func arm(_ plan: DiskPlan?) {
        state.withLock { state in
            state.calls = 0
            state.plan = plan
        }
    }

    /// Runs `body` as if nothing were planned: its calls go well and are not counted.
    public func aside<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
        state.withLock { $0.isAside = true }
        defer { state.withLock { $0.isAside = false } }
        return try body()
    }

    /// How many more bytes files may grow by.
    public func setRoom(_ room: Int) { state.withLock { $0.room = room } }

    /// What every file shows to reads.
    public var files: [String: [UInt8]] {
        state.withLock { $0.names.mapValues { $0.sectors.withLock { $0.shown } } }
    }

    /// Changes a file behind everybody's back, as a failing disk does.
    public func change(_ name: String, _ body: (inout [UInt8]) -> Void) {
        let content = state.withLock { $0.names[name] }
        content?.sectors.withLock { $0.rot(body) }
    }

    /// The folder as another process finds it after a crash of this one.
    ///
    /// Everything written shows, and what was not synced still is not: a power cut can take it later.
    public func afterCrash() -> SimulatedDisk {
        let (names, durable) = state.withLock { ($0.names, $0.durableNames) }
        var copies: [ObjectIdentifier: Content] = [:]
        func copy(_ content: Content) -> Content {
            let place = ObjectIdentifier(content)
            let copy = copies[place] ?? Content(content.sectors.withLock { $0 })
            copies[place] = copy
            return copy
        }
        let disk = SimulatedDisk()
        let (shown, settled) = (names.mapValues(copy), durable.mapValues(copy))
        disk.state.withLock { state in
            state.names = shown
            state.durableNames = settled
        }
        return disk
    }

    /// The folder after a power cut, in which each unsynced sector and name stayed or went by chance.
    public func afterPowerCut(using generator: inout some RandomNumberGenerator) -> SimulatedDisk {
        let (names, durable) = state.withLock { ($0.names, $0.durableNames) }
        var files: [String: [UInt8]] = [:]
        for name in Set(names.keys).union(durable.keys).sorted() {
            let (new, old) = (names[name], durable[name])
            let content = new === old || Bool.random(using: &generator) ? new : old
            guard let content else { continue }
            files[name] = content.sectors.withLock { $0.cut(using: &generator) }
        }
        return SimulatedDisk(files: files)
    }

    // MARK: LedgerFolder

    /// Takes the folder, if nobody has it.
    public func lock() throws(DiskFault) -> Bool {
        state.withLock { state in
            defer { state.isLocked = true }
            return !state.isLocked
        }
    }

    /// Lets it go.
    public func unlock() { state.withLock { $0.isLocked = false } }

    /// The names of its files, sorted by their bytes.
    public func names() throws(DiskFault) -> [String] {
        _ = try count(.list, path)
        return state.withLock { $0.names.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    }

    /// Opens a file.
    public func open(
        _ name: String,
        for access: LedgerFileAccess
    ) throws(DiskFault) -> any LedgerFile {
        _ = try count(.open, name)
        let content = state.withLock { state in
            if access == .creating { state.names[name] = Content() }
            return state.names[name]
        }
        guard let content else { throw DiskFault(operation: .open, file: name, code: ENOENT) }
        return SimulatedFile(name: name, content: content, disk: self)
    }

    /// Gives a file another name.
    public func rename(_ name: String, to newName: String) throws(DiskFault) {
        _ = try count(.rename, name)
        state.withLock { state in state.names[newName] = state.names.removeValue(forKey: name) }
    }

    /// Makes names durable.
    public func sync() throws(DiskFault) {
        switch try count(.sync, path) {
        case .lie: return
        case .syncLost: throw DiskFault(operation: .sync, file: path, code: EIO)
        case nil, .error, .torn: state.withLock { $0.durableNames = $0.names }
        }
    }

    /// Counts a call; throws if it is one that does nothing, or answers how it goes wrong.
    func count(
        _ operation: DiskFault.Operation,
        _ name: String,
        offset: Int = 0,
        byteCount: Int = 0
    ) throws(DiskFault) -> DiskPlan.Fault? {
        let fault = state.withLock { state -> DiskPlan.Fault? in
            guard !state.isAside else { return nil }
            state.calls += 1
            state.trace.note(operation.rawValue + " " + name)
            state.trace.note(offset)
            state.trace.note(byteCount)
            guard let fault = state.plan?.fault(at: state.calls) else { return nil }
            if case .lie = fault, operation != .write, operation != .sync { return nil }
            state.faults += 1
            if fault != .lie { state.failures += 1 }
            return fault
        }
        switch (fault, operation) {
        case (nil, _): return nil
        case (.torn, .write), (.syncLost, .sync), (.lie, _): return fault
        case (.error(let code), _): throw DiskFault(operation: operation, file: name, code: code)
        case (.torn, _), (.syncLost, _): throw DiskFault(operation: operation, file: name, code: EIO)
        }
    }

    /// Takes room for a file to grow; answers whether there was enough.
    func grow(by byteCount: Int) -> Bool {
        state.withLock { state in
            guard byteCount <= state.room else { return false }
            if state.room != .max { state.room -= byteCount }
            return true
        }
    }
}
