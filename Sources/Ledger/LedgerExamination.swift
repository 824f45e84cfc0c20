import Vocabulary

/// One run of ``LedgerVerifier``: where it is, and what it found.
struct LedgerExamination {
    let folder: any LedgerFolder
    let known: [Checkpoint]
    let names: Set<String>
    let isInUse: Bool
    var report = LedgerReport()
    var chain = TurnChain(hash: [])
    var frontier = MerkleFrontier()
    /// Every identity with its sequence, to find one used twice.
    var identities: [(key: IdentityKey, sequence: Int64)] = []
    private var segmentByteCount = 0
    private var lastNumber = 0
    /// The last segment with a whole turn; those before it take no more.
    private(set) var openNumber = 0

    init(_ verifier: LedgerVerifier) throws(LedgerError) {
        folder = verifier.folder
        known = verifier.known
        do {
            // Taken only to learn whether a broker has it; whoever starts one meanwhile is not kept waiting.
            isInUse = try !folder.lock()
        } catch { throw .disk(error) }
        if !isInUse { folder.unlock() }
        names = Set(try folder.listing())
        report.verifier = verifier.given
        if isInUse { report.remarks.append(.inUse) }
    }

    mutating func run(progress: (Int, Int) -> Void) throws(LedgerError) {
        try examineMeta()
        try examineNames()
        openNumber = lastNumber
        while openNumber > 0, try !hasTurn(openNumber) { openNumber -= 1 }
        let byteCount = segmentByteCount
        let total = lastNumber * byteCount
        for number in 1...max(1, lastNumber) {
            let name = LedgerFiles.segment(number)
            guard names.contains(name) else {
                find(name, 0, .file)
                continue
            }
            let reader = SegmentReader(
                file: try folder.file(name, for: .reading),
                byteCount: segmentByteCount
            )
            do {
                try examine(reader, number: number) {
                    progress((number - 1) * byteCount + $0, total)
                }
            } catch .damaged(let damage) {
                report.damage.append(damage)
                try resume(after: number)
            }
        }
        finish()
    }

    mutating func find(_ file: String, _ offset: Int, _ expected: Expectation) {
        report.damage.append(LedgerDamage(file: file, offset: offset, expected: expected))
    }

    private mutating func examineMeta() throws(LedgerError) {
        guard names.contains(LedgerFiles.meta) else {
            find(LedgerFiles.meta, 0, .file)
            segmentByteCount = try sizeOfFirstSegment()
            return
        }
        let file = try folder.file(LedgerFiles.meta, for: .reading)
        let bytes = try file.load(at: 0, count: min(try file.length(), LedgerMeta.byteLimit))
        switch LedgerMeta.decode(bytes) {
        case .failure(let damage):
            report.damage.append(damage)
            segmentByteCount = try sizeOfFirstSegment()
        case .success(let meta):
            segmentByteCount = meta.segmentByteCount
            if let given = report.verifier, given != meta.verifier { find(LedgerFiles.meta, 0, .verifier) }
            if report.verifier == nil { report.verifier = meta.verifier }
            chain.hash = meta.origin
        }
    }

    /// Without a description the segments tell their size, so that everything else can still be examined.
    private func sizeOfFirstSegment() throws(LedgerError) -> Int {
        let name = LedgerFiles.segment(1)
        guard names.contains(name) else { return Sector.byteCount }
        let count = try folder.file(name, for: .reading).length()
        return max(Sector.byteCount, count / Sector.byteCount * Sector.byteCount)
    }

    private mutating func examineNames() throws(LedgerError) {
        for name in names.sorted() {
            switch LedgerFiles.kind(of: name) {
            case .meta, .index: continue
            case .segment(let number): lastNumber = max(lastNumber, number)
            case .foreign: find(name, 0, .noFile)
            case .unfinished(let final): try examineUnfinished(name, of: LedgerFiles.kind(of: final))
            }
        }
    }

    /// A segment that was never finished must hold zeros as far as it goes; the others nobody ever reads.
    private mutating func examineUnfinished(
        _ name: String,
        of kind: LedgerFiles.Kind
    ) throws(LedgerError) {
        report.remarks.append(.unfinished(file: name))
        guard case .segment = kind, !isInUse else { return }
        let file = try folder.file(name, for: .reading)
        let count = try file.length()
        for start in stride(from: 0, to: count, by: 1 << 20) {
            let bytes = try file.load(at: start, count: min(1 << 20, count - start))
            if let place = ZeroRun.isZero(bytes) ? nil : bytes.firstIndex(where: { $0 != 0 }) {
                return find(name, start + place, .zeros)
            }
        }
    }

    /// Takes up the chain behind a damaged segment from what the next one says, to go on finding.
    private mutating func resume(after number: Int) throws(LedgerError) {
        let name = LedgerFiles.segment(number + 1)
        guard names.contains(name) else { return }
        let reader = SegmentReader(
            file: try folder.file(name, for: .reading),
            byteCount: segmentByteCount
        )
        do {
            guard case .turn(let turn) = try reader.turn(at: 0),
                let frontier = MerkleFrontier(size: turn.header.base, peaks: turn.peaks)
            else { return }
            chain = TurnChain(
                number: turn.header.number - 1,
                size: turn.header.base,
                hash: turn.header.previousHash
            )
            self.frontier = frontier
        } catch .damaged {
            return  // Found again, and reported, when its turn comes.
        }
    }

    private mutating func finish() {
        report.turns = chain.number
        report.entries = chain.size
        report.root = Sha256.digest(hash: frontier.root)
        for checkpoint in known where checkpoint.size > chain.size {
            find(LedgerFiles.segment(max(1, report.segments)), 0, .knownCheckpoint)
        }
        identities.sort { $0.key != $1.key ? $0.key < $1.key : $0.sequence < $1.sequence }
        for (one, other) in zip(identities, identities.dropFirst()) where one.key == other.key {
            find(LedgerFiles.segment(max(1, report.segments)), 0, .uniqueID(sequence: other.sequence))
        }
    }
}
