import Ledger

/// A folder between the ledger and its disk that makes the ledger look wrong: the harness has to notice.
final class DefectiveFolder: LedgerFolder {
    /// What somebody forgot when they wrote the ledger.
    enum Defect: Sendable, CaseIterable {
        /// Turns are written and never synced.
        case noSyncOfTurns
        /// Files get their names, and the folder is never synced.
        case noSyncOfNames
        /// A file gets its final name before its content is durable.
        case nameBeforeContent
        /// Recovery takes what memory shows for what the disk has.
        case noReload
        /// Recovery cuts off the last turn, though it is whole.
        case cutsLastTurn
    }

    let disk: any LedgerFolder
    let defect: Defect

    init(_ disk: any LedgerFolder, _ defect: Defect) {
        self.disk = disk
        self.defect = defect
    }

    var path: String { disk.path }
    func lock() throws(DiskFault) -> Bool { try disk.lock() }
    func unlock() { disk.unlock() }
    func names() throws(DiskFault) -> [String] { try disk.names() }
    func rename(_ name: String, to newName: String) throws(DiskFault) { try disk.rename(name, to: newName) }
    func sync() throws(DiskFault) { if defect != .noSyncOfNames { try disk.sync() } }

    func open(_ name: String, for access: LedgerFileAccess) throws(DiskFault) -> any LedgerFile {
        DefectiveFile(file: try disk.open(name, for: access), defect: defect)
    }
}

/// A file of a ``DefectiveFolder``.
final class DefectiveFile: LedgerFile {
    private let file: any LedgerFile
    private let defect: DefectiveFolder.Defect

    init(file: any LedgerFile, defect: DefectiveFolder.Defect) {
        self.file = file
        self.defect = defect
    }

    var name: String { file.name }
    func byteCount() throws(DiskFault) -> Int { try file.byteCount() }
    func write(_ bytes: [UInt8], at offset: Int) throws(DiskFault) { try file.write(bytes, at: offset) }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        try file.read(at: offset, count: count)
    }

    func sync() throws(DiskFault) {
        switch defect {
        case .noSyncOfTurns where name.hasSuffix(".segment"): break
        case .nameBeforeContent where name.hasSuffix(".preparing"): break
        case .noSyncOfTurns, .noSyncOfNames, .nameBeforeContent, .noReload, .cutsLastTurn: try file.sync()
        }
    }

    func reload() throws(DiskFault) {
        switch defect {
        case .noReload, .noSyncOfTurns: break
        case .noSyncOfNames, .nameBeforeContent: try file.reload()
        case .cutsLastTurn:
            try file.reload()
            try cutLastTurn()
        }
    }

    private func cutLastTurn() throws(DiskFault) {
        let bytes = try file.read(at: 0, count: try file.byteCount())
        let places = stride(from: 0, to: bytes.count, by: 512)
        guard let last = places.filter({ bytes[$0] == 0xd3 }).last else { return }
        try file.write([UInt8](repeating: 0, count: bytes.count - last), at: last)
        try file.sync()
    }
}
