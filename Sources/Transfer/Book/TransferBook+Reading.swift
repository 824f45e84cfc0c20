public import Vocabulary

extension TransferBook {
    /// The lineage that a case of ours belongs to, if it ever was in a transfer.
    public func lineage(of caseID: CaseID) -> LineageID? { lineageOfCase[caseID] }

    /// The lineage of a transfer that was spoken of here.
    public func lineage(of transfer: TransferID) -> LineageID? { lineageOfTransfer[transfer] }

    /// The children of a lineage, as it was last described.
    public func members(of lineage: LineageID) -> [TransferMember] { machines[lineage]?.members ?? [] }

    /// The cases of ours that belong to a lineage, sorted.
    public func cases(of lineage: LineageID) -> [CaseID] {
        lineageOfCase.filter { $0.value == lineage }.keys.sorted()
    }

    /// Who answers for a lineage, or `nil` if it was never spoken of here.
    public func responsibility(for lineage: LineageID) -> Responsibility? {
        guard let machine = machines[lineage] else { return nil }
        switch machine.standing {
        case .sole: return .sole
        case .offered(let digest): return machine.offer(digest).map { .offered(to: $0.parties.to) }
        case .received(let digest): return machine.offer(digest).map { .received(from: $0.parties.from) }
        case .interim(let digest): return machine.offer(digest).map { .interim(with: $0.parties.from) }
        case .accepted(let digest): return machine.offer(digest).map { .accepted(with: $0.parties.from) }
        case .none:
            if let peer = machine.forwardsTo { return .released(to: peer) }
            return machine.transfers.last { $0.parties.to == own }.map { .elsewhere($0.parties.from) }
        }
    }

    /// Who answers for a case of ours, or `nil` if it never was in a transfer and is simply ours.
    public func responsibility(for caseID: CaseID) -> Responsibility? {
        lineageOfCase[caseID].flatMap { responsibility(for: $0) }
    }

    /// The authority that also hears of each new concern about a case, if it is in transfer or released.
    public func forwards(about caseID: CaseID) -> AuthorityCode? {
        lineageOfCase[caseID].flatMap { machines[$0]?.forwardsTo }
    }

    /// When this authority held a lineage, on its own clock.
    public func holdIntervals(of lineage: LineageID) -> [HoldInterval] { machines[lineage]?.holds ?? [] }

    /// What either side said of one transfer, in ledger order.
    public func words(of transfer: TransferID) -> [JournalWord] {
        let lineage = lineageOfTransfer[transfer]
        return lineage.flatMap { journal[$0] }.map { $0.filter { $0.parties.transfer == transfer } } ?? []
    }

    /// The entries of everything that was said of transfers, in order.
    public var journaledEntries: [LedgerSequence] { journal.values.joined().map(\.said.sequence).sorted() }

    /// All lineages that were ever spoken of here, sorted.
    public var lineages: [LineageID] { machines.keys.sorted() }

    /// One transfer as it now stands, or `nil` if it was never spoken of here.
    public func status(of transfer: TransferID) -> TransferStatus? {
        guard let lineage = lineageOfTransfer[transfer], let machine = machines[lineage],
            let record = machine.transfer(transfer)
        else { return nil }
        var status = TransferStatus(
            record,
            in: machine,
            forwards: forwardProgress(of: lineage, to: record.parties.to),
            cases: cases(of: lineage)
        )
        status.isInDoubt = isInDoubt(lineage)
        // Whoever may have let go, or been told so, shows nobody as sole.
        if isUnagreed(machine), [.sole, .settled, .released].contains(status.stateHere) {
            status.stateHere = .inDoubt
        }
        return status
    }

    /// Whether this authority may be shown as sole of a lineage: not while a peer may have seen more than our ledger has.
    public func mayShowSole(of lineage: LineageID) -> Bool {
        machines[lineage].map { !isUnagreed($0) } ?? !reconciliation.isSetBack
    }

    /// The transfer of a lineage whose offer is open, else the one spoken of last, or `nil` if none ever was.
    public func currentStatus(of lineage: LineageID) -> TransferStatus? {
        machines[lineage]?.current.flatMap { status(of: $0.parties.transfer) }
    }

    /// All transfers, the oldest first.
    public var statuses: [TransferStatus] {
        lineageOfTransfer.keys.sorted().compactMap { status(of: $0) }
            .sorted { ($0.since, $0.parties.transfer) < ($1.since, $1.parties.transfer) }
    }
}
