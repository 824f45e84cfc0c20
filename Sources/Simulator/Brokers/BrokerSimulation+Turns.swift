import BrokerCore
import JSON
import Topics
import Transfer
import Vocabulary
import Wire

/// The shell round each core: what it decides is stored, and only then said.
extension BrokerSimulation {
    /// What a broker's clock shows.
    func instant(_ place: Int) -> Instant {
        Instant(milliseconds: Self.beginning + now + brokers[place].skew)
    }

    private func reading(_ place: Int) -> Tick {
        Tick(now: instant(place), monotonic: now - brokers[place].startedAt)
    }

    /// A turn of the core; what it decides joins what waits for the disk.
    mutating func feed(_ place: Int, _ arrivals: [Arrival]) {
        guard brokers[place].isUp else { return }
        // A process that has just begun, or a clock that has just jumped, may find what passed meanwhile.
        if now - brokers[place].undisturbedSince > 2 * Span.minute {
            let late = brokers[place].imbalances(at: instant(place)).filter(\.isLate)
            if !late.isEmpty { oracle.fail("R8", "\(place): \(late)") }
        }
        brokers[place].decide(arrivals, at: reading(place))
        judge(place)
    }

    /// A deadline of the core is due.
    mutating func tick(_ place: Int, boot: Int) {
        guard brokers[place].boot == boot, brokers[place].isUp, brokers[place].nextTick <= now else { return }
        brokers[place].nextTick = .max
        note("tick", place)
        feed(place, [])
    }

    /// Looks at what was decided, hands it to the disk if that is free, and plans the next tick.
    private mutating func judge(_ place: Int) {
        let before = brokers[place].decided.facts
        let known = brokers[place].knowledge(of: children)
        brokers[place].decided = known
        // What the second place has is true again before the broker serves, whatever its ledger says.
        if brokers[place].isSetBack { brokers[place].durable.standings = known.standings }
        for fact in brokers[place].transferFacts(after: before) {
            note("fact", place, 0, String(decoding: fact.json.serialized(), as: UTF8.self))
            if let ended = fact.endedOffer {
                brokers[place].endedBy[ended] = brokers[place].machine.lastSequence
            }
            oracle.decided(fact, at: place)
            see(fact, at: place)
        }
        oracle.stands(
            place,
            decided: brokers[place].decided.standings,
            durable: brokers[place].durable.standings
        )
        let imbalances = brokers[place].imbalances(at: instant(place)).filter { !$0.isLate }
        if !imbalances.isEmpty { oracle.fail("R6", "\(place): \(imbalances)") }
        flush(place)
        planTick(place)
    }

    mutating func planTick(_ place: Int) {
        guard brokers[place].isUp, let deadline = brokers[place].nextDeadline() else { return }
        let due = max(now, deadline.milliseconds - Self.beginning - brokers[place].skew)
        guard due < brokers[place].nextTick else { return }
        brokers[place].nextTick = due
        // What the core did not get done in a turn it does in the next.
        schedule(.tick(place, boot: brokers[place].boot), after: max(1, due - now))
        if due == now { brokers[place].nextTick = now + 1 }
    }

    /// Hands the pending turn to the disk, unless one is being synced; what needs no storing is done at once.
    private mutating func flush(_ place: Int) {
        guard brokers[place].syncing == nil else { return }
        let turn = brokers[place].pending
        brokers[place].pending = Turn()
        guard turn.isDurable else { return act(turn.actions, at: place) }
        brokers[place].syncing = turn
        brokers[place].handed = brokers[place].decided
        let isSlow = disk.happens(rate(.slow))
        let delay = disk.within(isSlow ? Span.second...5 * Span.minute : 1...8)
        schedule(.synced(place, boot: brokers[place].boot), after: delay)
    }

    /// The disk is done: what was decided is true for good, and is said, unless the process dies at that very moment.
    mutating func synced(_ place: Int, boot: Int) {
        guard brokers[place].boot == boot, brokers[place].isUp, let turn = brokers[place].syncing else {
            return
        }
        note("sync", place, turn.entries.last?.sequence.number ?? 0)
        let dies = disk.happens(rate(.crash) / 2)
        let (isStored, said) = (disk.happens(700), disk.within(0...max(1, turn.actions.count)))
        if dies, !isStored { return crash(place, writing: false) }
        store(place)
        if dies {
            if !turn.actions.isEmpty, said < turn.actions.count { sightings.note(.crashesBeforeSend) }
            act(Array(turn.actions.prefix(said)), at: place, isLast: true)
            return crash(place)
        }
        // The disk begins with the next turn before this one is answered.
        if brokers[place].pending.isDurable { flush(place) }
        act(turn.actions, at: place)
        for peer in brokers.indices where peer != place { look(from: place, to: peer) }
    }

    /// The turn that was being synced is durable.
    private mutating func store(_ place: Int) {
        guard let turn = brokers[place].syncing else { return }
        brokers[place].syncing = nil
        if let doubled = brokers[place].store.append(turn) {
            oracle.fail("R5", "\(doubled) is in the ledger of \(place) twice")
        }
        brokers[place].isSetBack = false
        if plan.hasMirror { brokers[place].keepInMirror(turn.entries) }
        let (known, handed) = (brokers[place].durable.facts, brokers[place].handed)
        brokers[place].durable = handed
        oracle.stands(place, decided: brokers[place].decided.standings, durable: handed.standings)
        let facts = brokers[place].transferFacts(after: known).prefix(handed.facts - known)
        for fact in facts where fact.endedOffer == nil { oracle.durable(fact, at: place) }
        // What a concern completes follows from it, and whoever is sole then has it; what comes after an end is its own affair.
        var ends = facts.filter { $0.endedOffer != nil }[...]
        for entry in turn.entries {
            while let first = ends.first, endedBy(first, at: place) < entry.sequence {
                oracle.durable(first, at: place)
                ends.removeFirst()
            }
            stored(entry, at: place)
        }
        for fact in ends { oracle.durable(fact, at: place) }
        for fact in facts { count(fact, at: place) }
        sightings.note(.entries, turn.entries.count)
    }

    /// The last entry that was decided when an offer ended.
    private func endedBy(_ fact: TransferFact, at place: Int) -> LedgerSequence {
        fact.endedOffer.flatMap { brokers[place].endedBy[$0] } ?? LedgerSequence(0)
    }

    private mutating func stored(_ entry: Turn.Entry, at place: Int) {
        trace.note(Int(entry.sequence.number) &* 31 &+ entry.body.count &* 7 &+ entry.facts.count)
        noteConcern(entry, at: place)
        guard entry.topic.area != "broker", let routed = entry.routed,
            let due = routed.due.compactMap(\.self).min()
        else { return }
        planAnswer(to: entry.id, due: due, at: place)
    }

    /// A concern about a child is in a ledger.
    mutating func noteConcern(_ entry: Turn.Entry, at place: Int, isKnown: Bool = false) {
        if let child = aboutChild[entry.id], let source = entry.event.root["source"]?.string {
            oracle.stored(
                ConcernKey(source: source, id: entry.id),
                about: child,
                isTold: entry.routed != nil,
                from: peer(entry.publisher),
                at: place,
                isKnown: isKnown
            )
        }
    }

    /// The broker as whose system somebody publishes, or `nil`.
    private func peer(_ publisher: UserID) -> Int? {
        brokers.indices.first { SimulatedPartnership.broker($0) == publisher }
    }

    /// Runs the actions of a turn that is durable, in order.
    private mutating func act(_ actions: [Action], at place: Int, isLast: Bool = false) {
        for action in actions {
            switch action {
            case .receipt(let sequence, let id, _, _, let connection):
                brokers[place].machine.receiptLeft(on: connection)
                oracle.receipted(sequence.number, id, stored: brokers[place].store[sequence]?.id, at: place)
                reply(.receipt(id), at: place, to: connection)
            case .send(let message, let connection):
                guard case .error(let refusal) = message.verb else { continue }
                reply(.refusal(refusal, request: message.request), at: place, to: connection)
            case .lookBack(let lineage, let since):
                guard !isLast, let lineage = LineageID(lineage) else { continue }
                schedule(
                    .lookedBack(place, boot: brokers[place].boot, lineage, since: since),
                    after: disk.within(1...50)
                )
            case .deliver, .show, .disconnect, .keysChanged, .forward, .readHistory: continue
            }
        }
    }

    /// Looks through what is durable since a moment.
    mutating func lookedBack(_ place: Int, boot: Int, _ lineage: LineageID, since: Instant) {
        guard brokers[place].boot == boot, brokers[place].isUp else { return }
        let entries = brokers[place].store.entries
        let first = entries.lastIndex { $0.accepted < since }.map { $0 + 1 } ?? 0
        let past = entries[first...].map { Arrival.PastEntry($0) }
        feed(place, [.lookedBack(lineage.text, past)])
    }

    // MARK: Processes

    /// A process dies; what was being written is on the disk or not.
    mutating func crash(_ place: Int, writing: Bool? = nil) {
        note("crash", place)
        if brokers[place].syncing != nil {
            let isWritten = disk.happens(500)
            if writing ?? isWritten {
                store(place)
                sightings.note(.crashesBeforeSend)
            } else {
                sightings.note(.crashesBeforeDurable)
            }
        } else if brokers[place].pending.isDurable {
            sightings.note(.crashesBeforeDurable)
        }
        brokers[place].die()
        oracle.stands(
            place,
            decided: brokers[place].durable.standings,
            durable: brokers[place].durable.standings
        )
        let pause = disk.pick([Span.second...Span.minute, Span.minute...Span.hour, Span.hour...Span.day])
        schedule(.start(place), after: disk.within(pause))
    }

    /// A process begins: what is on its disk is folded again, and it serves.
    mutating func start(_ place: Int) {
        guard !brokers[place].isUp else { return }
        do throws(FactFault) {
            let share = disk.within(0...1_000)
            let turns = brokers[place].store.turnCount
            try brokers[place].recover(
                at: now,
                snapshotAfter: share < 750 ? nil : turns * (share - 750) / 250
            )
        } catch {
            return oracle.fail("R1", "\(place): stored facts do not read: \(error.fact).\(error.member)")
        }
        note("start", place, brokers[place].store.head.number)
        let known = brokers[place].knowledge(of: children)
        if brokers[place].boot > 1, !brokers[place].isSetBack, known != brokers[place].durable {
            oracle.fail("R1", "\(place) folded \(known), it was \(brokers[place].durable)")
        }
        (brokers[place].durable, brokers[place].decided) = (known, known)
        do throws(ClockMismatch) {
            // What the ledger has and the second place lacks, it takes now.
            if plan.hasMirror { brokers[place].keepInMirror(brokers[place].store.entries) }
            brokers[place].machine.hasSecondPlace = plan.hasMirror
            let lost = brokers[place].lost
            let first = try brokers[place].machine.start(at: reading(place), lost: lost)
            brokers[place].pending.append(first)
        } catch {
            return oracle.fail("R9", "\(place) does not start: its clock is of another kind")
        }
        judge(place)
        for kind in SimulatedClient.Kind.allCases { planLook(of: kind, at: place, after: Span.second) }
    }
}

extension Imbalance {
    /// Whether it is a deadline of which nobody was told in time.
    fileprivate var isLate: Bool { if case .late = self { true } else { false } }
}

extension TransferFact {
    /// The offer of which it says that the receiver is sole or never will be.
    fileprivate var endedOffer: Digest? {
        switch self {
        case .settled(let act, _), .declined(let act, _): act.offer
        default: nil
        }
    }
}
