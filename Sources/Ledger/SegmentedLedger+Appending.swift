#if MUTATIONS
import Mutations
#endif
import Synchronization
import Vocabulary

extension SegmentedLedger {
    /// One turn, on the thread that appends it: number, hash, sign, write, sync, show, answer.
    func append(
        _ draft: TurnDraft,
        completion: @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) {
        if case .stopped = state {
            shelf.withLock { $0.fail() }
            completion(.failure(.stopped))
            return
        }
        let appended: AppendedTurn
        do {
            appended = try appender.withLock { appender throws(LedgerError) in
                try write(draft, appender: &appender)
            }
        } catch {
            // Memory is ahead of disk now, and what a failed sync left there nobody knows: never try again.
            shelf.withLock { shelf in
                shelf.fail()
                shelf.stop(error)
            }
            completion(.failure(error))
            return
        }
        shelf.withLock { shelf in
            if let opened = appended.opened {
                shelf.turnOver(
                    to: opened.reader,
                    lastHash: opened.lastHash,
                    frontier: appended.turn.before
                )
            }
            shelf.commit(appended.turn, appended.image, at: appended.sector)
        }
        completion(.success(appended.turn.committed))
        if appended.opened != nil { keepUpSoon() }
    }

    private func write(
        _ draft: TurnDraft,
        appender: inout LedgerAppender
    ) throws(LedgerError) -> AppendedTurn {
        let byteCount = TurnImage.partsByteCount(draft)
        guard byteCount <= turnByteLimit else {
            throw .turnTooLarge(byteCount: byteCount, limit: turnByteLimit)
        }
        let turn: StagedTurn
        do {
            turn = try StagedTurn(
                draft,
                following: appender.chain.number,
                frontier: appender.frontier,
                key: key,
                nonces: options.nonces
            )
        } catch {
            preconditionFailure("a ledger signs its own origin")
        }
        var opened: (reader: SegmentReader, lastHash: [UInt8])?
        var image = TurnImage(
            turn,
            previousHash: appender.chain.hash,
            opensSegment: appender.sector == 0
        )
        if appender.sector + image.sectorCount > appender.reader.sectorCount {
            let reader = SegmentReader(file: try takeNext(), byteCount: meta.segmentByteCount)
            opened = (reader, appender.chain.hash)
            image = TurnImage(turn, previousHash: appender.chain.hash, opensSegment: true)
            appender.reader = reader
            appender.sector = 0
        }
        let sector = appender.sector
        options.failPoint?(opened == nil ? .beforeAppend : .rollover)
        try appender.reader.file.store(image.bytes, at: sector * Sector.byteCount)
        options.failPoint?(.beforeSync)
        try settle(appender.reader.file)
        appender.sector += image.sectorCount
        appender.frontier = turn.after
        appender.chain = TurnChain(number: turn.number, size: turn.after.size, at: turn.at, hash: image.hash)
        return AppendedTurn(turn: turn, image: image, sector: sector, opened: opened)
    }

    /// The turn becomes durable here, and nowhere else.
    private func settle(_ file: any LedgerFile) throws(LedgerError) {
        #if MUTATIONS
        if Mutation.receiptBeforeSync.isOn { return }
        #endif
        try file.settle()
    }

    /// The prepared segment; made now if it is not there yet.
    private func takeNext() throws(LedgerError) -> any LedgerFile {
        if let next = shelf.withLock({ $0.next }) { return next }
        prepare()  // Waits for the keeper if it is at it.
        if let next = shelf.withLock({ $0.next }) { return next }
        switch state {
        case .ready, .full: throw .noRoom
        case .stopped(let error): throw error
        }
    }
}
