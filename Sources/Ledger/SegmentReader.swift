#if MUTATIONS
import Mutations
#endif

/// Reads turns from a segment and judges what is behind the last one.
struct SegmentReader: Sendable {
    /// What stands at a sector where a turn may begin.
    enum Found {
        /// Its first sector was never written.
        case nothing
        /// Its first sector was written and says how many there are, but not all of them were.
        case torn(TurnHeader)
        /// All of it, its checksums right.
        case turn(ReadTurn)
    }

    private static let chunkSectors = 2048  // 1 MiB: few calls, little memory.

    let file: any LedgerFile
    let sectorCount: Int

    init(file: any LedgerFile, byteCount: Int) {
        self.file = file
        sectorCount = byteCount / Sector.byteCount
    }

    /// Shows that the file has the size of a segment.
    func checkSize() throws(LedgerError) {
        let expected = sectorCount * Sector.byteCount
        guard try file.length() == expected else { throw .damaged(damage(atSector: 0, .size(expected))) }
    }

    /// The header of the turn that begins at `sector`, or `nil` if that sector was never written.
    func header(at sector: Int) throws(LedgerError) -> TurnHeader? {
        guard sector < sectorCount else { return nil }
        let bytes = try file.load(at: sector * Sector.byteCount, count: Sector.byteCount)
        if ZeroRun.isZero(bytes) { return nil }
        guard bytes[0] == Sector.firstMark else { throw .damaged(damage(atSector: sector, .firstMark)) }
        switch TurnHeader.decode(Sector.content(bytes)) {
        case .success(let header):
            // A header so large that it leaves its segment was never written by this version.
            guard sector + header.sectorCount <= sectorCount else {
                throw .damaged(damage(atSector: sector, .header))
            }
            return header
        case .failure(.checksum): throw .damaged(damage(atSector: sector, .headerChecksum))
        case .failure(.version): throw .damaged(damage(atSector: sector, .header))
        }
    }

    /// What stands at `sector`, which is where the turn after the last one begins.
    func turn(at sector: Int) throws(LedgerError) -> Found {
        guard let header = try header(at: sector) else { return .nothing }
        let bytes = try file.load(
            at: sector * Sector.byteCount,
            count: header.sectorCount * Sector.byteCount
        )
        var isTorn = false
        for index in 0..<header.sectorCount {
            let start = index * Sector.byteCount
            if bytes[start] == (index == 0 ? Sector.firstMark : Sector.furtherMark) { continue }
            guard ZeroRun.isZero(bytes, in: start..<start + Sector.byteCount) else {
                throw .damaged(damage(atSector: sector + index, index == 0 ? .firstMark : .furtherMark))
            }
            isTorn = true
        }
        if isTorn { return .torn(header) }
        let content = Sector.content(bytes)
        guard isWhole(content, header) else {
            throw .damaged(damage(atSector: sector, .turnChecksum))
        }
        return .turn(ReadTurn(header: header, sector: sector, content: content))
    }

    private func isWhole(_ content: [UInt8], _ header: TurnHeader) -> Bool {
        #if MUTATIONS
        if Mutation.checksumSkipped.isOn { return true }
        #endif
        return Sha256.hash(content[..<header.hashOffset]) == Array(content[header.hashOffset...])
    }

    /// The written sectors behind the last turn: none, or what is left of one torn turn that begins at `sector`.
    ///
    /// Anything that cannot be the rest of that one turn is damage: a turn behind it was receipted only after it.
    func remains(from sector: Int, torn header: TurnHeader?) throws(LedgerError) -> [Int] {
        let limit = header.map { sector + $0.sectorCount } ?? sectorCount
        var written: [Int] = []
        for start in stride(from: sector, to: sectorCount, by: Self.chunkSectors) {
            let count = min(Self.chunkSectors, sectorCount - start)
            let bytes = try file.load(at: start * Sector.byteCount, count: count * Sector.byteCount)
            if ZeroRun.isZero(bytes) { continue }
            for index in 0..<count {
                let range = index * Sector.byteCount..<(index + 1) * Sector.byteCount
                if ZeroRun.isZero(bytes, in: range) { continue }
                let place = start + index
                guard place < limit else { throw .damaged(damage(atSector: place, .zeros)) }
                let isFirst = place == sector && header != nil
                guard bytes[range.lowerBound] == (isFirst ? Sector.firstMark : Sector.furtherMark) else {
                    throw .damaged(damage(atSector: place, .furtherMark))
                }
                written.append(place)
            }
        }
        return written
    }

    /// Makes those sectors as if they had never been written.
    func zero(_ sectors: [Int]) throws(LedgerError) {
        guard !sectors.isEmpty else { return }
        let zeros = [UInt8](repeating: 0, count: Sector.byteCount)
        // From the last to the first, so that a power cut in between leaves a header that still tells what is torn.
        for sector in sectors.reversed() { try file.store(zeros, at: sector * Sector.byteCount) }
        try file.settle()
    }

    /// Damage in this segment.
    func damage(atSector sector: Int, _ expected: Expectation) -> LedgerDamage {
        LedgerDamage(file: file.name, offset: sector * Sector.byteCount, expected: expected)
    }
}
