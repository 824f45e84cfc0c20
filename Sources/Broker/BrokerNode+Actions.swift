import BrokerCore
import JSON
import Ledger
import Topics
import Vocabulary
import Wire
import ZeroMQ

extension BrokerNode {
    /// Runs the actions of a turn that is durable, in order.
    func act(_ actions: [Action]) throws {
        // Nothing that an action does changes who may see what; that is decided in a turn.
        let sight = machine.sight
        var note = ReceiptBody.Note("")
        for action in actions {
            switch action {
            case .send(let message, let connection): send(message, to: connection)
            case .receipt(let sequence, let id, let again, let request, let connection):
                machine.receiptLeft(on: connection)
                let body = try ReceiptBody(ledger.receipt(for: sequence))
                if note.checkpoint != body.checkpoint { note = ReceiptBody.Note(body.checkpoint) }
                let verb = BrokerMessage.Verb.receipt(id: id, sequence: sequence, again: again, body: [])
                send(
                    BrokerMessage(request: request, verb: verb),
                    body: { body.write(to: &$0, note: note) },
                    to: connection
                )
                configuration.failPoint?(.inReceipt)
            case .deliver(let delivery): try deliver(delivery, sight)
            case .show(let reading, let reader, let request, let connection):
                try show(reading, reader, request: request, to: connection)
            case .disconnect(let connection):
                if let arrival = cuts.removeValue(forKey: connection) {
                    router?.disconnect(senderOf: arrival)
                }
                connections.forget(connection)
            case .keysChanged: try admitKeys()
            case .forward: break  // The links look into the outbox every round.
            case .readHistory(let handle, let from): readHistory(handle, from: from)
            case .lookBack(let lineage, let since): lookBack(lineage, since: since)
            }
        }
    }

    /// Sends one numbered delivery, reduced to what its recipient may see now.
    private func deliver(_ delivery: Action.Delivery, _ sight: BrokerMachine.Sight) throws {
        let entry = try cache.entry(delivery.sequence, in: ledger)
        send(
            BrokerMessage(request: [], verb: .deliver(shown(entry, delivery, sight))),
            to: delivery.connection
        )
    }

    private func shown(
        _ entry: Turn.Entry,
        _ delivery: Action.Delivery,
        _ sight: BrokerMachine.Sight
    ) -> BrokerMessage.Deliver {
        let authority = configuration.policy.authority
        let aliases = entry.aliases(at: authority)
        // Nobody is shown who spoke on a topic without names, not even of what is withheld from them.
        let definition = configuration.policy.catalogue[entry.topic]
        var deliver = BrokerMessage.Deliver(
            sub: delivery.name,
            number: delivery.number,
            sequence: delivery.sequence,
            id: entry.id,
            topic: entry.topic,
            cases: [],
            accepted: entry.accepted,
            publisher: definition?.isNameless == true ? .somebody(at: authority) : entry.publisher,
            why: "",
            due: nil,
            again: delivery.again,
            withheld: true,
            body: []
        )
        guard let clearance = sight.clearance(of: delivery.user),
            let definition,
            let viewer = entry.viewer(clearance, definition)
        else { return deliver }
        // The number stays, so that no hole arises; what was taken back is shown to nobody any longer.
        if let recall = sight.sharing.recall(of: entry.sequence) {
            deliver.why = recall.why
            return deliver
        }
        let isOnCase = sight.isOnCase(delivery.handle, aliases)
        let due = entry.routed?.due(for: clearance.agency)
        let attributes =
            isOnCase
            ? entry.routed.map { CaseAttributes(concernLevel: $0.severity, acknowledgeBy: due) } : nil
        deliver.withheld = false
        if viewer.isPublisher { deliver.publisher = entry.publisher }
        deliver.body = definition.reduction(of: entry.event, for: viewer, adding: attributes).bytes
        deliver.cases = clearance.cases(of: entry.routed)
        let why = entry.routed?.why(for: clearance.agency) ?? ""
        deliver.why = why.isEmpty ? "subscribed" : why
        deliver.due = due
        return deliver
    }

    /// Reads older entries off the thread that owns the sockets, a bounded piece at a time.
    private func readHistory(_ handle: SubscriptionHandle, from: LedgerSequence) {
        let (ledger, mail) = (ledger, mail)
        reader.later {
            do throws(LedgerError) {
                let entries = try ledger.entries(from: from, limit: 512)
                let past = entries.map { BrokerCore.Arrival.PastEntry($0, event: nil) }
                let through = entries.last?.sequence ?? LedgerSequence(max(from.number - 1, ledger.head.size))
                mail.post(.history(handle, past, through: through))
            } catch {
                mail.post(.failed(error))
            }
        }
    }
}

extension BrokerNode {
    /// Looks through what was accepted since a moment, off the thread that owns the sockets.
    private func lookBack(_ lineage: String, since: Instant) {
        let (ledger, mail) = (ledger, mail)
        reader.later {
            do {
                var past: [BrokerCore.Arrival.PastEntry] = []
                var end = ledger.head.size
                while end > 0 {
                    let first = max(1, end - 511)
                    let entries = try ledger.entries(from: LedgerSequence(first), limit: Int(end - first + 1))
                    let recent = entries.filter { $0.header.at >= since }
                    past =
                        try recent.map { BrokerCore.Arrival.PastEntry($0, event: try Turn.Entry($0).event) }
                        + past
                    guard recent.count == entries.count else { break }
                    end = first - 1
                }
                mail.post(.lookedBack(lineage, past))
            } catch {
                mail.post(.failed(error))
            }
        }
    }
}

extension BrokerCore.Arrival.PastEntry {
    init(_ entry: StoredEntry, event: JSONDocument?) {
        self.init(
            sequence: entry.sequence,
            id: entry.header.id,
            event: event,
            topic: entry.header.topic,
            publisher: entry.header.publisher.text,
            size: entry.body.bytes.count,
            facts: entry.facts
        )
    }
}

extension ReceiptBody {
    /// What the ledger proves, as the wire says it.
    init(_ proof: ReceiptProof) {
        self.init(
            sequence: proof.entry.sequence,
            accepted: proof.entry.at,
            publisher: proof.entry.publisher.text,
            id: proof.entry.id.text,
            topic: proof.entry.topic,
            bodyDigest: proof.entry.sha256,
            factsDigest: proof.entry.facts,
            nonce: proof.nonce,
            index: proof.index,
            path: proof.path,
            checkpoint: proof.checkpoint
        )
    }
}
