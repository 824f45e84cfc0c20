internal import Vocabulary

extension TransferStatus {
    init(
        _ record: TransferRecord,
        in machine: TransferMachine,
        forwards: ForwardProgress,
        cases: [CaseID]
    ) {
        let transfer = record.parties.transfer
        let latest = machine.latestOffer(of: transfer)
        let here = machine.phaseHere(of: transfer)
        parties = record.parties
        since = record.since
        let next = Self.nextEpoch(record, machine)
        epoch = machine.standing == .sole ? next ?? latest?.epoch ?? 0 : latest?.epoch ?? 0
        nextEpoch = next
        stateHere = here
        stateThere = machine.phaseThere(of: transfer)
        holders = Self.holders(record.parties, latest)
        self.cases = cases
        offer = latest?.digest
        kind = latest?.offer?.kind
        until = latest?.offer?.until
        acceptance = latest?.acceptance?.act.said.digest
        through = forwards.through
        coming = forwards.coming
        milestones = Self.milestones(record, machine.offers.filter { $0.parties.transfer == transfer })
        missing = Self.missing(record, latest, isOfferer: record.parties.from == machine.own)
    }

    /// The epoch that an offer may have now, once the receiver has named it.
    private static func nextEpoch(_ record: TransferRecord, _ machine: TransferMachine) -> Int64? {
        guard record.parties.from == machine.own, case .named(let epoch) = record.question,
            epoch > machine.highest, machine.mayOfferNext(record.parties)
        else { return nil }
        return epoch
    }

    private static func holders(_ parties: TransferParties, _ latest: OfferRecord?) -> [AuthorityCode] {
        switch latest?.verdict {
        case nil, .open, .declined: [parties.from]
        case .interim, .accepted: [parties.from, parties.to]
        case .released, .settled: [parties.to]
        }
    }

    private static func missing(
        _ record: TransferRecord,
        _ latest: OfferRecord?,
        isOfferer: Bool
    ) -> [String] {
        guard let latest else {
            let acknowledgement = record.has(.acknowledged) ? [] : [TransferTopic.acknowledged.rawValue]
            var epoch: [String] = []
            if isOfferer {
                switch record.question {
                case .unasked, .asked: epoch = [TransferTopic.holdAnswered.rawValue]
                case .named: break
                }
            }
            return acknowledgement + epoch + [TransferTopic.offered.rawValue]
        }
        switch latest.verdict {
        case .open, .interim, .accepted:
            guard latest.offer?.kind != .temporaryStay else { return [TransferTopic.stayEnded.rawValue] }
            let isWaived = latest.has(.waiverAgreed)
            return latest.lacks(waived: isWaived).map(\.rawValue) + [TransferTopic.released.rawValue]
        case .declined: return [TransferTopic.offered.rawValue]
        case .released: return [TransferTopic.settled.rawValue]
        case .settled: return []
        }
    }

    private static func milestones(_ record: TransferRecord, _ offers: [OfferRecord]) -> [Milestone] {
        var milestones: [Milestone] = []
        if let move = record.move {
            milestones.append(
                Milestone(
                    name: "notified",
                    at: record.since,
                    sequence: move.said.sequence,
                    date: move.fromDate.iso8601
                )
            )
        }
        milestones += record.steps.map(Milestone.init)
        for offer in offers {
            if let said = offer.offer?.said {
                milestones.append(
                    Milestone(name: "offered", at: offer.since, sequence: said.sequence, date: nil)
                )
            }
            milestones += offer.steps.map(Milestone.init) + offer.decisions
        }
        return milestones.sorted { ($0.at, $0.sequence, $0.name) < ($1.at, $1.sequence, $1.name) }
    }
}

extension TransferStatus.Milestone {
    fileprivate init(_ dated: DatedStep) {
        let date: String? =
            switch dated.step.kind {
            case .conferenceBooked(let when), .coreGroupBooked(let when), .childDied(let when): when.text
            case .acknowledged, .delivered, .packed, .queried, .answered, .visitsPlanned, .servicesMatched,
                .cancelRequested, .conferenceHeld, .waiverAgreed, .stayEnded, .disputed:
                nil
            }
        self.init(
            name: dated.step.kind.name.rawValue,
            at: dated.at,
            sequence: dated.step.said.sequence,
            date: date
        )
    }
}

extension OfferRecord {
    /// The decisions about the offer, as milestones.
    fileprivate var decisions: [TransferStatus.Milestone] {
        var decisions: [TransferStatus.Milestone] = []
        func add(_ name: String, _ act: OfferAct, _ at: Instant, _ date: String? = nil) {
            decisions.append(.init(name: name, at: at, sequence: act.said.sequence, date: date))
        }
        if let interim, interim.act.offer == digest { add("interim", interim.act, interim.at) }
        if let acceptance {
            add("accepted", acceptance.act, acceptance.at, acceptance.conference.iso8601)
        }
        if let release { add("released", release.act, release.at) }
        switch verdict {
        case .open, .interim, .accepted, .released: break
        case .declined(let act, let at): add("declined", act, at)
        case .settled(_, let release, let at): add("settled", release.act, at)
        }
        return decisions
    }
}
