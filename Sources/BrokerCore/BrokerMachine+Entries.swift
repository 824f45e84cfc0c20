import JSON
import Topics
import Vocabulary

extension BrokerMachine {
    /// Makes a fact true, as part of an entry.
    mutating func conclude(_ fact: BrokerFact, in draft: inout Draft) {
        state.apply(fact, of: draft.id)
        draft.store(fact)
    }

    /// Makes a fact true that belongs to no entry: a position, a window.
    mutating func note(_ fact: BrokerFact, in turn: inout Turn) {
        state.apply(fact)
        store([fact], in: &turn)
    }

    /// Stores facts that are already applied and belong to no entry.
    func store(_ facts: [BrokerFact], in turn: inout Turn) {
        for fact in facts { turn.facts += NotedFact(fact: fact, after: state.lastSequence).line }
    }

    /// The entry is the ledger's next; a case that nobody holds since is an alarm at once.
    mutating func append(_ draft: Draft, to turn: inout Turn) {
        state.accepted(draft.sequence, at: draft.accepted)
        turn.entries.append(draft.entry)
        for id in draft.unheld { enterUnallocated(id, at: draft.accepted, into: &turn) }
        for proposal in draft.proposals { enter(proposal, at: draft.accepted, into: &turn) }
        for (caseID, alert, step) in draft.alerts {
            enter(alert, reaching: step, of: caseID, at: draft.accepted, into: &turn)
        }
        introduceNewcomers(of: draft, into: &turn)
        for ask in draft.asks { enter(ask, because: draft, into: &turn) }
    }

    /// Who publishes what the broker itself says.
    var brokerUser: UserID {
        guard let user = UserID("\(policy.authority)/broker") else {
            preconditionFailure("an authority's code is an identifier")
        }
        return user
    }

    /// An entry that the broker makes itself, of area `broker` or a message of a transfer.
    ///
    /// Its id is derived from its cause, a token, so that a cause has one entry.
    func draft(_ topic: String, cause: String, at now: Instant, data: JSONValue) -> Draft {
        guard let topic = Topic(topic), let id = MessageID("\(topic.event)-\(cause)") else {
            preconditionFailure("a broker's own entry is named by us: \(topic) \(cause)")
        }
        let body = JSONValue.object([
            JSONMember("specversion", .string("1.0")),
            JSONMember("id", .string(id.text)),
            JSONMember("source", .string("urn:concordat:\(policy.authority):\(policy.authority):broker")),
            JSONMember("type", .string(topic.eventType)),
            JSONMember("subject", .string("")),
            JSONMember("time", .string(now.rfc3339)),
            JSONMember("datacontenttype", .string("application/json")),
            JSONMember("data", data),
        ])
        let event: JSONDocument
        do { event = try JSONDocument(parsing: body.serialized(), depth: JSONDocument.deepest) } catch {
            preconditionFailure("what is written as JSON reads as JSON: \(error)")
        }
        return Draft(
            sequence: state.lastSequence.next,
            accepted: now,
            publisher: brokerUser,
            id: id,
            topic: topic,
            event: event
        )
    }
}
