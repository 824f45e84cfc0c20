internal import CZeroMQ
internal import Glibc

/// One socket of libzmq, on the thread that uses it; every call into the library about sockets is here.
///
/// Not `Sendable`, because libzmq aborts when two threads use a socket. It may be handed to another thread
/// whole.
@safe final class RawSocket {
    /// The socket types we speak; a number from outside must never reach `zmq_socket`, drafts abort the
    /// process.
    enum Kind {
        case router, dealer, pair

        fileprivate var number: CInt {
            switch self {
            case .router: ZMQ_ROUTER
            case .dealer: ZMQ_DEALER
            case .pair: ZMQ_PAIR
            }
        }
    }

    /// What a call on a frame came to.
    enum Progress: Equatable {
        case done
        case again
        case unreachable
        case closed
    }

    // SAFETY: owned by this object, closed once, `nil` from then on.
    private(set) var pointer: UnsafeMutableRawPointer?
    /// Wants to be told when it can send again; one announcement, then it must ask anew.
    var wantsRoom = false
    private var isMonitored = false
    private let kind: Kind
    private let context: ZeroMQContext
    // SAFETY: on the heap, since up to 33 bytes of content live inside the struct and must not move with it.
    private let frame: UnsafeMutablePointer<zmq_msg_t>

    init(_ kind: Kind, in context: ZeroMQContext) throws(ZeroMQError) {
        self.kind = kind
        self.context = context
        // SAFETY: the context outlives its sockets, since each of them keeps it.
        guard let pointer = unsafe zmq_socket(context.pointer, kind.number) else {
            throw .exhausted(.socket, .latest)
        }
        unsafe self.pointer = pointer
        unsafe frame = .allocate(capacity: 1)
        unsafe zmq_msg_init(frame)
    }

    deinit {
        close()
        // SAFETY: initialised in `init`, and by every receive since.
        unsafe zmq_msg_close(frame)
        unsafe frame.deallocate()
    }

    var isClosed: Bool { unsafe pointer == nil }

    /// Closes it; libzmq sends what is left until the socket's linger has passed.
    func close() {
        if isMonitored { stopMonitor() }
        guard let pointer = unsafe pointer else { return }
        // SAFETY: the only place that closes, after which the pointer is forgotten.
        unsafe self.pointer = nil
        unsafe zmq_close(pointer)
    }

    // MARK: Options and endpoints

    func set(_ option: CInt, _ value: Int) throws(ZeroMQError) {
        var number = CInt(value)
        // SAFETY: four bytes are read from a local.
        guard unsafe zmq_setsockopt(pointer, option, &number, MemoryLayout<CInt>.size) == 0 else {
            throw .option(number: option, .latest)
        }
    }

    /// MAXMSGSIZE and AFFINITY alone are eight bytes wide.
    func setWide(_ option: CInt, _ value: Int) throws(ZeroMQError) {
        var number = Int64(value)
        // SAFETY: eight bytes are read from a local.
        guard unsafe zmq_setsockopt(pointer, option, &number, MemoryLayout<Int64>.size) == 0 else {
            throw .option(number: option, .latest)
        }
    }

    func set(_ option: CInt, _ bytes: [UInt8]) throws(ZeroMQError) {
        // SAFETY: as many bytes are read as the array has.
        guard unsafe zmq_setsockopt(pointer, option, bytes, bytes.count) == 0 else {
            throw .option(number: option, .latest)
        }
    }

    /// Binds, and answers with the endpoint as libzmq resolved it (`*` and port 0 replaced).
    func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        // SAFETY: the string is read before the call returns.
        guard unsafe zmq_bind(pointer, endpoint) == 0 else {
            throw .bind(endpoint: endpoint, .latest)
        }
        var text = [UInt8](repeating: 0, count: 1_024)
        var size = text.count
        // SAFETY: at most `size` bytes are written; the answer ends with a NUL that `size` counts.
        guard unsafe zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, &text, &size) == 0, size > 0 else {
            throw .bind(endpoint: endpoint, .latest)
        }
        return String(decoding: text[..<(size - 1)], as: UTF8.self)
    }

    func connect(_ endpoint: String) throws(ZeroMQError) {
        // SAFETY: the string is read before the call returns.
        guard unsafe zmq_connect(pointer, endpoint) == 0 else {
            throw .connect(endpoint: endpoint, .latest)
        }
    }

    /// Reports the events as messages at an `inproc` endpoint, where a PAIR MUST be connected before anything
    /// else.
    func monitor(at endpoint: String, events: CInt) throws(ZeroMQError) {
        // SAFETY: the string is read before the call returns.
        guard unsafe zmq_socket_monitor(pointer, endpoint, events) == 0 else {
            throw .exhausted(.monitor, .latest)
        }
        isMonitored = true
    }

    /// Ends the reports; the PAIR hears `ZMQ_EVENT_MONITOR_STOPPED` as the last one.
    private func stopMonitor() {
        guard let pointer = unsafe pointer else { return }
        // SAFETY: a null endpoint is how libzmq spells it.
        unsafe zmq_socket_monitor(pointer, nil, 0)
    }

    // MARK: Frames

    /// Receives the next frame into the socket's own cell, where it stays until the next call.
    func receiveFrame() -> Progress {
        guard let pointer = unsafe pointer else { return .closed }
        // SAFETY: the cell is always an initialised message; receiving replaces its content.
        while unsafe zmq_msg_recv(frame, pointer, ZMQ_DONTWAIT) < 0 {
            switch ErrorCode.latest {
            case .interrupted: continue
            case .again: return .again
            case .terminated: return .closed
            case let code: preconditionFailure("receive: \(code)")
            }
        }
        return .done
    }

    /// Whether the message goes on after the frame in the cell.
    var hasMore: Bool { unsafe zmq_msg_more(frame) != 0 }

    /// The bytes of the frame in the cell, for the length of one closure.
    func withFrame<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // SAFETY: the pointer is asked for and used while the cell stands still; an empty frame may have
        // none.
        unsafe body(UnsafeRawBufferPointer(start: zmq_msg_data(frame), count: zmq_msg_size(frame)))
    }

    /// A copy of the frame in the cell.
    var frameBytes: [UInt8] { unsafe withFrame { unsafe [UInt8]($0) } }

    /// A property that the peer's handshake or the ZAP reply gave the frame in the cell.
    func property(_ name: String) -> String? {
        // SAFETY: the name is read before the call returns; the answer lives in the message and is copied at
        // once.
        unsafe zmq_msg_gets(frame, name).map { unsafe String(cString: $0) }
    }

    /// Whether a property of the frame in the cell has exactly these bytes, without making a string of it.
    func property(_ name: String, equals bytes: [UInt8]) -> Bool {
        // SAFETY: the answer lives in the message and ends with NUL; no more is compared than both have.
        guard let text = unsafe zmq_msg_gets(frame, name) else { return false }
        return unsafe strlen(text) == bytes.count && memcmp(text, bytes, bytes.count) == 0
    }

    /// The kernel's number of the connection that the frame in the cell came over.
    var frameDescriptor: CInt { unsafe zmq_msg_get(frame, ZMQ_SRCFD) }

    /// Takes the rest of the message into our own memory, starting with the frame in the cell.
    func receiveRest(reservingBytes capacity: Int) -> MessageFrames {
        var frames = MessageFrames(reservingBytes: capacity)
        unsafe withFrame { unsafe frames.append($0) }
        // libzmq hands over whole messages only, so the rest is there unless the context is ending.
        while hasMore, receiveFrame() == .done { unsafe withFrame { unsafe frames.append($0) } }
        return frames
    }

    /// Sends a message without ever blocking, on a ROUTER to the connection named by the prefix.
    ///
    /// Stops at the first frame refused: a ROUTER would take the next one for a routing id.
    func send(_ frames: MessageFrames, after prefix: RoutingID? = nil) -> SendOutcome {
        precondition(
            !frames.isEmpty && frames.isComplete,
            "a message needs 1 to \(MessageFrames.limit) frames"
        )
        if let prefix {
            // SAFETY: the bytes are copied before the call returns.
            let progress = unsafe prefix.bytes.withUnsafeBytes { unsafe sendFrame($0, more: true) }
            guard progress == .done else { return outcome(of: progress) }
        }
        // SAFETY: ranges come from the frames themselves; libzmq copies the bytes before each call returns.
        return unsafe frames.bytes.withUnsafeBytes { bytes in
            var failure: SendOutcome?
            for position in frames.indices {
                let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[frames.range(of: position)])
                let progress = unsafe sendFrame(piece, more: position < frames.endIndex - 1)
                guard progress != .done else { continue }
                failure = outcome(of: progress)
                // Nothing of the message is on its way if its first frame was refused, or all ends.
                if progress == .closed || (position == 0 && prefix == nil) { break }
                // A DEALER whose connection dies in mid-message rolls back what it had, then swallows frames
                // up to the last one: it must be given them, or it swallows the next message. A ROUTER never
                // gets here.
                precondition(kind == .dealer && progress == .again, "frame \(position) refused: \(progress)")
            }
            return failure ?? .sent
        }
    }

    private func outcome(of progress: Progress) -> SendOutcome {
        switch progress {
        case .done: return .sent
        case .again:
            wantsRoom = kind == .dealer
            return .full
        case .unreachable: return .gone
        case .closed: return .closed
        }
    }

    private func sendFrame(_ bytes: UnsafeRawBufferPointer, more: Bool) -> Progress {
        guard let pointer = unsafe pointer else { return .closed }
        let flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0)
        // SAFETY: libzmq copies the bytes before it returns; a null pointer comes only with a count of zero.
        while unsafe zmq_send(pointer, bytes.baseAddress, bytes.count, flags) < 0 {
            switch ErrorCode.latest {
            case .interrupted: continue
            case .again: return .again
            case .unreachable: return .unreachable
            case .terminated: return .closed
            case let code: preconditionFailure("send: \(code)")
            }
        }
        return .done
    }
}
