import Synchronization

extension SegmentedLedger {
    /// What one call hands back at most, above which it ends with the turn that passes it.
    private static let turnBytesAtOnce = 8 * 1024 * 1024

    /// Durable turns behind `mark`, in order, and moves it behind them.
    public func turns(following mark: inout TurnMark, entryLimit: Int) throws(LedgerError) -> [RecoveredTurn]
    {
        let shelf = shelf.withLock { ($0.head.turn, $0.closed, $0.open.number, $0.open.reader) }
        let (last, closed, openNumber, openReader) = shelf
        func reader(_ segment: Int) -> SegmentReader {
            segment == openNumber ? openReader : closed[segment - 1].reader
        }
        guard mark.number < last else { return [] }
        var place: TurnMark.Place
        if let known = mark.place {
            place = known
        } else {
            place = try self.place(behind: mark.number, closed, openNumber, reader)
        }
        var (number, hash) = (mark.number, mark.hash)
        var (turns, entryCount, byteCount) = ([RecoveredTurn](), 0, 0)
        while number < last, entryCount < entryLimit, byteCount < Self.turnBytesAtOnce {
            if place.segment < openNumber, closed[place.segment - 1].head.lastTurn == number {
                place = TurnMark.Place(segment: place.segment + 1, sector: 0)
            }
            let reader = reader(place.segment)
            guard case .turn(let turn) = try reader.turn(at: place.sector),
                turn.header.number == number + 1, let entries = turn.entries
            else { throw .damaged(reader.damage(atSector: place.sector, .turn(number + 1))) }
            turns.append(
                RecoveredTurn(
                    number: turn.header.number,
                    at: turn.header.at,
                    entries: entries.map(\.entry),
                    turnData: turn.turnData
                )
            )
            number += 1
            hash = turn.hash
            entryCount += entries.count
            byteCount += turn.content.count
            place = TurnMark.Place(segment: place.segment, sector: place.sector + turn.header.sectorCount)
        }
        mark = TurnMark(after: number, hash: hash, place: place)
        return turns
    }

    /// Where the turn behind that one begins: its segment is known, and headers lead to it there.
    private func place(
        behind number: Int64,
        _ closed: [ClosedSegment],
        _ open: Int,
        _ reader: (Int) -> SegmentReader
    ) throws(LedgerError) -> TurnMark.Place {
        let segment = closed.first { $0.head.lastTurn > number }?.number ?? open
        let reader = reader(segment)
        var sector = 0
        while let header = try reader.header(at: sector), header.number <= number {
            sector += header.sectorCount
        }
        return TurnMark.Place(segment: segment, sector: sector)
    }
}
