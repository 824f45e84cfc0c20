/// One file as a disk has it: what reads show, and for every sector what a loss of power may leave there.
///
/// It knows nothing of who writes or why. A sector is written whole or not at all; between two syncs sectors reach
/// the disk in any order, or never, and of a sector written twice either writing may be the one that stays.
struct SectorStore: Sendable {
    static let byteCount = 512

    /// What reads show.
    private(set) var shown: [UInt8]
    /// What is on the disk for certain, as long as the file was when it was last synced.
    private(set) var settled: [UInt8]
    /// Every writing of a sector since the last sync, in order.
    private var unsynced: [Int: [[UInt8]]] = [:]

    init(_ bytes: [UInt8] = []) {
        shown = bytes
        settled = bytes
    }

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        guard !bytes.isEmpty else { return }
        let sectors = show(bytes, at: offset)
        for sector in sectors {
            unsynced[sector, default: []].append(Array(shown[range(sector, in: shown.count)]))
        }
    }

    /// A write that reads show and that never reaches the disk.
    mutating func lose(_ bytes: [UInt8], at offset: Int) {
        guard !bytes.isEmpty else { return }
        for sector in show(bytes, at: offset) { unsynced[sector] = nil }
    }

    /// Everything written reaches the disk.
    mutating func sync() { settle { _ in true } }

    /// A failed sync: what it should have written is clean in memory and, but for a chance part, gone from disk, and
    /// no later sync brings it there.
    mutating func failSync(keeping isKept: (Int) -> Bool) { settle(isKept) }

    /// Reads show what is on the disk, but for what is still to be written.
    mutating func reload() {
        shown.replaceSubrange(0..<settled.count, with: settled)
        for (sector, writings) in unsynced {
            if let newest = writings.last {
                shown.replaceSubrange(range(sector, in: shown.count), with: newest)
            }
        }
    }

    /// What the disk may hold after a loss of power.
    func cut(using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = settled
        // The length is a writing of its own, and what it uncovers is zeros.
        if shown.count > bytes.count, Bool.random(using: &generator) {
            bytes += [UInt8](repeating: 0, count: shown.count - bytes.count)
        }
        for (sector, writings) in unsynced.sorted(by: { $0.key < $1.key }) {
            let choice = Int.random(in: 0...writings.count, using: &generator)
            guard choice > 0 else { continue }
            let place = range(sector, in: bytes.count)
            if !place.isEmpty { bytes.replaceSubrange(place, with: writings[choice - 1].prefix(place.count)) }
        }
        return bytes
    }

    /// Changes what is on the disk behind everybody's back, as a failing one does.
    mutating func rot(_ change: (inout [UInt8]) -> Void) {
        change(&shown)
        self = SectorStore(shown)
    }

    private mutating func show(_ bytes: [UInt8], at offset: Int) -> ClosedRange<Int> {
        let end = offset + bytes.count
        if shown.count < end { shown += [UInt8](repeating: 0, count: end - shown.count) }
        shown.replaceSubrange(offset..<end, with: bytes)
        return offset / Self.byteCount...(end - 1) / Self.byteCount
    }

    private mutating func settle(_ isKept: (Int) -> Bool) {
        if settled.count < shown.count {
            settled += [UInt8](repeating: 0, count: shown.count - settled.count)
        }
        for (sector, writings) in unsynced.sorted(by: { $0.key < $1.key }) {
            guard isKept(sector), let newest = writings.last else { continue }
            settled.replaceSubrange(range(sector, in: settled.count), with: newest)
        }
        unsynced = [:]
    }

    private func range(_ sector: Int, in count: Int) -> Range<Int> {
        min(sector * Self.byteCount, count)..<min((sector + 1) * Self.byteCount, count)
    }
}
