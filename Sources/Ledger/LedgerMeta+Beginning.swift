extension LedgerMeta {
    /// The description of the ledger in `folder`, which is begun if there is none yet.
    static func find(
        in folder: any LedgerFolder,
        key: CheckpointKey,
        options: LedgerOptions
    ) throws(LedgerError) -> LedgerMeta {
        let names = try folder.listing()
        guard names.contains(LedgerFiles.meta) else { return try begin(in: folder, names, key, options) }
        let file = try folder.file(LedgerFiles.meta, for: .reading)
        let count = min(try file.length(), byteLimit)
        switch decode(try file.load(at: 0, count: count)) {
        case .failure(let damage):
            throw .damaged(damage)
        case .success(let meta):
            let (found, ours) = (meta.verifier, key.verifier)
            guard found.name == ours.name else {
                throw .otherAuthority(expected: ours.name, found: found.name)
            }
            guard found == ours else { throw .otherKey(expected: ours.text, found: found.text) }
            return meta
        }
    }

    /// The first segment comes before the description, so that a description without segments is damage.
    private static func begin(
        in folder: any LedgerFolder,
        _ names: [String],
        _ key: CheckpointKey,
        _ options: LedgerOptions
    ) throws(LedgerError) -> LedgerMeta {
        let meta = LedgerMeta(segmentByteCount: options.segmentByteCount, verifier: key.verifier)
        let first = LedgerFiles.segment(1)
        for name in names {
            switch LedgerFiles.kind(of: name) {
            case .unfinished, .foreign: continue
            case .segment(1):
                // Only zeros: a crash came between the two files, and the first is simply made again.
                let file = try folder.file(first, for: .reading)
                if ZeroRun.isZero(try file.load(at: 0, count: Sector.byteCount)) { continue }
                throw .damaged(LedgerDamage(file: LedgerFiles.meta, offset: 0, expected: .file))
            case .meta, .segment, .index:
                throw .damaged(LedgerDamage(file: LedgerFiles.meta, offset: 0, expected: .file))
            }
        }
        try folder.makeSegment(1, byteCount: meta.segmentByteCount)
        try folder.make(LedgerFiles.meta) { file throws(LedgerError) in try file.store(meta.encoded, at: 0) }
        return meta
    }
}

extension LedgerFolder {
    private var chunkByteCount: Int { 1 << 20 }
    /// Synced in steps, so that a turn's own sync never waits behind the zeros of a whole segment.
    private var stepByteCount: Int { 4 << 20 }

    /// Makes a segment of zeros, written through: overwriting it later needs no change of the file's length or
    /// place, which makes a sync two to four times faster, and "never written" can be told from "written".
    func makeSegment(_ number: Int, byteCount: Int) throws(LedgerError) {
        try make(LedgerFiles.segment(number)) { file throws(LedgerError) in
            let zeros = [UInt8](repeating: 0, count: min(chunkByteCount, byteCount))
            for start in stride(from: 0, to: byteCount, by: chunkByteCount) {
                let rest = byteCount - start
                try file.store(rest < zeros.count ? Array(zeros[..<rest]) : zeros, at: start)
                if (start + zeros.count).isMultiple(of: stepByteCount) { try file.settle() }
            }
        }
    }
}
