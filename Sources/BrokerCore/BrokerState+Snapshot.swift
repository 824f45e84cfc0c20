import Escalation
import JSON
import Meetings
import Patterns
import Routing
import Transfer
public import Vocabulary

/// A snapshot is the shortest list of lines that folds to the same state: facts, and what only counts.
extension BrokerState {
    /// Another number makes every older snapshot unreadable, and the ledger is folded from its beginning.
    private static let version: Int64 = 1

    /// The lines; the same state gives the same bytes.
    var snapshot: [UInt8] {
        var lines: [UInt8] = []
        Self.write(&lines) { writer in
            writer.member("fact", "snapshot")
            writer.member("version", Self.version)
            writer.member("seq", lastSequence)
            writer.member("at", lastAccepted)
        }
        if hasStarted { lines += BrokerFact.started(storyClock: hasStoryClock).line() }
        for fact in register.restated { lines += BrokerFact.register(fact).line() }
        for fact in casebook.restated { lines += BrokerFact.casebook(fact).line() }
        // By concern, because the order of a concern's obligations is part of the state.
        for (id, keys) in obligations.sorted(by: { $0.key < $1.key }) {
            for key in keys {
                for fact in escalations.restated(key) { lines += BrokerFact.escalation(fact).line(of: id) }
            }
        }
        for key in escalations.keys where concerns[key.sequence] == nil {
            for fact in escalations.restated(key) { lines += BrokerFact.escalation(fact).line() }
        }
        for subscription in subscriptions.all {
            lines += BrokerFact.subscription(.restated(subscription)).line()
        }
        for fact in transfers.restated { lines += BrokerFact.transfer(fact).line() }
        for fact in clocks.restated { lines += BrokerFact.clock(fact).line() }
        for fact in meetings.restated { lines += BrokerFact.meeting(fact).line() }
        for fact in patterns.restated { lines += BrokerFact.pattern(fact).line() }
        for fact in expectations.restated { lines += BrokerFact.expectation(fact).line() }
        for fact in holds.restated { lines += BrokerFact.hold(fact).line() }
        for fact in challenges.restated { lines += BrokerFact.challenge(fact).line() }
        for fact in sharing.restated { lines += BrokerFact.sharing(fact).line() }
        for fact in consultations.restated { lines += BrokerFact.consultation(fact).line() }
        for fact in referrals.restated { lines += BrokerFact.referral(fact).line() }
        for fact in silences.restated { lines += BrokerFact.silence(fact).line() }
        for quarantined in quarantine { lines += BrokerFact.quarantined(quarantined).line() }
        return lines + postings.lines
    }

    /// Becomes what the lines were written from; MUST be empty before.
    ///
    /// - Throws: the first line that does not read, as when the snapshot is of another release.
    mutating func restore(_ lines: [UInt8]) throws(FactFault) {
        var counts = PostingsReader()
        var isFirst = true
        try BrokerFact.forEachReader(of: lines) { reader throws(FactFault) in
            if isFirst {
                guard try reader.text("fact") == "snapshot", try reader.integer("version") == Self.version
                else { throw FactFault(reader.node, "version") }
                accepted(try reader.sequence("seq"), at: try reader.instant("at"))
                isFirst = false
            } else if try !counts.take(reader) {
                fold(try BrokerFact(reader), of: try reader.optionalIdentifier("of", MessageKind.self))
            }
        }
        guard !isFirst, let postings = counts.postings(through: lastSequence) else {
            throw FactFault(fact: "snapshot", member: "line")
        }
        self.postings = postings
    }

    static func write(_ lines: inout [UInt8], _ members: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.endObject()
        lines += writer.bytes
        lines.append(UInt8(ascii: "\n"))
    }
}

extension BrokerMachine {
    /// The newest entry that was accepted or replayed.
    public var lastSequence: LedgerSequence { state.lastSequence }

    /// The lines that fold to what this machine knows durably, or `nil` between the facts of a turn and its entries.
    public var snapshot: [UInt8]? { noted.isEmpty ? state.snapshot : nil }

    /// Becomes what the lines were written from, before anything is replayed.
    ///
    /// - Throws: the first line that does not read; then this machine is of no use any more.
    public mutating func restore(_ snapshot: [UInt8]) throws(FactFault) {
        precondition(state.lastSequence.number == 0, "a snapshot comes before what is replayed")
        try state.restore(snapshot)
    }
}
