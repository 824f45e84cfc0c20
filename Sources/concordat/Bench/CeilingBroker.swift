import CLinuxShims
import Foundation
import Wire
import ZeroMQ

/// The least that a durable broker can do, on the same sockets and with the same frames: everything that has arrived
/// is appended in one write and synced once; then each PUBLISH is answered and passed on, and each ACK answered.
///
/// No check, no index, no tree, no policy, no memory of anything: what does more cannot be faster on this machine.
actor CeilingBroker {
    /// Messages taken by one sync.
    private static let batch = 2_048
    private static let receipt = [UInt8](repeating: 0x72, count: 100)

    private nonisolated let thread: SocketThread
    private let file: FileHandle
    private var router: RouterSocket?
    private var subscriber: RoutingID?
    /// What a client's full queue did not take, in order; nothing more is read before it has left.
    private var unsent: [(frames: MessageFrames, receiver: RoutingID)] = []

    /// Runs on the thread that owns the socket.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    init(file path: String) throws {
        thread = try SocketThread(named: "ceiling")
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure.refused("\(path): cannot be written") }
        self.file = file
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    /// Listens; answers with the endpoint.
    func serve(keys: KeyPair, _ authenticator: Authenticator) throws -> String {
        var options = RouterOptions()
        options.receiveQueue = Self.batch
        options.sendQueue = 100_000
        let router = try RouterSocket(
            on: thread,
            keys: keys,
            authenticator: authenticator,
            options: options
        )
        self.router = router
        return try router.bind("tcp://127.0.0.1:*")
    }

    private func turn() -> Duration? {
        guard let router else { return nil }
        guard sendRest(on: router) else { return .milliseconds(1) }
        let arrivals = router.receive(limit: Self.batch).filter { $0.frames.count == WireLimit.frameCount }
        let publications = arrivals.filter { Self.says("PUBLISH", $0) }
        if !publications.isEmpty { store(publications) }
        for arrival in arrivals { answer(arrival, on: router) }
        if let subscriber {
            for publication in publications {
                send("DELIVER", body: publication.frames[4], to: subscriber, on: router)
            }
        }
        return unsent.isEmpty ? nil : .milliseconds(1)
    }

    /// Sends what was left over; answers whether all of it has left.
    ///
    /// A subscriber that is slower than the publisher holds everybody up, because it would wait for ever for what was
    /// dropped.
    private func sendRest(on router: RouterSocket) -> Bool {
        let sent = unsent.prefix { router.send($0.frames, to: $0.receiver) != .full }.count
        unsent.removeFirst(sent)
        return unsent.isEmpty
    }

    private func store(_ publications: [Arrival]) {
        var bytes = Data()
        for publication in publications { bytes.append(contentsOf: publication.frames[4]) }
        do { try file.write(contentsOf: bytes) } catch { preconditionFailure("the control's disk: \(error)") }
        precondition(linux_fdatasync(file.fileDescriptor) == 0, "the control's disk cannot be synced")
    }

    private func answer(_ arrival: Arrival, on router: RouterSocket) {
        let request = arrival.frames[2]
        if Self.says("PUBLISH", arrival) {
            send("RECEIPT", request, body: Self.receipt[...], to: arrival.sender, on: router)
        } else if Self.says("ACK", arrival) {
            send("ACKED", request, to: arrival.sender, on: router)
        } else if Self.says("HELLO", arrival) {
            send("WELCOME", request, to: arrival.sender, on: router)
        } else if Self.says("SUBSCRIBE", arrival) {
            subscriber = arrival.sender
            send("SUBSCRIBED", request, to: arrival.sender, on: router)
        }
    }

    private func send(
        _ verb: String,
        _ request: ArraySlice<UInt8> = [],
        body: ArraySlice<UInt8> = [],
        to receiver: RoutingID,
        on router: RouterSocket
    ) {
        var frames = MessageFrames(reservingBytes: 128 + body.count)
        frames.append(WireLimit.magic)
        frames.append(verb.utf8)
        frames.append(request)
        frames.append([])
        frames.append(body)
        guard unsent.isEmpty, router.send(frames, to: receiver) != .full else {
            return unsent.append((frames, receiver))
        }
    }

    private static func says(_ verb: String, _ arrival: Arrival) -> Bool {
        arrival.frames[1].elementsEqual(verb.utf8)
    }
}
