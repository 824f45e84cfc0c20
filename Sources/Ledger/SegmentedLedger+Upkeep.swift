import Glibc
import Synchronization

extension SegmentedLedger {
    /// Prepares the next segment if it is missing and makes the indexes that are; once a second while idle.
    public func keepUp() {
        prepare()
        for segment in shelf.withLock({ $0.closed }) {
            guard case .memory(let index) = segment.index else { continue }
            makeIndex(of: segment, from: index)
        }
        tellWitness()
    }

    /// Prepares the next segment if there is none; without room or descriptors the state becomes `full`, on any other
    /// fault `stopped`.
    func prepare() {
        upkeep.withLock { _ in
            let (isDue, number) = shelf.withLock { shelf in
                (shelf.next == nil && !shelf.state.isStopped, shelf.open.number + 1)
            }
            guard isDue else { return }
            do throws(LedgerError) {
                try folder.makeSegment(number, byteCount: meta.segmentByteCount)
                options.failPoint?(.preparing)
                let file = try folder.file(LedgerFiles.segment(number), for: .writing)
                shelf.withLock { shelf in
                    shelf.next = file
                    shelf.setRoom(true)
                }
            } catch {
                shelf.withLock { $0.take(error) }
            }
        }
    }

    /// Writes the index of a closed segment and from then on answers from the file.
    func makeIndex(of segment: ClosedSegment, from index: MemoryIndex) {
        upkeep.withLock { _ in
            guard !state.isStopped else { return }
            do throws(LedgerError) {
                let name = LedgerFiles.index(segment.number)
                try folder.make(name) { file throws(LedgerError) in
                    try file.store(IndexImage(index, head: segment.head).bytes, at: 0)
                }
                options.failPoint?(.indexing)
                let kept = shelf.withLock { $0.filterByteCount }
                let file = try IndexFile(
                    file: try folder.file(name, for: .reading),
                    expected: segment.head,
                    keepsFilter: kept + IndexFile.filterByteCount(for: segment.head.count)
                        <= options.filterByteLimit
                )
                shelf.withLock { shelf in
                    shelf.closed[segment.number - 1] =
                        ClosedSegment(head: segment.head, reader: segment.reader, index: .file(file))
                }
            } catch {
                // Without room the answers go on coming from memory, and the next round tries again.
                shelf.withLock { $0.take(error) }
            }
        }
    }

    /// Makes a damaged index anew from its segment.
    func rebuildIndex(of segment: ClosedSegment) throws(LedgerError) {
        makeIndex(of: segment, from: try segment.indexFromTurns())
    }
}

extension LedgerState {
    /// Whether it is over.
    var isStopped: Bool {
        switch self {
        case .ready, .full: false
        case .stopped: true
        }
    }
}

extension LedgerShelf {
    /// How much memory the filters of closed segments take.
    var filterByteCount: Int {
        closed.reduce(0) { sum, segment in
            guard case .file(let file) = segment.index, file.keepsFilter else { return sum }
            return sum + IndexFile.filterByteCount(for: segment.head.count)
        }
    }

    /// What may pass by itself: no room on the disk, and no descriptors left for another file.
    private static let passing = [ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE]

    /// Draws the conclusion from a fault in upkeep: no room can come back, nothing else can.
    mutating func take(_ error: LedgerError) {
        if case .disk(let fault) = error, Self.passing.contains(fault.code) {
            setRoom(next != nil)
        } else {
            stop(error)
        }
    }
}
