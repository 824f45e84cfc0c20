import Escalation
import JSON
public import Vocabulary

/// Whether nothing receipted is lost, and what waits; counts only, nothing about anybody.
public struct StatusReport: Sendable, Equatable {
    /// What an operator looks at first.
    public enum Light: String, Sendable {
        /// Everything adds up.
        case ok
        /// The ledger has no room for another concern; answers, escalations and transfers go on.
        case full
        /// The books do not agree: something receipted is lost, counted twice, or late.
        case off
    }

    /// Receipts since the ledger began.
    public let entries: Int64
    /// Where what was receipted is.
    public let balance: Balance
    /// Obligations that nobody answered on any rung; they are on the duty list.
    public let exhausted: Int
    /// When the next deadline passes, or `nil` if nobody is waited for.
    public let nextDeadline: Instant?
    /// Whether publishes are refused because there is no room.
    public let isFull: Bool
    /// What time it is here, which may be a story's.
    public let now: Instant
    /// What does not add up.
    public let imbalances: [Imbalance]
    /// Whether decisions are durable in two places; the shell says, for the core has no disk.
    public var secondPlace = SecondPlace.missing
    /// How far the chronology is; the shell adds it, for the core has none.
    public var view: View?

    /// Where decisions are durable a second time (`wire.md`, "Two places").
    public enum SecondPlace: String, Sendable {
        /// Nowhere: a restore can leave a gap or two sole holders until it is noticed.
        case missing
        /// In the mirror.
        case kept
        /// The mirror takes nothing; decisions wait and do not leave.
        case failing
    }

    /// How the chronology follows the ledger.
    public struct View: Sendable, Equatable {
        /// Entries that the ledger has and the chronology does not show yet.
        public let backlog: Int64
        /// What following has taken of a processor since the broker started.
        public let processorMilliseconds: Int64

        /// Creates a report of the chronology.
        public init(backlog: Int64, processorMilliseconds: Int64) {
            self.backlog = backlog
            self.processorMilliseconds = processorMilliseconds
        }
    }

    /// What an operator looks at first.
    public var light: Light { imbalances.isEmpty ? (isFull ? .full : .ok) : .off }

    /// One JSON object and a newline, as FETCH `status` and the health endpoint show it.
    public var line: [UInt8] {
        let buckets = Balance.Bucket.allCases.map { JSONMember($0.rawValue, .integer(balance[$0])) }
        let following = view.map { view in
            [
                JSONMember("view-backlog", .integer(view.backlog)),
                JSONMember("view-processor-ms", .integer(view.processorMilliseconds)),
            ]
        }
        let members =
            [
                JSONMember("status", .string(light.rawValue)), JSONMember("entries", .integer(entries)),
            ] + buckets + [
                JSONMember("exhausted", .integer(Int64(exhausted))),
                JSONMember("next-due", nextDeadline.map { .integer($0.milliseconds) } ?? .null),
                JSONMember("now", .integer(now.milliseconds)),
                JSONMember("second-place", .bool(secondPlace == .kept)),
                JSONMember("second-place-state", .string(secondPlace.rawValue)),
                JSONMember("faults", .array(imbalances.map { .string($0.description) })),
            ] + (following ?? [])
        return JSONValue.object(members).serialized() + [UInt8(ascii: "\n")]
    }
}

extension BrokerMachine {
    /// How the broker stands; its cost does not depend on the number of entries.
    public func status(at now: Instant) -> StatusReport {
        StatusReport(
            entries: state.lastSequence.number,
            balance: state.postings.balance,
            exhausted: state.escalations.tally.exhausted,
            nextDeadline: state.escalations.deadline,
            isFull: isFull,
            now: max(now, state.lastAccepted),
            imbalances: state.imbalances(at: max(now, state.lastAccepted))
        )
    }
}
