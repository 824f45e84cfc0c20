import JSON
import Topics
import Vocabulary

extension SubscriptionFact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .created(let handle, let user, let name, let patterns, let historyFrom):
            writer.member("fact", "subscription-created")
            writer.member("handle", handle)
            writer.member("user", user)
            writer.member("sub", name)
            writer.member("topics", texts: patterns.map(\.text))
            if let historyFrom { writer.member("history-from", historyFrom) }
        case .changed(let handle, let patterns):
            writer.member("fact", "subscription-changed")
            writer.member("handle", handle)
            writer.member("topics", texts: patterns.map(\.text))
        case .queued(let sequence, let size, let handles):
            writer.member("fact", "queued")
            writer.member("seq", sequence)
            writer.member("size", Int64(size))
            writer.member("to", integers: handles.lazy.map(\.number))
        case .historyMatched(let handle, let next):
            writer.member("fact", "history-matched")
            writer.member("handle", handle)
            if let next { writer.member("next", next) }
        case .acknowledged(let handle, let numbers, let entries):
            writer.member("fact", "acked")
            writer.member("handle", handle)
            writer.member("n", integers: NumberRuns.pairs(of: numbers))
            writer.member("seq", integers: NumberRuns.pairs(of: entries.map(\.number)))
        case .restated(let subscription): subscription.write(to: &writer)
        case .refused(let handle, let number):
            writer.member("fact", "nacked")
            writer.member("handle", handle)
            writer.member("n", number)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of subscriptions.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "subscription-created":
            self = .created(
                try reader.handle("handle"),
                user: try reader.identifier("user", UserKind.self),
                name: try reader.identifier("sub", SubscriptionKind.self),
                patterns: try reader.patterns("topics"),
                historyFrom: reader.has("history-from") ? try reader.sequence("history-from") : nil
            )
        case "subscription-changed":
            self = .changed(try reader.handle("handle"), patterns: try reader.patterns("topics"))
        case "queued":
            self = .queued(
                try reader.sequence("seq"),
                size: Int(try reader.integer("size")),
                to: try reader.integers("to").map { SubscriptionHandle($0) }
            )
        case "history-matched":
            self = .historyMatched(
                try reader.handle("handle"),
                next: reader.has("next") ? try reader.sequence("next") : nil
            )
        case "acked":
            let (numbers, entries) = (try reader.runs("n"), try reader.runs("seq"))
            guard numbers.count == entries.count else { throw FactFault(fact: name, member: "seq") }
            self = .acknowledged(
                try reader.handle("handle"),
                numbers: numbers,
                entries: entries.map { LedgerSequence($0) }
            )
        case "subscription": self = .restated(try reader.subscription())
        case "nacked": self = .refused(try reader.handle("handle"), number: try reader.integer("n"))
        default: return nil
        }
    }
}
