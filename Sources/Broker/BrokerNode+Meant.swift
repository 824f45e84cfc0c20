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
        for colleague in colleagues {
            let fresh = pending.entries + (syncing?.entries ?? [])
            if let entry = fresh.first(where: { $0.id == named.id && $0.publisher == colleague }) {
                return BrokerCore.Arrival.PastEntry(entry)
            }
            do throws(LedgerError) {
                guard let found = try ledger.find(publisher: colleague, id: named.id), found.isDurable else {
                    continue
                }
                return BrokerCore.Arrival.PastEntry(try ledger.entry(found.sequence), source: nil)
            } catch {
                mail.post(.failed(error))
                return nil
            }
        }
        return nil
    }
}

extension ClientMessage.Publish {
    /// The id of what the event takes back or corrects, and who its source is.
    ///
    /// Every concern passes here and few name another, so it is read only if it may.
    fileprivate var named: (id: MessageID, source: UserID?)? {
        let isRecall = topic.text == BrokerMachine.recallTopic
        guard isRecall || body.firstRange(of: Self.attribute) != nil else { return nil }
        do throws(WireRefusal) {
            let concern = try concern()
            let id = isRecall ? concern.data["concern"]?.string.flatMap { MessageID($0) } : concern.supersedes
            return id.map { ($0, concern.source.user) }
        } catch {
            // The core refuses it, with the reason.
            return nil
        }
    }

    private static let attribute = Array("\"supersedes\"".utf8)
}

extension BrokerCore.Arrival.PastEntry {
    fileprivate init(_ entry: Turn.Entry) {
        self.init(
            sequence: entry.sequence,
            id: entry.id,
            source: nil,
            topic: entry.topic.text,
            publisher: entry.publisher.text,
            size: entry.body.count,
            facts: entry.facts
        )
    }
}
