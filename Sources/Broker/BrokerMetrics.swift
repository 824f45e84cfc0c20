import Metrics
import Wire
import ZeroMQ

/// What a broker counts; labels are codes and topics' areas, never people (L22).
struct BrokerMetrics {
    private let turns = Counter(label: "concordat_turns_total")
    private let entries = Counter(label: "concordat_entries_total")
    private let deliveries = Counter(label: "concordat_deliveries_total")
    private let dropped = Counter(label: "concordat_messages_dropped_total")
    private let keysRefused = Gauge(label: "concordat_keys_refused")
    private let connections = Gauge(label: "concordat_connections")
    private let refusals: [WireCode: Counter]

    init() {
        refusals = Dictionary(
            uniqueKeysWithValues: WireCode.allCases.map { code in
                (
                    code,
                    Counter(label: "concordat_refusals_total", dimensions: [("code", String(code.rawValue))])
                )
            }
        )
    }

    func committed(entries count: Int) {
        turns.increment()
        entries.increment(by: count)
    }

    func sent(_ message: BrokerMessage) {
        switch message.verb {
        case .deliver: deliveries.increment()
        case .error(let refusal): refusals[refusal.code]?.increment()
        case .welcome, .receipt, .subscribed, .acked, .nacked, .detached, .page, .pong, .bye: break
        }
    }

    /// A message that nobody vouches for, or that is not this protocol.
    func drop() { dropped.increment() }

    func authenticated(_ counts: AuthenticatorCounts) {
        keysRefused.record(counts.refused)
        connections.record(counts.openConnections)
    }
}
