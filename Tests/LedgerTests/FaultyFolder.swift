import Glibc
import Ledger
import Synchronization

/// A folder in memory that knows what was written and what was synced, and fails as it is told to.
///
/// Durable is what a power cut cannot take: synced sectors of files whose names were synced. A cut may keep or lose
/// every unsynced sector and every unsynced name by itself.
final class FaultyFolder: LedgerFolder {
    /// What the Nth call after ``arm(_:)`` does.
    struct Plan: Sendable {
        enum Fault: Sendable, Equatable {
            /// The call fails, having done nothing.
            case error(Int32)
            /// A write fails after so many of its sectors; any other call like `error(EIO)`.
            case torn(sectors: Int)
            /// A sync fails, and what it should have made durable is lost though reads still show it.
            case syncLost
        }

        var call: Int
        var fault: Fault
        /// Whether every later call fails as well.
        var isPersistent = false
    }

    final class Contents: Sendable {
        let state: Mutex<Image>
        init(_ bytes: [UInt8] = [], synced: [UInt8] = []) {
            state = Mutex(Image(written: bytes, synced: synced))
        }
    }

    struct Image: Sendable {
        var written: [UInt8]
        /// What the disk holds; as long as the file was at its last sync.
        var synced: [UInt8]
        /// Sectors that differ because they were written since, or because a failed sync forgot them.
        var dirty: Set<Int> = []
    }

    struct State: Sendable {
        var names: [String: Contents] = [:]
        var durableNames: [String: Contents] = [:]
        var isLocked = false
        var calls = 0
        var plan: Plan?
        var log: [String] = []
        /// How many more bytes files may grow by.
        var room = Int.max
    }

    let path = "memory"
    let state = Mutex(State())

    init() {}

    init(files: [String: [UInt8]]) {
        state.withLock { state in
            for (name, bytes) in files {
                let contents = Contents(bytes, synced: bytes)
                state.names[name] = contents
                state.durableNames[name] = contents
            }
        }
    }

    /// Calls made since the last ``arm(_:)``.
    var calls: Int { state.withLock { $0.calls } }

    func arm(_ plan: Plan?) {
        state.withLock { state in
            state.calls = 0
            state.plan = plan
        }
    }

    func setRoom(_ room: Int) { state.withLock { $0.room = room } }

    /// What every file holds now.
    var files: [String: [UInt8]] {
        state.withLock { $0.names.mapValues { $0.state.withLock { $0.written } } }
    }

    /// Changes bytes behind everybody's back, as a failing disk does.
    func change(_ name: String, _ body: (inout [UInt8]) -> Void) {
        let contents = state.withLock { $0.names[name] }
        contents?.state.withLock { image in
            body(&image.written)
            image.synced = image.written
        }
    }

    /// The folder as another process finds it after a crash of this one: everything written is there.
    func afterCrash() -> FaultyFolder { FaultyFolder(files: files) }

    /// The folder after a power cut in which each unsynced sector and name was lost or kept by chance.
    func afterPowerCut(using generator: inout some RandomNumberGenerator) -> FaultyFolder {
        let state = state.withLock { $0 }
        var files: [String: [UInt8]] = [:]
        for name in Set(state.names.keys).union(state.durableNames.keys).sorted() {
            let (new, old) = (state.names[name], state.durableNames[name])
            let contents = new === old || Bool.random(using: &generator) ? new : old
            guard let contents else { continue }
            files[name] = contents.state.withLock { $0.cut(using: &generator) }
        }
        return FaultyFolder(files: files)
    }

    /// Counts a call; throws if it is the one to fail, or answers how it is to be torn.
    func count(
        _ operation: DiskFault.Operation,
        _ name: String
    ) throws(DiskFault) -> Plan.Fault? {
        let fault = state.withLock { state -> Plan.Fault? in
            state.calls += 1
            guard let plan = state.plan else { return nil }
            guard state.calls == plan.call || plan.isPersistent && state.calls > plan.call else { return nil }
            return plan.fault
        }
        switch (fault, operation) {
        case (nil, _): return nil
        case (.torn, .write), (.syncLost, .sync): return fault
        case (.error(let code), _): throw DiskFault(operation: operation, file: name, code: code)
        case (.torn, _), (.syncLost, _): throw DiskFault(operation: operation, file: name, code: EIO)
        }
    }

    func lock() throws(DiskFault) -> Bool {
        state.withLock { state in
            defer { state.isLocked = true }
            return !state.isLocked
        }
    }

    func unlock() { state.withLock { $0.isLocked = false } }

    func names() throws(DiskFault) -> [String] {
        _ = try count(.list, path)
        return state.withLock { $0.names.keys.sorted() }
    }

    func open(_ name: String, for access: LedgerFileAccess) throws(DiskFault) -> any LedgerFile {
        _ = try count(.open, name)
        let contents = state.withLock { state -> Contents? in
            if access == .creating { state.names[name] = Contents() }
            return state.names[name]
        }
        guard let contents else { throw DiskFault(operation: .open, file: name, code: ENOENT) }
        return FaultyFile(name: name, contents: contents, folder: self)
    }

    func rename(_ name: String, to newName: String) throws(DiskFault) {
        _ = try count(.rename, name)
        state.withLock { state in state.names[newName] = state.names.removeValue(forKey: name) }
    }

    func sync() throws(DiskFault) {
        _ = try count(.sync, path)
        state.withLock { $0.durableNames = $0.names }
    }
}

extension FaultyFolder.Image {
    static let sectorByteCount = 512

    /// What the disk may hold after a power cut.
    func cut(using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = synced
        if written.count > synced.count, Bool.random(using: &generator) {
            bytes += [UInt8](repeating: 0, count: written.count - synced.count)
        }
        for sector in dirty.sorted() where Bool.random(using: &generator) {
            let start = sector * Self.sectorByteCount
            let end = min(start + Self.sectorByteCount, written.count, bytes.count)
            if start < end { bytes.replaceSubrange(start..<end, with: written[start..<end]) }
        }
        return bytes
    }
}
