import BrokerCore
import Concerns
import JSON
import Topics
import Transfer
import Vocabulary
import Wire

/// What systems of agencies publish, and say again until it is receipted.
extension BrokerSimulation {
    /// Something is said by a client of a broker; it is in its outbox until it is receipted.
    @discardableResult
    mutating func say(
        _ topic: String,
        _ data: JSONValue,
        by kind: SimulatedClient.Kind = .casework,
        at place: Int,
        about lineage: LineageID? = nil,
        as id: MessageID? = nil
    ) -> MessageID {
        messages += 1
        let id = id ?? named("m-\(messages)")
        let user = brokers[place].clients[kind.rawValue].user
        let source =
            "urn:concordat:\(SimulatedPartnership.codes[place]):"
            + user.text.split(separator: "/").joined(separator: ":")
        let event = JSONValue.object([
            JSONMember("specversion", .string("1.0")), JSONMember("id", .string(id.text)),
            JSONMember("source", .string(source)), JSONMember("type", .string("\(topic).v1")),
            JSONMember("subject", .string("")), JSONMember("time", .string(instant(place).rfc3339)),
            JSONMember("datacontenttype", .string("application/json")), JSONMember("data", data),
        ])
        enqueue(event.serialized(), topic, id, by: kind, at: place, about: lineage)
        return id
    }

    /// An event as its publisher gives it to one broker or another.
    mutating func enqueue(
        _ body: [UInt8],
        _ topic: String,
        _ id: MessageID,
        by kind: SimulatedClient.Kind,
        at place: Int,
        about lineage: LineageID? = nil
    ) {
        guard let topic = Topic(topic) else { preconditionFailure("no topic: \(topic)") }
        let publish = ClientMessage.Publish(id: id, topic: topic, sha256: .ofBody(body), body: body)
        note("say", place, Int64(body.count), "\(topic) \(id)")
        brokers[place].clients[kind.rawValue].outbox.append(
            SimulatedClient.Outgoing(publish: publish, lineage: lineage)
        )
        lookInOutbox(of: kind, at: place)
    }

    /// The first in the outbox goes out, and after a while, if it was not receipted, again.
    mutating func lookInOutbox(of kind: SimulatedClient.Kind, at place: Int) {
        let client = brokers[place].clients[kind.rawValue]
        if client.nextLook <= now { brokers[place].clients[kind.rawValue].nextLook = .max }
        // One after another, so that what rests on something earlier comes after it.
        guard let outgoing = client.outbox.first else { return }
        if outgoing.sent == .min || now - outgoing.sent >= client.patience {
            if outgoing.sent != .min { brokers[place].clients[kind.rawValue].failures += 1 }
            brokers[place].clients[kind.rawValue].outbox[0].sent = now
            send(outgoing.publish, of: kind, at: place)
        }
        planLook(of: kind, at: place, after: brokers[place].clients[kind.rawValue].patience)
    }

    mutating func planLook(of kind: SimulatedClient.Kind, at place: Int, after delay: Int64) {
        let client = brokers[place].clients[kind.rawValue]
        guard !client.outbox.isEmpty, now + delay < client.nextLook else { return }
        brokers[place].clients[kind.rawValue].nextLook = now + delay
        schedule(.client(place, kind), after: delay)
    }

    /// An answer came: what was said is safe.
    mutating func settled(_ id: MessageID, of kind: SimulatedClient.Kind, at place: Int) {
        note("settled", place)
        brokers[place].clients[kind.rawValue].failures = 0
        _ = brokers[place].clients[kind.rawValue].take(id)
        lookInOutbox(of: kind, at: place)
    }

    /// An answer came: what was said is not stored, for good or for now.
    mutating func refused(
        _ refusal: WireRefusal,
        _ request: [UInt8],
        of kind: SimulatedClient.Kind,
        at place: Int
    ) {
        note("no", place, Int64(refusal.code.rawValue), refusal.text)
        guard refusal.code.retry == .no || refusal.text.hasPrefix("transfer:"),
            let id = MessageID(String(decoding: request, as: UTF8.self))
        else { return }
        sightings.note(.refusals)
        guard let outgoing = brokers[place].clients[kind.rawValue].take(id) else { return }
        // What was answered for may be lost with a disk; nothing else that is no act of a transfer is ever refused.
        if outgoing.lineage == nil, sightings[.restores] == 0 {
            oracle.fail("honest", "\(place) refuses \(outgoing.publish.topic) for good: \(refusal.text)")
        }
        lookInOutbox(of: kind, at: place)
    }

    // MARK: Messages

    /// A PUBLISH goes to its broker; its request is its id, by which a refusal finds it again.
    private mutating func send(_ publish: ClientMessage.Publish, of kind: SimulatedClient.Kind, at place: Int)
    {
        let packet = Packet(
            broker: place,
            party: .client(kind),
            run: 0,
            content: .publish(publish, request: Array(publish.id.text.utf8), hello: true)
        )
        carry(packet, toBroker: true)
    }

    /// Children's social care opens its own cases for a child, and somebody leads on them.
    mutating func openCases(of child: SimulatedChild, at place: Int) {
        for (sibling, number) in child.numbers.enumerated() {
            let id = child.caseID(at: place, sibling: sibling).text
            say(
                "casefile.opened",
                [
                    "case": .string(id), "children": .array([Self.person(number)]),
                    "legal-basis": "CP", "opened": "2026-03-01",
                ],
                at: place
            )
            say(
                "allocation.made",
                [
                    "case": .string(id), "staff": .string(SimulatedPartnership.lead(place).text),
                    "role": "ASW", "from": "2026-03-01",
                ],
                at: place
            )
        }
    }

    static func person(_ number: String) -> JSONValue {
        [
            "role": "child",
            "identifiers": .array([["scheme": "nhs", "value": .string(number)]]),
        ]
    }

    /// A police force says something about a child, at one broker or at two.
    mutating func publishConcern() {
        let child = children[workload.within(0...children.count - 1)]
        publishConcern(about: child, at: workload.within(0...brokers.count - 1))
    }

    mutating func publishConcern(about child: SimulatedChild, at place: Int) {
        let other = workload.within(0...brokers.count - 1)
        let isRegional = workload.happens(plan.regional)
        let sibling = workload.within(0...child.numbers.count - 1)
        let grade = workload.pick(["standard", "medium", "high"])
        guard !isHealing else { return }
        concerns += 1
        let id: MessageID = named("c-\(concerns)")
        aboutChild[id] = child.number
        say(
            "police.domestic-incident",
            [
                "people": .array([Self.person(child.numbers[sibling])]), "dash-grade": .string(grade),
                "child-present": true, "child-seen": true, "summary": "Seen.",
            ],
            by: .police,
            at: place,
            as: id
        )
        guard isRegional, other != place, let said = brokers[place].clients[1].outbox.last?.publish,
            said.id == id
        else { return }
        enqueue(said.body, said.topic.text, id, by: .police, at: other)
    }

    // MARK: Answers

    /// Whether and when somebody answers for what they were told of.
    mutating func planAnswer(to concern: MessageID, due: Instant, at place: Int) {
        let (answers, isLate, isNever) = (
            people.happens(plan.answers), people.happens(rate(.late)), people.happens(rate(.never))
        )
        let time = max(0, due.milliseconds(since: instant(place)))
        let delay =
            isLate ? time + people.within(Span.minute...3 * Span.day) : people.within(0...max(1, time / 2))
        let again = people.happens(rate(.twice))
        guard answers, !isNever, !isHealing else { return }
        schedule(.answer(place, concern, isLate: isLate), after: delay)
        if again { schedule(.answer(place, concern, isLate: isLate), after: delay + Span.hour) }
    }

    mutating func answer(_ concern: MessageID, at place: Int, isLate: Bool) {
        guard !isHealing else { return }
        if isLate { sightings.note(.lateAnswers) }
        say(
            "acknowledgement.made",
            [
                "concern": .string(concern.text),
                "person": .string(SimulatedPartnership.lead(place).text), "decision": "seen",
            ],
            at: place
        )
    }
}
