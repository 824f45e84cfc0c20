import BrokerCore
import Concerns
import JSON
import Topics
import Transfer
import Vocabulary

/// What the people of an authority do about a child, from what their own broker shows.
extension BrokerSimulation {
    private static let person = NamedPerson(name: "Nadia Bloom", role: "ASW", contact: "0121 496 0161")

    /// Whoever leads looks at the transfers, acts or does not, and will look again.
    mutating func attend(_ place: Int, child: Int) {
        let isLate = people.happens(rate(.late))
        let (usual, long) = (people.within(plan.attention), people.within(Span.day...7 * Span.day))
        planAttention(place, child, after: isHealing ? 30 * Span.minute : isLate ? usual + long : usual)
        let isTwice = people.happens(rate(.twice))
        guard brokers[place].isUp, !children[child].hasDied || isHealing else { return }
        let lineage = children[child].lineage
        let isWaiting = brokers[place].clients[0].outbox.contains { $0.lineage == lineage }
        guard !isWaiting || isTwice else { return }
        note("look", place, Int64(child))
        let status = brokers[place].currentTransfer(of: lineage)
        act(place, child, status)
        if isTwice { act(place, child, status) }
    }

    mutating func planAttention(_ place: Int, _ child: Int, after delay: Int64) {
        schedule(.attention(place, child: child, isHealing: isHealing), after: delay)
    }

    private mutating func act(_ place: Int, _ child: Int, _ status: TransferStatus?) {
        let (isWild, isMoving) = (people.happens(rate(.wild)), people.happens(300))
        let target = people.within(0...brokers.count - 1)
        let isTemporary = people.happens(plan.stays)
        if isWild, status != nil { return actWildly(place, child) }
        let isSole: Bool =
            switch brokers[place].decided.standings[child] {
            case .sole: true
            case nil: children[child].origin == place
            case .offered, .received, .interim, .accepted, .released, .elsewhere: false
            }
        guard let status, status.isOpen(at: SimulatedPartnership.authorities[place]) else {
            guard isSole, isMoving, !isHealing, target != place, children[child].moves < plan.moves else {
                return
            }
            return notify(place, child, to: target)
        }
        if status.parties.from == SimulatedPartnership.authorities[place] {
            offererActs(place, child, status, isTemporary: isTemporary)
        } else {
            receiverActs(place, child, status)
        }
    }

    private mutating func notify(_ place: Int, _ child: Int, to target: Int) {
        children[child].moves += 1
        transfers += 1
        let header = TransferHeader(
            transfer: named("T-\(transfers)"),
            lineage: children[child].lineage,
            epoch: 0,
            from: SimulatedPartnership.authorities[place],
            to: SimulatedPartnership.authorities[target]
        )
        let notice = MoveNotice(members: children[child].members(at: place), fromDate: today(place))
        say(TransferMessage(header, .moveNotified(notice)), at: place)
    }

    // MARK: The offering side

    private mutating func offererActs(_ place: Int, _ child: Int, _ status: TransferStatus, isTemporary: Bool)
    {
        let (cancels, offersAgain) = (people.happens(rate(.cancel)), people.happens(500))
        let header = status.parties.header(epoch: status.epoch)
        switch status.stateHere {
        case .notified, .acknowledged, .declined:
            // Once all is mended nobody moves any more: what was not offered by then is not offered.
            guard !isHealing, offersAgain, status.epoch > 0 else { return }
            var terms = OfferTerms(
                kind: isTemporary ? .temporaryStay : .childProtection,
                members: children[child].members(at: place)
            )
            if isTemporary { terms.until = today(place).advanced(byDays: 10) }
            say(TransferMessage(header, .offered(terms)), at: place)
        case .offered:
            guard let offer = status.offer else { return }
            if stays.contains(offer), !isHealing, let next = status.nextEpoch, people.happens(300) {
                continueStay(place, child, status.parties.header(epoch: next), offer)
            } else if stays.contains(offer), cancels || isHealing {
                say(TransferMessage(header, .stayEnded(offer: offer, outcome: .returned)), at: place)
            } else if cancels {
                say(TransferMessage(header, .cancelRequested(offer: offer, reason: "It stays.")), at: place)
            }
        case .acceptedSeen:
            guard let offer = status.offer else { return }
            if cancels {
                say(TransferMessage(header, .cancelRequested(offer: offer, reason: "It stays.")), at: place)
            } else {
                release(place, status, header, offer)
            }
        case .settled, .released, .none, .received, .interim, .accepted, .sole, .inDoubt: return
        }
    }

    /// The family does not come back: the permanent offer continues the stay and keeps its interim.
    private mutating func continueStay(
        _ place: Int,
        _ child: Int,
        _ header: TransferHeader,
        _ stay: Digest
    ) {
        var terms = OfferTerms(kind: .childProtection, members: children[child].members(at: place))
        terms.continues = stay
        say(TransferMessage(header, .offered(terms)), at: place)
    }

    private mutating func release(
        _ place: Int,
        _ status: TransferStatus,
        _ header: TransferHeader,
        _ offer: Digest
    ) {
        guard let acceptance = status.acceptance else { return }
        if status.missing.contains("core-group-booked") {
            say(TransferMessage(header, .coreGroupBooked(offer: offer, at: .on(today(place)))), at: place)
            return
        }
        // The receiver holds the conference; until it is known here the release would be refused.
        guard !status.missing.contains("conference-held") else { return }
        let terms = ReleaseTerms(
            offer: offer,
            acceptance: acceptance,
            person: Self.person,
            through: status.through,
            coming: status.coming
        )
        say(TransferMessage(header, .released(terms)), at: place)
    }

    // MARK: The receiving side

    private mutating func receiverActs(_ place: Int, _ child: Int, _ status: TransferStatus) {
        let (never, declines, holds, opens) = (
            people.happens(rate(.never)), people.happens(rate(.decline)), people.happens(plan.interims),
            people.happens(500)
        )
        guard let offer = status.offer else {
            guard !status.has("acknowledged"), !isHealing else { return }
            let header = status.parties.header(epoch: 0)
            say(
                TransferMessage(header, .acknowledged(person: Self.person, phone: "0121 496 0161")),
                at: place
            )
            return
        }
        let header = status.parties.header(epoch: status.epoch)
        switch status.stateHere {
        case .received, .interim:
            if never { return }
            if declines {
                say(TransferMessage(header, .declined(offer: offer, reason: "They moved on.")), at: place)
            } else if holds, status.stateHere == .received {
                let plan: JSONValue = ["summary": "Visit weekly."]
                say(TransferMessage(header, .interim(offer: offer, plan: plan)), at: place)
            } else if !stays.contains(offer) {
                if opens { openCases(of: children[child], at: place) }
                let acceptance = Acceptance(
                    offer: offer,
                    person: Self.person,
                    conference: today(place).advanced(byDays: 10)
                )
                say(TransferMessage(header, .accepted(acceptance)), at: place)
            }
        case .accepted:
            guard status.missing.contains("conference-held") else { return }
            say(
                TransferMessage(header, .conferenceHeld(offer: offer, outcome: "The plan stands.")),
                at: place
            )
        case .none, .notified, .acknowledged, .offered, .acceptedSeen, .released, .settled, .sole, .declined,
            .inDoubt:
            return
        }
    }

    // MARK: Anything

    /// Anything, whoever may say it and whenever.
    private mutating func actWildly(_ place: Int, _ child: Int) {
        let lineage = children[child].lineage
        let all = brokers[place].machine.transferStatuses.filter { $0.parties.lineage == lineage }
        guard !all.isEmpty else { return }
        let (status, target) = (people.pick(all), people.within(0...brokers.count - 1))
        if people.happens(100), target != place { return notify(place, child, to: target) }
        let offer = status.offer ?? .ofBody([UInt8(place)])
        let terms = ReleaseTerms(
            offer: offer,
            acceptance: status.acceptance ?? offer,
            person: Self.person,
            through: people.happens(800) ? status.through : LedgerSequence(1),
            coming: people.happens(800) ? status.coming : []
        )
        let acceptance = Acceptance(offer: offer, person: Self.person, conference: today(place))
        let acts: [TransferContent] = [
            .offered(OfferTerms(kind: .childInNeed, members: children[child].members(at: place))),
            .declined(offer: offer, reason: "No."), .cancelRequested(offer: offer, reason: "No."),
            .released(terms), .settled(offer: offer, release: offer), .received(offer: offer),
            .accepted(acceptance), .interim(offer: offer, plan: ["summary": "Visit."]),
            .disputed(offer: status.offer, reason: "No."),
            .conferenceHeld(offer: offer, outcome: "The plan stands."),
            .stayEnded(offer: offer, outcome: .returned), .holdAsked(offer: offer),
        ]
        let content = people.pick(acts)
        let shift = people.pick([0, 0, 0, 0, 1, -1] as [Int64])
        say(TransferMessage(status.parties.header(epoch: max(0, status.epoch + shift)), content), at: place)
    }

    private mutating func say(_ message: TransferMessage, at place: Int) {
        if workload.happens(plan.eventful),
            let child = children.first(where: { $0.lineage == message.header.lineage })
        {
            let isHere = workload.happens(500)
            let peer = SimulatedPartnership.place(
                message.header.from == SimulatedPartnership.authorities[place]
                    ? message.header.to : message.header.from
            )
            let delay = workload.within(0...workload.pick([Span.second, Span.minute, Span.hour]))
            schedule(.incident(child: child.number, at: isHere ? place : peer ?? place), after: delay)
        }
        say(message.topic.rawValue, message.data, at: place, about: message.header.lineage)
    }

    private func today(_ place: Int) -> CivilDate { LondonTime.date(of: instant(place)) }
}

extension TransferStatus {
    fileprivate func has(_ milestone: String) -> Bool { milestones.contains { $0.name == milestone } }

    /// Whether somebody at an authority may still have something to do about it.
    fileprivate func isOpen(at authority: AuthorityCode) -> Bool {
        switch stateHere {
        case .notified, .acknowledged, .offered, .acceptedSeen, .received, .interim, .accepted: true
        case .declined: parties.from == authority
        case .none, .released, .settled, .sole, .inDoubt: false
        }
    }
}
