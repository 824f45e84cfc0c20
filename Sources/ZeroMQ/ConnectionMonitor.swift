internal import CZeroMQ

/// Listens to how the connections of a client's socket fare.
///
/// Made before the socket connects; MUST be read whenever its thread's poll wakes up, or that wakes again at
/// once.
final class ConnectionMonitor {
    let reports: RawSocket

    init(_ socket: RawSocket, in context: ZeroMQContext) throws(ZeroMQError) {
        var kernel = SystemRandomNumberGenerator()
        let endpoint = "inproc://connection-\(UInt64.random(in: .min ... .max, using: &kernel))"
        reports = try RawSocket(.pair, in: context)
        // Without limit: a full queue of events would stop the I/O thread of everybody.
        try reports.set(ZMQ_RCVHWM, 0)
        try reports.set(ZMQ_LINGER, 0)
        let events =
            ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_DISCONNECTED
            | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
        try socket.monitor(at: endpoint, events: events)
        // At once: a socket with a monitor that nobody listens to hangs.
        try reports.connect(endpoint)
    }

    /// What happened next, if anything did.
    func next() -> DealerSocket.Connection? {
        while reports.receiveFrame() == .done {
            let report = MonitorReport(reports.receiveRest(reservingBytes: 64))
            switch report.event {
            case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return .standing
            case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return .refused(code: Int(report.value))
            case ZMQ_EVENT_MONITOR_STOPPED: continue
            default: return .broken
            }
        }
        return nil
    }
}
