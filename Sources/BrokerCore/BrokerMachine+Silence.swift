import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// Systems that say nothing for longer than was agreed.
///
/// An adapter says so itself while it runs (`feed.silent`). One that is dead says nothing, so the broker notices, tells the
/// same people by the same topic, and takes the alarm back when it hears the system again.
extension BrokerMachine {
    /// After the broker was away, whoever kept what they had to say has so long to say it.
    private static let patience: Int64 = 60_000

    /// When somebody may next have been silent for too long, or `nil`.
    var silenceDeadline: Instant? { state.silences.deadline.map { max($0, listeningSince) } }

    /// Who is to speak every so often is listened to from now on; who is no system any more is not.
    mutating func listen(from now: Instant, in draft: inout Draft) {
        listeningSince = now.advanced(byMilliseconds: Self.patience)
        for system in state.silences.known { dropUnlessSystem(system, in: &draft) }
        for system in state.silences.expected where !state.register.activeKeys(of: system).isEmpty {
            draft.store(state.record { (book: inout SilenceBook) in book.listened(to: system, at: now) })
        }
    }

    /// Nobody waits for a system whose last key is refused.
    mutating func dropUnlessSystem(_ system: UserID, in draft: inout Draft) {
        guard state.register.activeKeys(of: system).isEmpty else { return }
        if let silence = state.silences[system] { endSilence(silence, in: &draft) }
        draft.store(state.record { (book: inout SilenceBook) in book.dropped(system) })
    }

    /// Who was silent for too long by now: each is told once, to the front door and the manager.
    mutating func missSystems(to now: Instant, atMost limit: Int, into turn: inout Turn) -> Int {
        guard now >= listeningSince else { return 0 }
        var count = 0
        while count < limit, let (system, since, terms) = state.silences.overdue(at: now) {
            count += 1
            let data = [
                JSONMember("system", .string(system.text)),
                JSONMember("expected-every", .string(terms.phrase)),
                JSONMember("quiet-since", .string(LondonTime.rfc3339(since))),
            ]
            var draft = draft(
                "feed.silent",
                cause: "\(state.lastSequence.number)",
                at: now,
                data: .object(data + contact(of: system))
            )
            let entry = draft.sequence
            draft.store(
                state.record { (book: inout SilenceBook) in
                    book.fellSilent(system, since: since, told: entry, byBroker: true)
                }
            )
            let owners = doorAndManager(at: now)
            let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s3
            let until = raiseAtFrontDoor(for: owners[0], severity, in: &draft)
            let routing = routing(owners, by: .advised, for: nil, false)
            tell(routing, severity, until: until, in: &draft, into: &turn)
        }
        return count
    }

    /// A system spoke, or its adapter says of it that it is silent or heard again.
    ///
    /// Returns the silence that this ends and that the broker had told of.
    mutating func noteHeard(_ concern: Concern, in draft: inout Draft) -> SilenceBook.Silence? {
        let (system, now, entry) = (draft.publisher, draft.accepted, draft.sequence)
        if draft.topic.text == "feed.silent" {
            guard concern.data["system"]?.string == system.text else { return nil }
            let since = concern.data["quiet-since"]?.string.flatMap { Instant(rfc3339: $0) } ?? now
            draft.store(
                state.record { (book: inout SilenceBook) in
                    book.fellSilent(system, since: min(since, now), told: entry, byBroker: false)
                }
            )
            return nil
        }
        let silence = state.silences[system]
        if let silence { endSilence(silence, in: &draft) }
        draft.store(state.record { (book: inout SilenceBook) in book.heard(system, at: now) })
        return silence.flatMap { $0.isToldByBroker ? $0 : nil }
    }

    /// Whom the broker told that a system was silent is told that it speaks again.
    mutating func enterResumed(_ silence: SilenceBook.Silence, at now: Instant, into turn: inout Turn) {
        guard let told = silence.told.first else { return }
        var draft = draft(
            "feed.resumed",
            cause: "\(told.number)",
            at: now,
            data: [
                "system": .string(silence.system.text),
                "quiet-since": .string(LondonTime.rfc3339(silence.since)),
            ]
        )
        let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s4
        let routing = routing(doorAndManager(at: now), by: .advised, for: nil, false)
        tell(routing, severity, until: nil, in: &draft, into: &turn)
    }

    /// Nobody need answer any longer why a system is silent.
    private mutating func endSilence(_ silence: SilenceBook.Silence, in draft: inout Draft) {
        let now = draft.accepted
        for key in silence.told.map({ ObligationKey(frontDoor: $0) }) where state.escalations[key] != nil {
            let facts = state.escalate { book throws(EscalationError) in try book.withdrawn(key, at: now) }
            draft.store(facts)
        }
    }

    private func doorAndManager(at now: Instant) -> [Owner] {
        let today = LondonTime.date(of: now)
        let door = state.register.frontDoor(on: today)
        let manager = state.register.staff(filling: .teamManager, near: nil, on: today)
        return [Owner(door.role, door.staff)] + (manager.map { [Owner(.teamManager, $0)] } ?? [])
    }

    /// Whom to ring about a system, by the configuration as it is now.
    private func contact(of system: UserID) -> [JSONMember] {
        policy.contacts[system].map { [JSONMember("contact", $0.json)] } ?? []
    }

    // MARK: The duty list

    /// The alarms about systems that are still silent, which are in the rows of those.
    var alarmsOfSilence: Set<LedgerSequence> { Set(state.silences.silent.flatMap(\.told)) }

    /// Systems that are silent, the longest first, whether or not somebody has answered for it.
    var silentRows: [JSONValue] {
        state.silences.silent.map { silence in
            let open = silence.told.compactMap { state.escalations[ObligationKey(frontDoor: $0)] }
                .first { $0.owner != nil }
            return dutyRow(
                "silent",
                sequence: silence.told.first,
                caseID: nil,
                since: silence.since,
                due: open?.deadline,
                owner: open?.owner,
                and: [JSONMember("system", .string(silence.system.text))] + contact(of: silence.system)
            )
        }
    }
}
