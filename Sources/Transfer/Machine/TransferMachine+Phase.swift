internal import Vocabulary

extension TransferMachine {
    /// The offer that a transfer last came to, if it came to one.
    func latestOffer(of transfer: TransferID) -> OfferRecord? {
        offers.filter { $0.parties.transfer == transfer && $0.offer != nil }.max { $0.epoch < $1.epoch }
    }

    /// Where a transfer stands at this authority.
    func phaseHere(of transfer: TransferID) -> TransferPhase {
        guard let record = self.transfer(transfer) else { return .none }
        guard let offer = latestOffer(of: transfer) else { return record.openingPhase }
        let isOfferer = record.parties.from == own
        return switch offer.verdict {
        case .open: isOfferer ? .offered : .received
        case .interim: isOfferer ? .offered : .interim
        case .declined: .declined
        case .accepted: isOfferer ? .acceptedSeen : .accepted
        case .released: isOfferer ? .released : .accepted
        case .settled: isOfferer ? .settled : .sole
        }
    }

    /// Where it stands at the other authority, as far as its words have reached us.
    func phaseThere(of transfer: TransferID) -> TransferPhase {
        guard let record = self.transfer(transfer) else { return .none }
        let isOfferer = record.parties.from == own
        guard let offer = latestOffer(of: transfer) else {
            return isOfferer && record.openingPhase == .notified ? .none : record.openingPhase
        }
        return switch offer.verdict {
        case .open: isOfferer ? (offer.has(.delivered) ? .received : .none) : .offered
        case .interim: isOfferer ? .interim : .offered
        case .declined: .declined
        case .accepted: isOfferer ? .accepted : .offered
        case .released: isOfferer ? .accepted : .released
        case .settled: isOfferer ? .sole : .released
        }
    }

    /// Where the transfer that our standing rests on stands, or `sole` and `none` without one.
    var phase: TransferPhase {
        switch standing {
        case .none: .none
        case .sole: .sole
        case .offered(let digest), .received(let digest), .interim(let digest), .accepted(let digest):
            offer(digest).map { phaseHere(of: $0.parties.transfer) } ?? .none
        }
    }
}

extension TransferRecord {
    /// Where it stands before any offer, the same at both authorities.
    fileprivate var openingPhase: TransferPhase {
        has(.acknowledged) ? .acknowledged : move == nil ? .none : .notified
    }
}
