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
    private var guests: [ConnectionID: Guest] = [:]
    private var opened: Int64 = 0
    private var swept: Int64 = 0

    /// Silence is looked for once a second, so that a turn does not cost more with every connection.
    private static let sweepMilliseconds: Int64 = 1_000

    /// How long a connection may say nothing, in milliseconds of real time.
    ///
    /// Tests that are not about silence raise it, so that none fails because its machine is slow.
    var silenceMilliseconds = WireLimit.deadMilliseconds

    /// A connection without a session: it did not say HELLO, has said BYE, or its key is not admitted.
    private struct Guest: Sendable {
        var lastHeard: Int64
        /// Whether it was told that its key is not admitted.
        var isWarned = false
    }

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
        let silence = sessions.isEmpty && guests.isEmpty ? nil : swept + Self.sweepMilliseconds
        return [silence, retries.map(\.at).min()].compactMap(\.self).min()
    }

    /// Opens a session on a connection and returns its number, 1, 2, 3 … since the process began.
    mutating func open(_ session: Session) -> Int64 {
        close(session.connection)
        sessions[session.connection] = session
        opened += 1
        return opened
    }

    /// Something came over a connection, with a session or without.
    mutating func heard(_ connection: ConnectionID, at monotonic: Int64) {
        if sessions[connection] == nil {
            guests[connection, default: Guest(lastHeard: monotonic)].lastHeard = monotonic
        } else {
            sessions[connection]?.lastHeard = monotonic
        }
    }

    /// Ends a connection's session; what it did not acknowledge is sent again on the next.
    mutating func endSession(of connection: ConnectionID) {
        guard let session = sessions.removeValue(forKey: connection) else { return }
        for handle in session.attachments.keys { holders[handle] = nil }
        guests[connection] = Guest(lastHeard: session.lastHeard)
    }

    /// Forgets a connection that is gone, or is to go.
    mutating func close(_ connection: ConnectionID) {
        endSession(of: connection)
        guests[connection] = nil
    }

    /// Whether a connection whose key is not admitted is to be told so, as it was not before.
    mutating func warn(_ connection: ConnectionID) -> Bool {
        guard guests[connection]?.isWarned == false else { return false }
        guests[connection]?.isWarned = true
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
        let latest = monotonic - silenceMilliseconds
        let silent = sessions.values.filter { $0.lastHeard <= latest }.map(\.connection)
        return silent + guests.filter { $0.value.lastHeard <= latest }.keys.sorted { $0.number < $1.number }
    }
}
