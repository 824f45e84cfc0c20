import BrokerCore
import Concerns
import JSON
import Ledger
import Topics
import Vocabulary
import Wire

extension BrokerNode {
    /// The entry that a recall or a correction names, if a system of the same agency published it; else `nil`.
    ///
    /// It is looked for among what is decided and not yet durable, too: a slip is often noticed at once.
    func meant(by inbound: Inbound, _ user: UserID) -> BrokerCore.Arrival.PastEntry? {
        guard case .message(let message) = inbound, case .publish(let publish) = message.verb,
            let named = publish.named
        else { return nil }
        var colleagues = machine.colleagues(of: user)
        // What a peer passes on may have been published here by its source itself.
        if let source = named.source, !colleagues.contains(source) { colleagues.append(source) }
        return colleagues.lazy.compactMap { self.past($0, named.id) }.first
    }

    /// What the publisher of a concern that a peer forwards said here itself: a regional force tells every authority.
    func original(of inbound: Inbound, _ user: UserID) -> BrokerCore.Arrival.PastEntry? {
        guard configuration.policy.peers[user] != nil, case .message(let message) = inbound,
            case .publish(let publish) = message.verb, publish.topic.area != "transfer"
        else { return nil }
        do throws(WireRefusal) {
            return try publish.concern().source.user.flatMap { past($0, publish.id) }
        } catch {
            // The core refuses it, with the reason.
            return nil
        }
    }

    /// What a system published here under an id, decided and not yet durable included.
    private func past(_ user: UserID, _ id: MessageID) -> BrokerCore.Arrival.PastEntry? {
        let fresh = pending.entries + (syncing?.entries ?? [])
        if let entry = fresh.first(where: { $0.id == id && $0.publisher == user }) {
            return BrokerCore.Arrival.PastEntry(entry)
        }
        do throws(LedgerError) {
            guard let found = try ledger.find(publisher: user, id: id), found.isDurable else { return nil }
            return BrokerCore.Arrival.PastEntry(try ledger.entry(found.sequence), event: nil)
        } catch {
            mail.post(.failed(error))
            return nil
        }
    }
}

extension ClientMessage.Publish {
    /// The id of what the event takes back or corrects, and who its source is.
    ///
    /// Every concern passes here and few name another, so it is read only if it may.
    fileprivate var named: (id: MessageID, source: UserID?)? {
        let isRecall = topic.text == BrokerMachine.recallTopic
        guard isRecall || mayCorrect else { return nil }
        do throws(WireRefusal) {
            let concern = try concern()
            let id = isRecall ? concern.data["concern"]?.string.flatMap { MessageID($0) } : concern.supersedes
            return id.map { ($0, concern.source.user) }
        } catch {
            // The core refuses it, with the reason.
            return nil
        }
    }

    /// Whether the body has the attribute's name somewhere, looked for in steps of its length: most bodies have it nowhere.
    ///
    /// A name that is escaped is not found, and what it names is then not known, which is marked.
    private var mayCorrect: Bool {
        let name = Self.attribute
        var end = name.count - 1
        while end < body.count {
            let byte = body[end]
            if byte == name[name.count - 1], body[(end + 1 - name.count)...end].elementsEqual(name) {
                return true
            }
            end += Self.steps[Int(byte)]
        }
        return false
    }

    private static let attribute = Array("\"supersedes\"".utf8)

    /// How far the end may go on from a byte: so far that the last such byte of the name stands there.
    private static let steps: [Int] = {
        var steps = [Int](repeating: attribute.count, count: 256)
        for (place, byte) in attribute.dropLast().enumerated() {
            steps[Int(byte)] = attribute.count - 1 - place
        }
        return steps
    }()
}
