import Concerns
import JSON
import Routing
import Topics
import Transfer
public import Vocabulary
import Wire

/// A ledger that was restored from a backup (`wire.md`, "After a restore").
extension BrokerMachine {
    /// The second place has what the ledger lacks: every peer is asked for everything before anything is decided.
    mutating func noteSetBack(at now: Instant, in draft: inout Draft, _ turn: inout Turn) {
        let found = state.foundSetBack(at: now)
        draft.store(found.facts.map(BrokerFact.transfer))
        perform(found.actions, into: &turn)
    }

    /// An entry that was lost becomes one again, under the name it had, and makes true what it made true.
    ///
    /// What makes no sense any more is left out: the peer hands back what it has all the same.
    mutating func adopt(_ word: LostWord, at now: Instant, into turn: inout Turn) {
        guard let topic = Topic(word.topic), let definition = policy.catalogue[topic] else { return }
        do throws(WireRefusal) {
            let publish = ClientMessage.Publish(
                id: word.id,
                topic: topic,
                sha256: .ofBody(word.body),
                body: word.body
            )
            let concern = try publish.concern()
            var draft = Draft(
                sequence: state.lastSequence.next,
                accepted: now,
                publisher: word.publisher,
                id: word.id,
                topic: topic,
                event: concern.document,
                sha256: publish.sha256
            )
            let peer = policy.peers[word.publisher]
            let isOurs = peer == nil || concern.source.authority == policy.authority
            let speaker = isOurs ? .returned(by: policy.authority) : peer.map { Speaker.peer($0) }
            draft.references = definition.references(in: concern.data)
            _ = try conclude(
                fromTransfer: concern,
                definition,
                by: word.publisher,
                as: speaker,
                in: &draft,
                &turn
            )
            queue(&draft, definition, nil)
            append(draft, to: &turn)
        } catch {
            return
        }
    }

    /// What whoever looks at a case must see first: what we know of who holds may be out of date, so ring one another.
    ///
    /// Our own duty person, the other authorities, and the entries in which they named theirs with a telephone.
    func doubt(about id: CaseID) -> [JSONMember] {
        guard let lineage = state.transfers.lineage(of: id), state.transfers.isInDoubt(lineage) else {
            return []
        }
        let transfers = state.transfers.statuses.filter { $0.parties.lineage == lineage }
        let peers = Set(transfers.map { $0.parties.peer(of: policy.authority) }).sorted()
        let named = transfers.flatMap(\.milestones).filter { $0.name == "acknowledged" }.map(\.sequence)
        let duty = state.register.frontDoor(on: LondonTime.date(of: state.lastAccepted)).staff
        return [
            JSONMember(
                "in-doubt",
                .object([
                    JSONMember("with", .array(peers.map { .string($0.text) })),
                    JSONMember("duty", Self.text(duty)),
                    JSONMember("named-in", .array(named.map { .integer($0.number) })),
                ])
            )
        ]
    }

    /// The entries of every transfer, which a second place must have, in order.
    public var transferEntries: [LedgerSequence] { state.transfers.journaledEntries }
}
