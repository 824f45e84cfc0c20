internal import Vocabulary

extension TransferMachine {
    /// What this broker must still say, from state alone, so that no crash can lose it.
    var owed: [TransferMessage] {
        offers.flatMap { $0.parties.to == own ? owed(about: $0) : owedAnswer(about: $0) }
            + transfers.compactMap(owed(about:))
    }

    private func owed(about record: OfferRecord) -> [TransferMessage] {
        var owed: [TransferContent] = []
        if record.offer != nil, !record.hasSaid(.received) { owed.append(.received(offer: record.digest)) }
        switch record.verdict {
        case .open, .interim, .accepted, .released: break
        case .declined(let act, _):
            if !act.isOurWord, !record.hasSaid(.declined) {
                owed.append(.declined(offer: record.digest, reason: record.reasonOfDecline))
            }
        case .settled(_, let release, _):
            if !record.hasSaid(.settled) {
                owed.append(.settled(offer: record.digest, release: release.act.said.digest))
            }
        }
        return owed.map { TransferMessage(record.parties.header(epoch: record.epoch), $0) }
    }

    private func owed(about record: TransferRecord) -> TransferMessage? {
        if record.parties.from == own {
            guard mayOfferNext(record.parties), !hasDied, record.move != nil, needsEpoch(record) else {
                return nil
            }
            return TransferMessage(
                record.parties.header(epoch: max(highest, given)),
                .holdAsked(offer: nil)
            )
        }
        guard case .owed(let reservation) = record.answer else { return nil }
        let answer = HoldAnswer(
            highest: reservation.highest,
            offer: reservation.offer,
            // What is not known and is no longer declined was decided before what we offered since.
            holds: reservation.offer.map { offer($0).map { holds(by: $0) } ?? .passedOn }
        )
        let epoch = reservation.offer.flatMap { offer($0)?.epoch } ?? reservation.highest
        return TransferMessage(record.parties.header(epoch: epoch), .holdAnswered(answer))
    }

    /// The answer to a receiver who asked us, who offered, whether we hold.
    private func owedAnswer(about record: OfferRecord) -> [TransferMessage] {
        guard case .owed = record.question else { return [] }
        let holds: HoldAnswered =
            switch record.verdict {
            case .open, .interim: .undecided
            case .accepted: .yes
            case .declined: .never
            case .released, .settled: .passedOn
            }
        let answer = HoldAnswer(highest: max(highest, given), offer: record.digest, holds: holds)
        return [TransferMessage(record.parties.header(epoch: record.epoch), .holdAnswered(answer))]
    }

    /// Whether an offer to that receiver may follow: while a stay is open, once it has reached the receiver, who would
    /// otherwise take the question for the end of everything before it.
    func mayOfferNext(_ parties: TransferParties) -> Bool {
        if let stay = openStay, stay.parties.from == own {
            return stay.parties.to == parties.to && stay.has(.delivered)
        }
        return standing == .sole
    }

    private func needsEpoch(_ record: TransferRecord) -> Bool {
        switch record.question {
        case .unasked: true
        case .asked: false
        case .named(let epoch): epoch <= highest
        }
    }

    private func holds(by record: OfferRecord) -> HoldAnswered {
        switch record.verdict {
        case .open, .interim: isSuperseded(record.epoch) ? .passedOn : .undecided
        case .declined: .never
        case .accepted, .released: .yes
        case .settled: isHolding ? .yes : .passedOn
        }
    }
}

extension OfferRecord {
    /// Why this broker declined by itself, for the people on the other side.
    fileprivate var reasonOfDecline: String {
        if has(.cancelRequested) { return "cancelled at the offerer's request" }
        if has(.stayEnded) { return "the stay ended" }
        return offer == nil ? "the epoch is used, or was never received" : "withdrawn"
    }
}
