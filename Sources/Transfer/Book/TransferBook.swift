public import Vocabulary

/// All transfers of one authority: who holds what, what was said, and what must still reach which peer.
///
/// Facts are the only way in: ``apply(_:)`` is the only writer, and each input applies the facts it returns. The caller
/// makes them durable before it runs an action.
public struct TransferBook: Sendable, Equatable {
    /// The authority whose book it is.
    public let own: AuthorityCode
    /// What must still reach which peer.
    public private(set) var outbox = Outbox()
    private(set) var machines: [LineageID: TransferMachine] = [:]
    private(set) var lineageOfTransfer: [TransferID: LineageID] = [:]
    private(set) var lineageOfCase: [CaseID: LineageID] = [:]
    private(set) var concerns: [ConcernKey: ReceiptedConcern] = [:]
    /// Every fact that was applied, in order: the facts that rebuild this book, a snapshot in the ledger's own words.
    ///
    /// Nearly all of it is in the machines anyway, whose past is what they decide by; transfers are rare.
    public private(set) var restated: [TransferFact] = []

    /// Creates an empty book.
    public init(of own: AuthorityCode) { self.own = own }

    /// Writes a fact down, newly decided or replayed.
    public mutating func apply(_ fact: TransferFact) {
        restated.append(fact)
        switch fact {
        case .moveNoted(let move, _): index(move.members, of: move.parties)
        case .offered(let offer, _): index(offer.members, of: offer.parties)
        case .concernKnown(let concern, _): concerns[concern.key] = concern
        case .queued(let parcel, _): outbox.queue(parcel)
        case .receipted(let sequence, let peer, _): outbox.receipted(sequence, by: peer)
        case .enrolled(let enrolment, _): lineageOfCase[enrolment.caseID] = enrolment.lineage
        case .stepped, .epochReserved, .epochNamed, .received, .interim, .accepted, .declined, .released,
            .settled, .spoke:
            break
        }
        guard let parties = fact.parties else { return }
        lineageOfTransfer[parties.transfer] = parties.lineage
        let unbegun = TransferMachine(of: parties.lineage, at: own, beginningWith: fact)
        machines[parties.lineage, default: unbegun].apply(fact)
    }

    private mutating func index(_ members: [TransferMember], of parties: TransferParties) {
        guard parties.from == own else { return }
        for member in members { lineageOfCase[member.caseID] = parties.lineage }
    }
}
