import Vocabulary
import Wire

/// One request while it is decided: who asks, on which connection, and what time it is.
struct Call {
    let origin: Arrival.Origin
    let request: [UInt8]
    let tick: Tick
    /// What the ledger has to do with it.
    var past = Past()

    /// What the shell found in the ledger: the same again, what it names, and what its publisher said here itself.
    struct Past {
        var earlier: Arrival.EarlierEntry?
        var meant: Arrival.PastEntry?
        var original: Arrival.PastEntry?
    }

    var user: UserID { origin.user }
    var connection: ConnectionID { origin.connection }
    var now: Instant { tick.now }

    /// The action that answers this request.
    func answer(_ verb: BrokerMessage.Verb) -> Action {
        .send(BrokerMessage(request: request, verb: verb), to: connection)
    }

    /// The action that answers a PUBLISH.
    func receipt(_ sequence: LedgerSequence, _ id: MessageID, again: Bool) -> Action {
        .receipt(sequence, id: id, again: again, request: request, to: connection)
    }
}
