import OrderedCollections
import Vocabulary
import Wire

/// Every connection that said HELLO, and which of them delivers which subscription.
struct SessionTable: Sendable {
    private(set) var sessions: OrderedDictionary<ConnectionID, Session> = [:]
    private var holders: [SubscriptionHandle: ConnectionID] = [:]
    /// Subscriptions that may have something to send: credit came back or a delivery was queued.
    private var ready: OrderedSet<SubscriptionHandle> = []
    private var retries: [Retry] = []
    private var sent: [SubscriptionHandle: Int64] = [:]
    /// Connections of keys that are not admitted, which were told so.
    private var warned: Set<ConnectionID> = []
    private var opened: Int64 = 0
    private var swept: Int64 = 0

    /// Silence is looked for once a second, so that a turn does not cost more with every connection.
    private static let sweepMilliseconds: Int64 = 1_000

    private struct Retry: Sendable {
        let at: Int64
        let handle: SubscriptionHandle
        let number: Int64
    }

    subscript(connection: ConnectionID) -> Session? {
        get { sessions[connection] }
        // In place: a session's deliveries in flight are not copied to count one of them.
        _modify { yield &sessions[connection] }
    }

    /// The earliest real time at which ``sweep(at:)`` or ``dueRetries(at:)`` may have something.
    var nextDeadline: Int64? {
        let silence = sessions.isEmpty ? nil : swept + Self.sweepMilliseconds
        return [silence, retries.map(\.at).min()].compactMap(\.self).min()
    }

    /// Opens a session on a connection and returns its number, 1, 2, 3 … since the process began.
    mutating func open(_ session: Session) -> Int64 {
        close(session.connection)
        sessions[session.connection] = session
        opened += 1
        return opened
    }

    /// Forgets a connection; what it did not acknowledge is sent again on the next.
    mutating func close(_ connection: ConnectionID) {
        guard let session = sessions.removeValue(forKey: connection) else { return }
        for handle in session.attachments.keys { holders[handle] = nil }
    }

    /// Whether a connection whose key is not admitted is to be told so, as it was not before.
    mutating func warn(_ connection: ConnectionID) -> Bool {
        guard warned.remove(connection) == nil else { return false }
        warned.insert(connection)
        return true
    }

    /// Lets a connection deliver a subscription; returns the connection that did so until now.
    mutating func attach(
        _ handle: SubscriptionHandle,
        _ attachment: Session.Attachment,
        to connection: ConnectionID
    ) -> ConnectionID? {
        let former = holders[handle].flatMap { $0 == connection ? nil : $0 }
        if let former { sessions[former]?.attachments[handle] = nil }
        holders[handle] = connection
        sessions[connection]?.attachments[handle] = attachment
        ready.append(handle)
        return former
    }

    mutating func detach(_ handle: SubscriptionHandle, from connection: ConnectionID) {
        guard holders[handle] == connection else { return }
        holders[handle] = nil
        sessions[connection]?.attachments[handle] = nil
    }

    /// The connection that delivers a subscription now, or `nil`.
    func holder(of handle: SubscriptionHandle) -> ConnectionID? { holders[handle] }

    /// The highest number that may ever have been sent to the subscription, over any connection.
    func sentHigh(_ handle: SubscriptionHandle) -> Int64 { sent[handle] ?? 0 }

    mutating func noteSent(_ number: Int64, of handle: SubscriptionHandle) {
        sent[handle] = max(sentHigh(handle), number)
    }

    mutating func wake(_ handle: SubscriptionHandle) { ready.append(handle) }

    /// The subscriptions that may have something to send, each once.
    mutating func takeReady() -> OrderedSet<SubscriptionHandle> {
        defer { ready.removeAll(keepingCapacity: true) }
        return ready
    }

    /// The recipient holds these numbers, so their window is free.
    mutating func release(_ handle: SubscriptionHandle, _ numbers: [Int64]) {
        guard let connection = holders[handle] else { return }
        sessions[connection]?.attachments[handle]?.release(numbers)
        ready.append(handle)
    }

    mutating func retry(_ handle: SubscriptionHandle, _ number: Int64, at: Int64) {
        retries.append(Retry(at: at, handle: handle, number: number))
    }

    /// Refused deliveries whose time has come again.
    mutating func dueRetries(at monotonic: Int64) -> [(handle: SubscriptionHandle, number: Int64)] {
        let due = retries.filter { $0.at <= monotonic }
        retries.removeAll { $0.at <= monotonic }
        return due.map { ($0.handle, $0.number) }
    }

    /// Connections that have been silent for too long, looked for at most once a second.
    mutating func sweep(at monotonic: Int64) -> [ConnectionID] {
        guard monotonic - swept >= Self.sweepMilliseconds else { return [] }
        swept = monotonic
        return sessions.values.filter { $0.lastHeard + WireLimit.deadMilliseconds <= monotonic }.map(
            \.connection
        )
    }
}
