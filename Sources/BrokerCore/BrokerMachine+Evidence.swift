import Routing
import Topics
import Transfer
import Vocabulary
import Wire

extension BrokerMachine {
    /// What both sides said of a transfer, whole, for those who may see all of it.
    func evidence(
        of transfer: TransferID,
        _ fetch: ClientMessage.Fetch,
        to user: UserID
    ) throws(WireRefusal) -> Action.Reading {
        let roles = state.register.roles(of: user)
        let words = state.transfers.words(of: transfer)
        guard !words.isEmpty else {
            throw WireRefusal(.noSuch, "transfer: must be one that is known here", field: "/transfer")
        }
        let isWhole = words.allSatisfy { word in
            let detail = Topic(word.topic.rawValue).flatMap { policy.catalogue[$0] }?.detail(for: roles)
            // What brokers say by themselves has nothing about anybody in it.
            return word.topic.isBrokersOwn ? detail != nil : detail == .full
        }
        guard isWhole else {
            throw WireRefusal(
                .forbidden,
                "state: all of a transfer must be asked for by a system that may see all of it",
                field: "/state"
            )
        }
        let after = fetch.after.flatMap { Int64($0) } ?? 0
        let rows = words.filter { $0.said.sequence.number > after }
            .map { EvidenceRow(sequence: $0.said.sequence, by: $0.by) }
        return .evidence(rows, limit: fetch.limit)
    }
}
