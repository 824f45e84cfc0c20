import Wire
import ZeroMQ

/// The connection's one socket, rebuilt for every attempt, and what waits to go out on it.
///
/// Not `Sendable`: used on its thread alone. The queue is bounded by the windows of the session.
final class BrokerSocket {
    private let configuration: ClientConfiguration
    private let context: ZeroMQContext
    private unowned let thread: SocketThread
    private var dealer: DealerSocket?
    private var unsent: [MessageFrames] = []

    init(_ configuration: ClientConfiguration, context: ZeroMQContext, thread: SocketThread) {
        self.configuration = configuration
        self.context = context
        self.thread = thread
    }

    func open() throws(ZeroMQError) {
        close()
        var options = DealerOptions()
        // BYE is worth a moment; everything else is sent again anyway.
        options.lingerMilliseconds = 200
        let dealer = try DealerSocket(
            on: thread,
            in: context,
            keys: configuration.keys,
            serverKey: configuration.serverKey,
            options: options
        )
        self.dealer = dealer
        try dealer.connect(configuration.endpoint)
    }

    func close() {
        dealer?.close()
        dealer = nil
        unsent = []
    }

    func send(_ message: ClientMessage) { unsent.append(MessageFrames(message.frames)) }

    /// Sends what fits; the rest goes when there is a connection with room.
    func flush() {
        guard let dealer else { return unsent = [] }
        var sent = 0
        while sent < unsent.count, dealer.send(unsent[sent]) == .sent { sent += 1 }
        unsent.removeFirst(sent)
    }

    func receive() -> [[ArraySlice<UInt8>]] {
        guard let dealer else { return [] }
        return dealer.receive(limit: 256).map { Array($0) }
    }
}
