internal import Synchronization

/// What an authenticator's thread and everybody else have between them.
final class AuthenticatorDesk: Sendable {
    private struct Papers {
        var policy: AccessPolicy?
        var counts = AuthenticatorCounts()
        var isStopping = false
    }

    // SAFETY: `handOver` takes the socket as `sending`, so its maker has no reference left; `takeWatches` empties the
    // list, so one thread gets it and keeps it. libzmq allows a socket to change threads behind a full fence, which
    // the mutex between is. `sending` cannot be said of an array's element, hence this box.
    private struct Parcel: @unchecked Sendable { let socket: RawSocket }

    let doorbell: Doorbell
    private let papers: Mutex<Papers>
    private let watches = Mutex<[Parcel]>([])

    init(policy: AccessPolicy?) throws(ZeroMQError) {
        doorbell = try Doorbell()
        papers = Mutex(Papers(policy: policy))
    }

    var policy: AccessPolicy? { papers.withLock { $0.policy } }
    var counts: AuthenticatorCounts { papers.withLock { $0.counts } }
    var isStopping: Bool { papers.withLock { $0.isStopping } }

    func replacePolicy(_ policy: AccessPolicy) { papers.withLock { $0.policy = policy } }

    func count(_ change: (inout AuthenticatorCounts) -> Void) { papers.withLock { change(&$0.counts) } }

    func stop() {
        papers.withLock { $0.isStopping = true }
        doorbell.ring()
    }

    /// Gives a socket to the authenticator's thread for good.
    func handOver(_ watch: sending RawSocket) {
        let parcel = Parcel(socket: watch)
        watches.withLock { $0.append(parcel) }
        doorbell.ring()
    }

    /// For the authenticator's thread only.
    func takeWatches() -> [RawSocket] {
        let taken = watches.withLock { watches in
            defer { watches = [] }
            return watches
        }
        return taken.map(\.socket)
    }
}
