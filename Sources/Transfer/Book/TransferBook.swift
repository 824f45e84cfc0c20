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
    /// The peers that forwarded each, who have it.
    private var tellers: [ConcernKey: Set<AuthorityCode>] = [:]
    /// How far our ledger and our peers' agree.
    public internal(set) var reconciliation = Reconciliation()
    /// Everything said of each lineage, in ledger order.
    private(set) var journal: [LineageID: [JournalWord]] = [:]
    /// The digests of all that.
    private(set) var journaled: Set<Digest> = []
    /// When the other side of a lineage is next asked whether it holds.
    private(set) var holdDeadlines: [LineageID: Instant] = [:]
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
        case .concernKnown(let concern, _):
            concerns[concern.key] = concern
            if let peer = concern.cameFrom { tellers[concern.key, default: []].insert(peer) }
        case .queued(let parcel, _): outbox.queue(parcel)
        case .receipted(let sequence, let peer, _): outbox.receipted(sequence, by: peer)
        case .enrolled(let enrolment, _): lineageOfCase[enrolment.caseID] = enrolment.lineage
        case .journaled(let word, _):
            journal[word.parties.lineage, default: []].append(word)
            journaled.insert(word.said.digest)
        case .reconciliation(let fact, let at): apply(fact, at: at)
        case .stepped, .epochReserved, .epochNamed, .received, .interim, .accepted, .declined, .released,
            .settled, .spoke, .holdQuestioned, .holdReplied:
            break
        }
        guard let parties = fact.parties else { return }
        lineageOfTransfer[parties.transfer] = parties.lineage
        let unbegun = TransferMachine(of: parties.lineage, at: own, beginningWith: fact)
        machines[parties.lineage, default: unbegun].apply(fact, adopting: reconciliation.isSetBack)
        holdDeadlines[parties.lineage] = machines[parties.lineage]?.holdDeadline
    }

    private mutating func apply(_ fact: ReconciliationFact, at now: Instant) {
        let before = reconciliation
        reconciliation.apply(fact, at: now)
        switch fact {
        case .answered(_, let highest):
            for seen in highest { machines[seen.lineage]?.raise(to: seen.epoch) }
        case .replied(let peer, to: let asked):
            // Whoever was set back may have used a number that it got from us and forgot: the answer closes it.
            let question = before.questions[peer]?.first { $0.said.digest == asked }
            guard question?.extent == .all else { return }
            for lineage in machines.keys {
                guard let machine = machines[lineage], machine.peers.contains(peer), !machine.isDeciding
                else { continue }
                machines[lineage]?.raise(to: machine.given)
            }
        case .begun, .asked, .questioned, .setBack, .reconciled: break
        }
    }

    /// Whether a peer forwarded a concern to us.
    func hasTold(_ peer: AuthorityCode, _ concern: ConcernKey) -> Bool {
        tellers[concern]?.contains(peer) == true
    }

    private mutating func index(_ members: [TransferMember], of parties: TransferParties) {
        guard parties.from == own else { return }
        for member in members { lineageOfCase[member.caseID] = parties.lineage }
    }
}
