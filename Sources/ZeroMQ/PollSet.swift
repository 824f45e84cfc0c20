internal import CZeroMQ
internal import Glibc

/// The sockets of one thread and its doorbell, waited for together.
@safe final class PollSet {
    private let doorbell: Doorbell
    private(set) var sockets: [RawSocket] = []
    /// Closed with the others, but never heard.
    private var unheard: [RawSocket] = []
    private var items: [zmq_pollitem_t]

    init(doorbell: Doorbell) {
        self.doorbell = doorbell
        unsafe items = []
        rebuild()
    }

    func add(_ socket: RawSocket) {
        sockets.append(socket)
        rebuild()
    }

    /// Takes in a socket that only sends.
    func addUnheard(_ socket: RawSocket) { unheard.append(socket) }

    /// Closes a socket and forgets it.
    func close(_ socket: RawSocket) {
        socket.close()
        unheard.removeAll { $0 === socket }
        sockets.removeAll { $0 === socket }
        rebuild()
    }

    /// Closes every socket; only the doorbell is left.
    func closeAll() {
        // In the order of their making, so that no monitor's listener goes before the socket it listens to.
        for socket in sockets + unheard { socket.close() }
        sockets.removeAll()
        unheard.removeAll()
        rebuild()
    }

    /// Waits until a socket or the doorbell has something, or the milliseconds are over; `nil` waits for
    /// ever.
    ///
    /// Level-triggered: what is not read now is announced again. Answers false when the context is being
    /// terminated.
    func wait(milliseconds: Int?) -> Bool {
        for (position, socket) in sockets.enumerated() {
            unsafe items[position + 1].events = Int16(
                socket.wantsRoom ? ZMQ_POLLIN | ZMQ_POLLOUT : ZMQ_POLLIN
            )
        }
        // SAFETY: the array stands still during the call, and its sockets are open: closing goes through this
        // class.
        while unsafe zmq_poll(&items, CInt(items.count), milliseconds ?? -1) < 0 {
            switch ErrorCode.latest {
            // A signal may cut the wait short: the caller finds nothing due and comes back.
            case .interrupted: return true
            case .terminated: return false
            case let code: preconditionFailure("poll: \(code)")
            }
        }
        for (position, socket) in sockets.enumerated()
        where unsafe items[position + 1].revents & Int16(ZMQ_POLLOUT) != 0 {
            socket.wantsRoom = false
        }
        return true
    }

    private func rebuild() {
        let bell = unsafe zmq_pollitem_t(
            socket: nil,
            fd: doorbell.descriptor,
            events: Int16(ZMQ_POLLIN),
            revents: 0
        )
        unsafe items = [bell]
        for socket in sockets {
            // SAFETY: the socket is kept by this object for as long as the item names it.
            unsafe items.append(
                zmq_pollitem_t(socket: socket.pointer, fd: -1, events: Int16(ZMQ_POLLIN), revents: 0)
            )
        }
    }
}
