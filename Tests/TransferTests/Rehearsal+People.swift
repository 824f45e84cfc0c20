import JSON
import Vocabulary

@testable import Transfer

/// What the people of both authorities do, from what their own status page shows.
extension Rehearsal {
    func member(_ index: Int) -> TransferMember {
        TransferMember(
            case: brokers[index].caseID,
            identifiers: [.init(scheme: "nhs", value: "9990516286")]
        )
    }

    /// What waits for the other side, and why it does not take it.
    private func stuck(_ broker: RehearsedBroker) -> [String] {
        guard let other = brokers.first(where: { $0.own != broker.own }) else { return [] }
        return broker.book.outbox.waiting(for: other.own).map { parcel in
            let entry = broker.entries[Int(parcel.sequence.number) - 1]
            guard case .saying(let message, let time) = entry.content else { return "a concern" }
            let said = EntryReference(sequence: other.next, id: entry.id, digest: entry.digest)
            let isReturned = entry.publisher == .peer(other.own)
            let speaker: Speaker = isReturned ? .returned(by: broker.own) : .peer(broker.own)
            let refusal = other.book.refusal(of: Saying(message, by: speaker, said: said, time: time))
            return "\(message) \(refusal?.reason ?? "")"
        }
    }

    func describe() -> String {
        brokers.map { broker in
            broker.book.statuses.map { "\($0.stateHere)/\($0.stateThere)/\($0.epoch) \($0.missing)" }
                .joined(separator: "; ")
                + " waits for \(broker.book.reconciliation.unanswered.count)"
                + (broker.book.reconciliation.isSetBack ? ", set back" : "")
                + " owes \(broker.toSay) \(stuck(broker))"
        }.joined(separator: " | ")
    }

    /// The transfer that a person at this authority would act on: the newest.
    func current(at index: Int) -> TransferStatus? { brokers[index].book.statuses.last }

    mutating func header(
        _ content: TransferContent,
        epoch: Int64,
        at index: Int
    ) throws -> TransferHeader? {
        if case .moveNotified = content {
            transfers += 1
            return TransferHeader(
                transfer: try TransferID("T-\(transfers)").orThrow(),
                lineage: lineage,
                epoch: 0,
                from: brokers[index].own,
                to: brokers[1 - index].own
            )
        }
        return current(at: index)?.parties.header(epoch: epoch)
    }

    private var person: NamedPerson { NamedPerson(name: "Nadia Bloom", role: "TM", contact: "0121") }

    /// One act, now and then a wrong one; whether something was said.
    @discardableResult
    mutating func act(_ index: Int) throws -> Bool {
        guard let status = current(at: index) else { return false }
        if !isHealed, chance(10) { return try actWildly(index, status) }
        let isOfferer = status.parties.from == brokers[index].own
        return isOfferer ? try offererActs(index, status) : try receiverActs(index, status)
    }

    private mutating func offererActs(_ index: Int, _ status: TransferStatus) throws -> Bool {
        switch status.stateHere {
        case .notified, .acknowledged, .declined:
            // After the faults nobody moves any more: an offer that was declined is enough.
            guard !isHealed, status.epoch > 0 else { return false }
            var terms = OfferTerms(kind: .childProtection, members: [member(index)])
            if chance(25) {
                terms.kind = .temporaryStay
                terms.until = CivilDate(daysSinceEpoch: 17_030)
            }
            return try say(.offered(terms), at: index, epoch: status.epoch)
        case .offered:
            if status.kind == .temporaryStay { return try endStay(index, status) }
            guard let offer = status.offer, !isHealed, chance(5) else { return false }
            return try say(.cancelRequested(offer: offer, reason: "stays"), at: index, epoch: status.epoch)
        case .acceptedSeen: return try release(index, status)
        case .settled, .released, .none, .received, .interim, .accepted, .sole, .inDoubt: return false
        }
    }

    /// The family goes home, or stays for good; whichever it is, somebody says so once all is mended.
    private mutating func endStay(_ index: Int, _ status: TransferStatus) throws -> Bool {
        // An epoch for the permanent offer takes a question and its answer; most families stay longer than that.
        guard let stay = status.offer, isHealed || chance(status.nextEpoch == nil ? 1 : 40) else {
            return false
        }
        guard let epoch = status.nextEpoch, chance(75) else {
            return try say(.stayEnded(offer: stay, outcome: .returned), at: index, epoch: status.epoch)
        }
        var terms = OfferTerms(kind: .childProtection, members: [member(index)])
        terms.continues = stay
        return try say(.offered(terms), at: index, epoch: epoch)
    }

    private mutating func release(_ index: Int, _ status: TransferStatus) throws -> Bool {
        guard let offer = status.offer, let acceptance = status.acceptance else { return false }
        if status.missing.contains("core-group-booked") {
            return try say(
                .coreGroupBooked(offer: offer, at: .at(now)),
                at: index,
                epoch: status.epoch
            )
        }
        // The receiver holds the conference; until it is known here the release is refused.
        let terms = ReleaseTerms(
            offer: offer,
            acceptance: acceptance,
            person: person,
            through: status.through,
            coming: status.coming
        )
        return try say(.released(terms), at: index, epoch: status.epoch)
    }

    private mutating func receiverActs(_ index: Int, _ status: TransferStatus) throws -> Bool {
        guard let offer = status.offer else {
            guard !status.milestones.contains(where: { $0.name == "acknowledged" }) else { return false }
            return try say(.acknowledged(person: person, phone: "0121"), at: index)
        }
        switch status.stateHere {
        case .received, .interim:
            if !isHealed, status.stateHere == .received, chance(50) {
                return try say(.interim(offer: offer, plan: "visit weekly"), at: index, epoch: status.epoch)
            }
            if !isHealed, chance(status.kind == .temporaryStay ? 2 : 15) {
                return try say(.declined(offer: offer, reason: "moved on"), at: index, epoch: status.epoch)
            }
            guard status.kind != .temporaryStay else { return false }
            let acceptance = Acceptance(
                offer: offer,
                person: person,
                conference: CivilDate(daysSinceEpoch: 17_010)
            )
            return try say(.accepted(acceptance), at: index, epoch: status.epoch)
        case .accepted:
            guard status.missing.contains("conference-held") else { return false }
            return try say(
                .conferenceHeld(offer: offer, outcome: "plan stands"),
                at: index,
                epoch: status.epoch
            )
        case .sole:
            // The family moves back; but not for ever.
            guard !isHealed, transfers < 12 else { return false }
            return try say(
                .moveNotified(
                    MoveNotice(members: [member(index)], fromDate: CivilDate(daysSinceEpoch: 17_020))
                ),
                at: index
            )
        case .none, .notified, .acknowledged, .offered, .acceptedSeen, .released, .settled, .declined,
            .inDoubt:
            return false
        }
    }

    /// Anything, whoever may say it and whenever.
    private mutating func actWildly(_ index: Int, _ status: TransferStatus) throws -> Bool {
        let offer = try status.offer ?? Digest(hex: String(repeating: "f", count: 64)).orThrow()
        let terms = ReleaseTerms(
            offer: offer,
            acceptance: status.acceptance ?? offer,
            person: person,
            through: chance(80) ? status.through : LedgerSequence(1),
            coming: chance(80) ? status.coming : []
        )
        let acts: [TransferContent] = [
            .offered(OfferTerms(kind: .childInNeed, members: [member(index)])),
            .declined(offer: offer, reason: "no"), .cancelRequested(offer: offer, reason: "no"),
            .released(terms), .settled(offer: offer, release: offer), .received(offer: offer),
            .accepted(
                Acceptance(offer: offer, person: person, conference: CivilDate(daysSinceEpoch: 17_000))
            ),
            .interim(offer: offer, plan: "p"), .disputed(offer: nil, reason: "no"),
            .conferenceHeld(offer: offer, outcome: "ok"), .holdAsked(offer: offer),
        ]
        guard let content = pick(acts) else { return false }
        let shift: Int64 = chance(70) ? 0 : chance(50) ? 1 : -1
        return try say(content, at: index, epoch: max(0, status.epoch + shift))
    }
}
