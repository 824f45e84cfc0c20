import Glibc
import Ledger
import Synchronization

/// A file of a ``SimulatedDisk``.
struct SimulatedFile: LedgerFile {
    let name: String
    let content: SimulatedDisk.Content
    let disk: SimulatedDisk

    func byteCount() throws(DiskFault) -> Int { content.sectors.withLock { $0.shown.count } }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        _ = try disk.count(.read, name, offset: offset, byteCount: count)
        let bytes = content.sectors.withLock { sectors in
            offset + count <= sectors.shown.count ? Array(sectors.shown[offset..<offset + count]) : nil
        }
        guard let bytes else { throw DiskFault(operation: .read, file: name, code: 0) }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(DiskFault) {
        let fault = try disk.count(.write, name, offset: offset, byteCount: bytes.count)
        guard disk.grow(by: max(0, offset + bytes.count - (try byteCount()))) else {
            throw DiskFault(operation: .write, file: name, code: ENOSPC)
        }
        switch fault {
        case .lie: content.sectors.withLock { $0.lose(bytes, at: offset) }
        case .torn(let sectors):
            let part = Array(bytes.prefix(sectors * SectorStore.byteCount))
            content.sectors.withLock { $0.write(part, at: offset) }
            throw DiskFault(operation: .write, file: name, code: EIO)
        case nil, .error, .syncLost: content.sectors.withLock { $0.write(bytes, at: offset) }
        }
    }

    func sync() throws(DiskFault) {
        switch try disk.count(.sync, name) {
        case .lie: break
        case .syncLost(let seed):
            var generator = Chance(seed: seed)
            content.sectors.withLock { sectors in
                sectors.failSync { _ in UInt8.random(in: 0..<4, using: &generator) == 0 }
            }
            throw DiskFault(operation: .sync, file: name, code: EIO)
        case nil, .error, .torn: content.sectors.withLock { $0.sync() }
        }
    }

    func reload() throws(DiskFault) {
        try sync()
        content.sectors.withLock { $0.reload() }
    }
}
