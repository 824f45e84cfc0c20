import Concerns
import JSON
import Routing
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// Areas that go on from the ledger's reserve when it has no room for a concern (R13).
    private static let reserved: Set<String> = ["acknowledgement", "transfer"]

    /// Takes a concern: identity, right, size and schema are checked, then it is an entry, and only then anything else.
    mutating func publish(
        _ publish: ClientMessage.Publish,
        by call: Call,
        into turn: inout Turn
    ) throws(WireRefusal) {
        guard let publishing = sessions[call.connection]?.publishing, publishing < WireLimit.publishWindow
        else {
            throw WireRefusal(
                .slowDown,
                "at most \(WireLimit.publishWindow) PUBLISHes may wait for their receipts",
                afterMilliseconds: 50
            )
        }
        let definition = try admitted(publish.topic, by: call.user)
        let concern = try publish.concern()
        let name = AcceptedID(user: call.user, id: publish.id)
        if let earlier = call.past.earlier ?? accepted[name] {
            guard earlier.digest == publish.sha256 || isSame(concern, as: earlier, by: call.user, in: turn)
            else {
                throw WireRefusal(.idReused, "id: was used for another body; must be new", field: "/id")
            }
            sessions[call.connection]?.publishing += 1
            turn.actions.append(call.receipt(earlier.sequence, publish.id, again: true))
            return
        }
        try check(concern, against: definition, by: call.user)
        try checkOpening(by: concern, from: call.user, at: call.now)
        guard !isFull || Self.reserved.contains(publish.topic.area) else {
            throw WireRefusal(
                .notDurable,
                "there is no room for another concern; nothing was stored",
                afterMilliseconds: 5_000
            )
        }
        var draft = Draft(
            sequence: state.lastSequence.next,
            accepted: call.now,
            publisher: call.user,
            id: publish.id,
            topic: publish.topic,
            event: concern.document,
            sha256: publish.sha256
        )
        draft.meant = try meant(by: concern, from: call.user, call.past.meant)
        draft.original = call.past.original
        try conclude(from: concern, definition, by: call.user, in: &draft, &turn)
        let silence = noteHeard(concern, in: &draft)
        append(draft, to: &turn)
        if let silence { enterResumed(silence, at: call.now, into: &turn) }
        accepted[name] = Arrival.EarlierEntry(sequence: draft.sequence, digest: publish.sha256)
        sessions[call.connection]?.publishing += 1
        turn.actions.append(call.receipt(draft.sequence, publish.id, again: false))
    }

    /// Whether a peer says what it said before, only signed by somebody else.
    ///
    /// Whoever forwards what came unsigned signs it. After a restore it may have the same concern from another authority,
    /// with that one's signature, and forwards or hands back that.
    private func isSame(
        _ concern: Concern,
        as earlier: Arrival.EarlierEntry,
        by user: UserID,
        in turn: Turn
    ) -> Bool {
        guard policy.peers[user] != nil else { return false }
        let waiting = turn.entries.first { $0.sequence == earlier.sequence }
        return (waiting?.unsigned ?? earlier.unsigned) == .ofBody(concern.signedBytes)
    }

    /// The RECEIPT of a PUBLISH left on that connection, so that another may come.
    public mutating func receiptLeft(on connection: ConnectionID) {
        guard let publishing = sessions[connection]?.publishing, publishing > 0 else { return }
        sessions[connection]?.publishing = publishing - 1
    }

    /// The topic's definition, if the key may publish to it and its system has one of the topic's roles.
    private func admitted(_ topic: Topic, by user: UserID) throws(WireRefusal) -> TopicDefinition {
        guard state.register.mayPublish(topic, user) else {
            throw WireRefusal(.forbidden, "topic: \(topic) must be allowed to this key", field: "/topic")
        }
        // A case topic is an alias that the broker gives; nothing is published to one.
        guard let definition = policy.catalogue[topic], definition.topic == topic else {
            throw WireRefusal(.noSuch, "topic: \(topic) must be a topic of the catalogue", field: "/topic")
        }
        if policy.peers[user] != nil {
            // In doubt both sides take everything about a child; nobody else's registers and cases, though.
            guard topic.area == "transfer" || !Self.local.contains(topic.area) else {
                throw WireRefusal(
                    .forbidden,
                    "topic: \(topic) is this authority's own affair; must be another",
                    field: "/topic"
                )
            }
            return definition
        }
        guard definition.mayPublish(roles: state.register.roles(of: user)) else {
            let roles = definition.publishers.map(\.description).joined(separator: ", ")
            throw WireRefusal(
                .forbidden,
                "topic: \(topic) must be published by a system with one of the roles \(roles)",
                field: "/topic"
            )
        }
        return definition
    }

    private func check(
        _ concern: Concern,
        against definition: TopicDefinition,
        by user: UserID
    ) throws(WireRefusal) {
        // A peer passes on what others said; everybody else speaks for themselves only.
        guard policy.peers[user] != nil || concern.source.isOf(user) else {
            throw WireRefusal(
                .schema,
                "source: must be urn:concordat:, an authority and this key's agency and system",
                field: "/source"
            )
        }
        try checkNameless(concern, definition)
        if let fault = definition.fault(in: concern.data) { throw WireRefusal(fault) }
    }
}
