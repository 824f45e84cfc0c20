import BrokerCore
import Transfer
import Vocabulary

/// What is done to brokers, clocks and links, planned when the simulation begins.
extension BrokerSimulation {
    /// Crashes, jumps, cuts, old messages and restores, each at a time that the seed decides.
    mutating func planFaults() {
        for place in brokers.indices {
            for _ in 0..<(rate(.crash) / 5) {
                schedule(.crash(place, boot: -1), after: disk.within(0...plan.horizon))
            }
            for _ in 0..<(rate(.skew) / 100) {
                schedule(.clock(place), after: clock.within(0...plan.horizon))
            }
        }
        for _ in 0..<(rate(.partition) / 50) { schedule(.cut, after: network.within(0...plan.horizon)) }
        for _ in 0..<(rate(.old) / 10) { schedule(.old, after: network.within(Span.day...plan.horizon)) }
        for place in brokers.indices {
            for _ in 0..<(rate(.mirror) / 100) {
                schedule(.mirror(place, isFailing: true), after: disk.within(0...plan.horizon))
            }
        }
        for place in brokers.indices where disk.happens(rate(.restore)) {
            let time = disk.within(Span.day...plan.horizon)
            schedule(.backup(place), after: disk.within(0...time))
            schedule(.restore(place), after: time)
        }
    }

    /// A broker's clock jumps: mostly by minutes, now and then by a day.
    mutating func jump(_ place: Int) {
        let isFar = clock.happens(100)
        let span = clock.within(isFar ? -Span.day...Span.day : -10 * Span.minute...10 * Span.minute)
        guard !isHealing else { return }
        sightings.note(.jumps)
        brokers[place].skew += span
        brokers[place].undisturbedSince = now
        note("clock", place, span)
        planTick(place)
    }

    /// Messages stop getting through, one way or both, for minutes or days.
    mutating func cut() {
        let (one, other) = (network.within(0...brokers.count - 1), network.within(0...brokers.count - 1))
        let isBothWays = network.happens(500)
        let pause = network.within(
            network.pick([Span.minute...Span.hour, Span.hour...Span.day, Span.day...6 * Span.day])
        )
        guard !isHealing, one != other else { return }
        sightings.note(.partitions)
        note("cut", one, Int64(other))
        isCut[one][other] = true
        schedule(.mend(one, other), after: pause)
        guard isBothWays else { return }
        isCut[other][one] = true
        schedule(.mend(other, one), after: pause)
    }

    /// A second place is out of order for a while; what it has not taken does not leave.
    mutating func mirror(_ place: Int, isFailing: Bool) {
        guard plan.hasMirror, isFailing != brokers[place].isMirrorFailing, !(isFailing && isHealing) else {
            return
        }
        note("mirror", place, isFailing ? 1 : 0)
        brokers[place].isMirrorFailing = isFailing
        guard isFailing else {
            brokers[place].keepBacklog()
            for peer in brokers.indices where peer != place { look(from: place, to: peer) }
            return
        }
        sightings.note(.mirrorFaults)
        let pause = disk.within(disk.pick([Span.minute...Span.hour, Span.hour...2 * Span.day]))
        schedule(.mirror(place, isFailing: false), after: pause)
    }

    /// A ledger is copied as it is now.
    mutating func backUp(_ place: Int) {
        guard !isHealing else { return }
        brokers[place].backups.append(brokers[place].store.turnCount)
    }

    /// A disk is lost, and an old copy of the ledger takes its place.
    mutating func restore(_ place: Int) {
        guard !isHealing, let turns = brokers[place].backups.popLast(),
            turns < brokers[place].store.turnCount
        else { return }
        note("restore", place, Int64(turns))
        sightings.note(.restores)
        if !plan.hasMirror { sightings.note(.unmirroredRestores) }
        if brokers[place].machine.transferPeerCount > 1 { sightings.note(.chainRestores) }
        if brokers[place].isUp { crash(place) }
        let unmirrored = brokers[place].unmirroredVerdicts
        do throws(FactFault) {
            try brokers[place].setBack(to: turns)
        } catch {
            return oracle.fail("R1", "\(place): stored facts do not read: \(error.fact).\(error.member)")
        }
        oracle.restored(place, hasMirror: plan.hasMirror, unmirrored: unmirrored)
        for entry in brokers[place].store.entries { noteConcern(entry, at: place, isKnown: true) }
        oracle.forgetLost(keeping: plan.hasMirror ? nil : storedOffers)
        strand(place)
    }

    /// Every offer that a ledger has, its offerer's or its receiver's.
    private var storedOffers: Set<Digest> {
        var offers: Set<Digest> = []
        for broker in brokers {
            for fact in broker.machine.transferFacts(after: 0).prefix(broker.durable.facts) {
                switch fact {
                case .offered(let offer, _), .received(let offer, _): offers.insert(offer.digest)
                default: continue
                }
            }
        }
        return offers
    }

    /// Whoever lost a disk often does not get through to somebody for a while either, or is not reached.
    private mutating func strand(_ place: Int) {
        let (isStranded, isHeard) = (disk.happens(300), disk.happens(500))
        let peer = disk.within(0...brokers.count - 1)
        let pause = disk.within(disk.pick([Span.minute...Span.hour, Span.hour...2 * Span.day]))
        guard isStranded, peer != place, !options.without.contains(.partition) else { return }
        let (one, other) = isHeard ? (place, peer) : (peer, place)
        sightings.note(.strandings)
        isCut[one][other] = true
        schedule(.mend(one, other), after: pause)
    }

    // MARK: Sightings

    /// What a decision is for the sightings.
    mutating func see(_ fact: TransferFact, at place: Int) {
        switch fact {
        case .stepped(let step, _):
            guard case .cancelRequested = step.kind, let offer = step.offer else { return }
            offersSeen[offer, default: OfferSeen()].isAskedBack = true
            noteRace(offer)
        case .offered(let offer, _) where offer.kind == .temporaryStay: stays.insert(offer.digest)
        default: return
        }
    }

    /// What a durable decision is for the sightings.
    mutating func count(_ fact: TransferFact, at place: Int) {
        let own = SimulatedPartnership.authorities[place]
        spoil(fact, at: place)
        switch fact {
        case .received(let offer, _):
            offersSeen[offer.digest, default: OfferSeen()].came = now
            if offer.continues != nil { sightings.note(.continuations) }
        case .interim(let act, _) where act.parties.to == own: sightings.note(.interims)
        case .accepted(let act, _, _) where act.parties.to == own:
            sightings.note(.handshakes)
            offersSeen[act.offer, default: OfferSeen()].isAccepted = true
            if let came = offersSeen[act.offer]?.came, now - came >= 5 * Span.day {
                sightings.note(.lateAccepts)
            }
            noteRace(act.offer)
        case .declined(let act, _) where act.parties.to == own:
            sightings.note(.handshakes)
            sightings.note(.declines)
        case .settled(let act, _) where act.parties.to == own: sightings.note(.settlements)
        case .queued(let parcel, _): sightings.note(.forwards, parcel.concern == nil ? 0 : 1)
        default: return
        }
    }

    /// A backup has the offer and not what became of it, and takes the ledger's place when that is about to matter.
    private mutating func spoil(_ fact: TransferFact, at place: Int) {
        guard rate(.restore) > 0 else { return }
        switch fact {
        case .received, .offered: if disk.happens(300) { backUp(place) }
        case .accepted, .declined, .released:
            let (isSpoilt, delay) = (
                disk.happens(rate(.restore) / 20),
                disk.within(0...disk.pick([Span.minute, Span.hour, Span.day]))
            )
            if isSpoilt { schedule(.restore(place), after: delay) }
        default: return
        }
    }

    private mutating func noteRace(_ offer: Digest) {
        guard let seen = offersSeen[offer], seen.isAskedBack, seen.isAccepted, !seen.isRace else { return }
        offersSeen[offer]?.isRace = true
        sightings.note(.races)
    }
}
