import BrokerCore
import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary
import Wire

/// A broker's core that is told a story: the machine that serves, with a clock that jumps from line to line.
///
/// Everything goes the way of a message: each line is a PUBLISH of its agency's system, and whoever is asked to answer
/// answers at once, because chains of silence are another test's.
struct Replay {
    private let policy: Policy
    private var world: ScriptWorld
    private var machine: BrokerMachine
    private var connections: [UserID: ConnectionID] = [:]
    /// The lines by the entries that they became.
    private var lineOfEntry: [LedgerSequence: String] = [:]
    /// What the story calls whom the broker knows by handle.
    private var people: [PersonID: String] = [:]
    /// What broke its limit and was not yet looked at, by clock and starting line.
    private var breaches: [String: Turn.Entry] = [:]
    /// Who was asked next because nobody answered a line, and was not yet looked at; by line.
    private var climbs: [String: [Turn.Entry]] = [:]
    /// Who holds the case, as the story's registers have it.
    private var holder: Role?
    /// Whether a looked-after review was held.
    private var hasReview = false
    /// What the clock shows.
    ///
    /// A ledger's clock never goes back: what a story tells late happens at what it shows by then.
    private var clock: Instant
    /// Everything that would be in the ledger, turn by turn.
    private(set) var turns: [Turn] = []

    /// A broker that knows who is who and nothing of the family's days.
    init(_ script: Script, under policy: Policy) throws {
        world = try ScriptWorld(script)
        self.policy = Policy(policy, of: script.cast.authority, register: world.register)
        machine = BrokerMachine(policy: self.policy, boot: "replay-1")
        let first = script.lines.first { $0.fault == nil }?.at ?? Instant(milliseconds: 0)
        let start = first.advanced(byMilliseconds: -3_600_000)
        clock = start
        _ = keep(try machine.start(at: Tick(now: start, monotonic: 0)))
        for (index, said) in world.beginning(on: LondonTime.date(of: start)).enumerated() {
            let id: MessageID = identifier("begin-\(index + 1)")
            let desk = world.desk(of: world.socialCare)
            note(try publish(said.data, on: said.topic, id: id, at: start, by: desk))
        }
    }

    /// The broker gives people handles; the story has names for them.
    private mutating func note(_ entries: [Turn.Entry]) {
        for fact in entries.flatMap(ReplayedLine.facts) {
            guard case .register(.personRecorded(let person)) = fact else { continue }
            people[person.id] = world.reference(of: person)
        }
    }

    /// Lets one line happen.
    mutating func tell(_ line: Script.Line) throws -> ReplayedLine {
        if let fault = line.fault {
            return ReplayedLine(line, refused: fault.lines.joined(separator: " "))
        }
        clock = max(clock, line.at)
        pass(to: clock)
        guard let speaker = line.speaker else {
            let seen =
                breaches.removeValue(forKey: line.ref).map { [$0] } ?? climbs.removeValue(forKey: line.ref)
                ?? []
            return ReplayedLine(line, seen, under: policy, lines: lineOfEntry, people: people)
        }
        try settle(speaker, at: clock)
        let topic = line.topic.hasPrefix("transfer.") ? "transfer.reported" : line.topic
        guard let definition = Topic(topic).flatMap({ policy.catalogue[$0] }), let user = speaker.user else {
            return ReplayedLine(line, refused: "topic: must be a topic of the catalogue")
        }
        let payload = ScriptPayload(
            line,
            on: definition,
            in: world,
            heldBy: holder,
            isFirstReview: !hasReview
        ).data
        let id: MessageID = identifier(line.id)
        let happened = line.attributes?["event_date"]?.string.flatMap { CivilDate(iso8601: $0) }
        let entries: [Turn.Entry]
        do {
            entries = try publish(
                payload,
                on: topic,
                id: id,
                at: clock,
                by: user,
                time: happened.map { LondonTime.instant(on: $0, minuteOfDay: 12 * 60) },
                subject: line.who == "H" ? ScriptWorld.household : ""
            )
        } catch let failure as CommandFailure {
            return ReplayedLine(line, refused: failure.lines.joined(separator: " "))
        }
        if let entry = entries.first(where: { $0.id == id }) { lineOfEntry[entry.sequence] = line.id }
        noteHolder(line)
        try override(entries, at: clock)
        // A line that nobody is to answer climbs; a look at `ladder#<line>` shows how far.
        if line.attributes?["unanswered"]?.bool != true { try answer(entries, at: clock) }
        note(entries)
        return ReplayedLine(line, entries, under: policy, lines: lineOfEntry, people: people)
    }

    /// The process dies and another one folds what the ledger has; the new one's own entry is left out, so that what follows
    /// has the same numbers as without the death.
    mutating func recover() throws {
        var next = BrokerMachine(policy: policy, boot: "replay-again")
        for turn in turns {
            try next.replay(turnFacts: turn.facts)
            for entry in turn.entries {
                try next.replay(entry.sequence, at: entry.accepted, id: entry.id, facts: entry.facts)
            }
        }
        machine = next
        connections = [:]
    }

    /// Every fact, in the order of the ledger: of each turn, then of its entries.
    var facts: [UInt8] { turns.flatMap { turn in turn.facts + turn.entries.flatMap(\.facts) } }

    // MARK: Time and turns

    /// Lets every deadline up to then fire, each at a turn's own instant.
    private mutating func pass(to now: Instant) {
        while let deadline = machine.nextDeadline, deadline <= now {
            let entries = keep(machine.turn([], at: Tick(now: deadline, monotonic: 0)))
            for entry in entries {
                if let ref = ReplayedLine.climbed(entry, lines: lineOfEntry) {
                    climbs[ref, default: []].append(entry)
                }
                guard let ref = ReplayedLine.breached(entry, lines: lineOfEntry) else { continue }
                breaches[ref] = entry
            }
            let asked = entries.filter {
                $0.topic.text != "broker.escalated" && $0.topic.text != "broker.exhausted"
            }
            do { try answer(asked, at: deadline) } catch {
                preconditionFailure("our own answer was refused: \(error)")
            }
        }
    }

    private mutating func keep(_ turn: Turn) -> [Turn.Entry] {
        if turn.isDurable { turns.append(turn) }
        return turn.entries
    }

    // MARK: Saying something

    /// A role speaks for another agency than before: its person works there now.
    private mutating func settle(_ speaker: Script.Speaker, at now: Instant) throws {
        guard world.agency(of: speaker.role) != speaker.agency else { return }
        world.move(speaker.role, to: speaker.agency)
        _ = try publish(
            world.employment(of: speaker.role),
            on: "register.staff",
            id: identifier("move-\(turns.count)"),
            at: now,
            by: world.desk(of: world.socialCare)
        )
    }

    /// The story goes on as it did: whatever waits for the head of service is let through, with the reason `scripted`.
    private mutating func override(_ entries: [Turn.Entry], at now: Instant) throws {
        for case .hold(.held(let hold)) in entries.flatMap(ReplayedLine.facts) {
            guard hold.change.hasPrefix("plan.") || hold.change == "casefile.closed" else { continue }
            _ = try publish(
                [
                    "case": .string(hold.caseID.text), "held": .string(hold.event.text),
                    "reason": "scripted: so it was decided",
                    "decided-by": .string(ScriptWorld.staff(.headOfService).text),
                ],
                on: "hold.overridden",
                id: identifier("override-\(hold.entry.number)"),
                at: now,
                by: world.desk(of: world.agency(of: .headOfService))
            )
        }
    }

    private mutating func noteHolder(_ line: Script.Line) {
        if line.topic == "lac.review" || line.attributes?["type"]?.string == "LACR" { hasReview = true }
        guard let text = line.attributes?["holder"]?.string else { return }
        holder = Role(text)
    }

    /// Whoever must answer says that they have seen it.
    private mutating func answer(_ entries: [Turn.Entry], at now: Instant) throws {
        for entry in entries {
            guard let routed = entry.routed else { continue }
            for (routing, due) in zip(routed.decision.routings, routed.due) where due != nil {
                guard case .owner(let role, let staff?) = routing.accountable else { continue }
                var members = [
                    JSONMember("concern", .string(entry.id.text)), JSONMember("person", .string(staff.text)),
                    JSONMember("decision", "seen"),
                ]
                if let caseID = routing.caseID { members.append(JSONMember("case", .string(caseID.text))) }
                _ = try publish(
                    .object(members),
                    on: "acknowledgement.made",
                    id: identifier("seen-\(entry.sequence.number)-\(role)"),
                    at: now,
                    by: world.desk(of: world.agency(of: role))
                )
            }
        }
    }

    private mutating func publish(
        _ data: JSONValue,
        on topicName: String,
        id: MessageID,
        at now: Instant,
        by user: UserID,
        time: Instant? = nil,
        subject: String = ""
    ) throws -> [Turn.Entry] {
        let parts = user.text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let topic = Topic(topicName), let agency = user.agency,
            let source = EventSource(authority: policy.authority, agency: agency, system: parts[1])
        else { preconditionFailure("a topic and a system of ours: \(topicName) \(user)") }
        let meant = topicName == BrokerMachine.recallTopic ? lastConcern(of: agency) : nil
        let data = meant.map { Self.naming($0, in: data) } ?? data
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(id.text), "source": .string(source.text),
            "type": .string(topic.eventType), "subject": .string(subject),
            "time": .string((time ?? now).rfc3339), "datacontenttype": "application/json", "data": data,
        ]
        let body = event.serialized()
        let publish = ClientMessage.Publish(id: id, topic: topic, sha256: .ofBody(body), body: body)
        let connection = open(user, at: now)
        let turn = say(.publish(publish), by: user, on: connection, at: now, meant: meant)
        machine.receiptLeft(on: connection)
        let entries = keep(turn)
        for case .send(let message, to: _) in turn.actions {
            if case .error(let refusal) = message.verb { throw CommandFailure.refused(refusal.text) }
        }
        return entries
    }

    /// What a story's recall takes back, which its lines do not name: what the agency said last.
    private func lastConcern(of agency: AgencyID) -> Turn.Entry? {
        turns.lazy.flatMap(\.entries).filter { entry in
            entry.publisher.agency == agency && entry.topic.text != BrokerMachine.recallTopic
                && BrokerMachine.isConcern(entry.topic.text)
        }.last
    }

    private static func naming(_ meant: Turn.Entry, in data: JSONValue) -> JSONValue {
        guard case .object(let members) = data else { return data }
        return .object(
            members.filter { $0.key != "concern" } + [JSONMember("concern", .string(meant.id.text))]
        )
    }

    private mutating func open(_ user: UserID, at now: Instant) -> ConnectionID {
        if let connection = connections[user] { return connection }
        let connection = ConnectionID(Int64(connections.count + 1))
        connections[user] = connection
        _ = keep(say(.hello(agent: "replay"), by: user, on: connection, at: now))
        return connection
    }

    private mutating func say(
        _ verb: ClientMessage.Verb,
        by user: UserID,
        on connection: ConnectionID,
        at now: Instant,
        meant: Turn.Entry? = nil
    ) -> Turn {
        let origin = Arrival.Origin(connection: connection, user: user, key: identifier("key:\(user)"))
        return machine.turn(
            [
                .message(
                    origin,
                    .message(ClientMessage(request: [], verb: verb)),
                    earlier: nil,
                    meant: meant.map { Arrival.PastEntry($0) }
                )
            ],
            at: Tick(now: now, monotonic: 0)
        )
    }
}
