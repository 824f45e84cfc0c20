import Synchronization
import Glibc
import Ledger
import Synchronization

/// A file of a ``FaultyFolder``.
struct FaultyFile: LedgerFile {
    let name: String
    let contents: FaultyFolder.Contents
    let folder: FaultyFolder

    func byteCount() throws(DiskFault) -> Int { contents.state.withLock { $0.written.count } }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        _ = try folder.count(.read, name)
        let bytes = contents.state.withLock { image -> [UInt8]? in
            guard offset + count <= image.written.count else { return nil }
            return Array(image.written[offset..<offset + count])
        }
        guard let bytes else { throw DiskFault(operation: .read, file: name, code: 0) }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(DiskFault) {
        let fault = try folder.count(.write, name)
        let growth = max(0, offset + bytes.count - (try byteCount()))
        let hasRoom = folder.state.withLock { state in
            guard growth <= state.room else { return false }
            if state.room != .max { state.room -= growth }
            return true
        }
        guard hasRoom else { throw DiskFault(operation: .write, file: name, code: ENOSPC) }
        if case .torn(let sectors) = fault {
            put(Array(bytes.prefix(sectors * 512)), at: offset)
            throw DiskFault(operation: .write, file: name, code: EIO)
        }
        put(bytes, at: offset)
    }

    func sync() throws(DiskFault) {
        let fault = try folder.count(.sync, name)
        contents.state.withLock { image in
            if fault == nil {
                // Only what differs is copied, else a small sync of a large file would take long.
                if image.synced.count != image.written.count {
                    image.synced = image.written
                } else {
                    for sector in image.dirty {
                        let end = min((sector + 1) * 512, image.written.count)
                        let range = sector * 512..<end
                        image.synced.replaceSubrange(range, with: image.written[range])
                    }
                }
            }
            image.dirty = []  // Also after a failed sync: the pages are clean in memory and gone from disk.
        }
        if fault != nil { throw DiskFault(operation: .sync, file: name, code: EIO) }
    }

    private func put(_ bytes: [UInt8], at offset: Int) {
        guard !bytes.isEmpty else { return }
        contents.state.withLock { image in
            let end = offset + bytes.count
            if image.written.count < end {
                image.written += [UInt8](repeating: 0, count: end - image.written.count)
            }
            image.written.replaceSubrange(offset..<end, with: bytes)
            for sector in offset / 512...(end - 1) / 512 { image.dirty.insert(sector) }
        }
    }
}
