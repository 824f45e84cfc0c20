extension LedgerFile {
    /// ``byteCount()``, its fault as the ledger's error.
    func length() throws(LedgerError) -> Int {
        do { return try byteCount() } catch { throw .disk(error) }
    }

    /// ``read(at:count:)``, its fault as the ledger's error.
    func load(at offset: Int, count: Int) throws(LedgerError) -> [UInt8] {
        do { return try read(at: offset, count: count) } catch { throw .disk(error) }
    }

    /// ``write(_:at:)``, its fault as the ledger's error.
    func store(_ bytes: [UInt8], at offset: Int) throws(LedgerError) {
        do { try write(bytes, at: offset) } catch { throw .disk(error) }
    }

    /// ``sync()``, its fault as the ledger's error.
    func settle() throws(LedgerError) {
        do { try sync() } catch { throw .disk(error) }
    }

    /// ``reload()``, its fault as the ledger's error.
    func refresh() throws(LedgerError) {
        do { try reload() } catch { throw .disk(error) }
    }
}

extension LedgerFolder {
    /// ``names()``, its fault as the ledger's error.
    func listing() throws(LedgerError) -> [String] {
        do { return try names() } catch { throw .disk(error) }
    }

    /// ``sync()``, its fault as the ledger's error.
    func settle() throws(LedgerError) {
        do { try sync() } catch { throw .disk(error) }
    }

    /// ``open(_:for:)``, its fault as the ledger's error.
    func file(_ name: String, for access: LedgerFileAccess) throws(LedgerError) -> any LedgerFile {
        do { return try open(name, for: access) } catch { throw .disk(error) }
    }

    /// Makes a whole file: under an unfinished name until everything of it is durable.
    func make(
        _ name: String,
        fill: (any LedgerFile) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let unfinished = LedgerFiles.unfinished(name)
        do {
            let file = try file(unfinished, for: .creating)
            try fill(file)
            try file.settle()
        }
        do {
            try rename(unfinished, to: name)
            try sync()
        } catch { throw .disk(error) }
    }
}
