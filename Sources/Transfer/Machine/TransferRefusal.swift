public import Vocabulary

/// Why something may not be said now; nothing is stored.
public enum TransferRefusal: Error, Hashable, Sendable {
    /// The speaker or we are not the two parties that the message names.
    case notAParty(TransferID)
    /// The other side says this.
    case wrongSide(TransferTopic)
    /// Brokers say this, not people.
    case brokersOnly(TransferTopic)
    /// No such transfer is known here.
    case unknownTransfer(TransferID)
    /// The transfer is known with another lineage or other authorities.
    case otherTransfer(TransferID)
    /// No such offer is known here.
    case unknownOffer(Digest)
    /// The message names another epoch than the offer has, or than the next offer must have.
    case wrongEpoch(named: Int64, expected: Int64)
    /// The receiver has not yet named the epoch of the next offer.
    case epochNotNamed(TransferID)
    /// A member's case belongs to another lineage.
    case caseElsewhere(CaseID, LineageID)
    /// The act does not fit the state.
    case outOfTurn(TransferTopic, state: TransferPhase, needs: TransferPhase)
    /// A temporary stay is never accepted.
    case staysAreNotAccepted
    /// The document was not announced in the offer.
    case notInPack(Digest)
    /// The release lacks something.
    case releaseLacks([ReleaseCondition])
    /// The release rests on another acceptance than the one we have.
    case otherAcceptance(expected: Digest)
    /// Concerns were forwarded after the release was drawn up.
    case releaseOutdated(through: LedgerSequence)
    /// The child died: there are no new decisions.
    case childDied
    /// A peer has not yet said what it has of us, so that a decision could contradict one that we forgot.
    case notReconciled(AuthorityCode)
    /// Our ledger was restored from a backup; nothing is decided or answered until every peer has handed back what it has.
    case setBack
}

extension TransferRefusal {
    /// Whether the same message from the same speaker may be taken later, unchanged.
    ///
    /// A peer's messages may overtake one another; a person's words do not mend themselves.
    public func isTemporary(for speaker: Speaker) -> Bool {
        switch self {
        case .epochNotNamed, .notReconciled, .setBack: true
        case .unknownTransfer, .unknownOffer: speaker != .person
        case .notAParty, .wrongSide, .brokersOnly, .otherTransfer, .wrongEpoch, .caseElsewhere, .outOfTurn,
            .staysAreNotAccepted, .notInPack, .releaseLacks, .otherAcceptance, .releaseOutdated, .childDied:
            false
        }
    }

    /// What is wrong and what would be right, for the person who said it.
    public var reason: String {
        switch self {
        case .notAParty(let transfer): "you and this authority are not the parties of transfer \(transfer)"
        case .wrongSide(let topic):
            "\(topic.rawValue) is for the \(topic.side == .offerer ? "offering" : "receiving") authority to say"
        case .brokersOnly(let topic): "\(topic.rawValue) is for a broker to say"
        case .unknownTransfer(let transfer): "transfer \(transfer) is not known here: notify the move first"
        case .otherTransfer(let transfer): "transfer \(transfer) has another lineage or other authorities"
        case .unknownOffer(let digest): "no offer \(digest.hex) is known here"
        case .wrongEpoch(let named, let expected): "epoch is \(named), must be \(expected)"
        case .epochNotNamed(let transfer):
            "the receiver has not yet named the epoch of the next offer of \(transfer): try again later"
        case .caseElsewhere(let caseID, let lineage): "case \(caseID) belongs to lineage \(lineage)"
        case .outOfTurn(let topic, let state, let needs):
            "\(topic.rawValue): state is \(state.rawValue), must be \(needs.rawValue)"
        case .staysAreNotAccepted: "a temporary stay is never accepted: interim and declined only"
        case .notInPack(let digest): "document \(digest.hex) was not announced in the offer"
        case .releaseLacks(let conditions):
            "release lacks " + conditions.map(\.rawValue).joined(separator: ", ")
        case .otherAcceptance(let expected): "acceptance must be \(expected.hex)"
        case .releaseOutdated(let through):
            "concerns were forwarded since: through must be \(through.number), coming must list what is under way"
        case .childDied: "the child died: no new decision is taken"
        case .notReconciled(let peer):
            "\(peer) has not yet said what it has of ours since we began: try again later, or ring them"
        case .setBack: "this ledger was restored: nothing is decided until every peer has said what it has"
        }
    }
}
