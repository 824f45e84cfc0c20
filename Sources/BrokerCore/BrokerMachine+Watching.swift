public import Transfer
public import Vocabulary

/// What somebody outside may ask who watches a broker without taking part: a simulator's oracle and its people.
extension BrokerMachine {
    /// Who answers for a lineage, or `nil` if it was never spoken of here.
    public func responsibility(for lineage: LineageID) -> Responsibility? {
        state.transfers.responsibility(for: lineage)
    }

    /// All transfers as they now stand, the oldest first.
    public var transferStatuses: [TransferStatus] { state.transfers.statuses }

    /// Whether this authority may be shown as sole of a lineage: not while a peer may have seen more than our ledger has.
    public func mayShowSole(of lineage: LineageID) -> Bool { state.transfers.mayShowSole(of: lineage) }

    /// The transfer of a lineage whose offer is open, else the one spoken of last, or `nil` if none ever was.
    public func currentTransfer(of lineage: LineageID) -> TransferStatus? {
        state.transfers.currentStatus(of: lineage)
    }

    /// With how many other authorities anything was ever said of a transfer.
    public var transferPeerCount: Int {
        Set(state.transfers.statuses.map { $0.parties.peer(of: policy.authority) }).count
    }

    /// How many facts about transfers are true here.
    public var transferFactCount: Int { state.transfers.restated.count }

    /// The facts about transfers that became true after the first so many.
    public func transferFacts(after count: Int) -> ArraySlice<TransferFact> {
        state.transfers.restated.dropFirst(count)
    }

    /// Where every receipted entry is, counted anew from what the machines hold.
    public var recountedBalance: Balance { state.recounted }
}
