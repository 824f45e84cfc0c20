import Metrics
import Wire
import ZeroMQ

/// What a broker counts; labels are codes and topics' areas, never people (L22).
struct BrokerMetrics {
    private let turns: Counter
    private let entries: Counter
    private let deliveries: Counter
    private let dropped: Counter
    private let keysRefused: Gauge
    private let connections: Gauge
    private let imbalances: Gauge
    private let viewBacklog: Gauge
    private let viewProcessor: Gauge
    private let refusals: [WireCode: Counter]

    init(_ factory: any MetricsFactory) {
        turns = Counter(label: "concordat_turns_total", factory: factory)
        entries = Counter(label: "concordat_entries_total", factory: factory)
        deliveries = Counter(label: "concordat_deliveries_total", factory: factory)
        dropped = Counter(label: "concordat_messages_dropped_total", factory: factory)
        keysRefused = Gauge(label: "concordat_keys_refused", factory: factory)
        connections = Gauge(label: "concordat_connections", factory: factory)
        imbalances = Gauge(label: "concordat_imbalances", factory: factory)
        viewBacklog = Gauge(label: "concordat_view_backlog_entries", factory: factory)
        viewProcessor = Gauge(label: "concordat_view_processor_seconds", factory: factory)
        refusals = Dictionary(
            uniqueKeysWithValues: WireCode.allCases.map { code in
                let dimensions = [("code", String(code.rawValue))]
                return (
                    code,
                    Counter(label: "concordat_refusals_total", dimensions: dimensions, factory: factory)
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

    func viewed(_ progress: LedgerFollower.Progress) {
        viewBacklog.record(progress.backlog)
        viewProcessor.record(progress.processorSeconds)
    }

    /// A message that nobody vouches for, or that is not this protocol.
    func drop() { dropped.increment() }

    /// How many books do not agree; anything but 0 means that something receipted is lost, doubled or late.
    func checked(imbalances count: Int) { imbalances.record(count) }

    func authenticated(_ counts: AuthenticatorCounts) {
        keysRefused.record(counts.refused)
        connections.record(counts.openConnections)
    }
}
