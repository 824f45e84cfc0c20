public import BrokerClient
public import Vocabulary

/// Where adapters hand events over: durable at once, receipted by the broker later.
public protocol EventSink: Sendable {
    /// Whether there is room for more; if not, whoever sends must wait.
    func hasRoom() async throws -> Bool

    /// Stores events, all or none; what is stored already, in the same words, is left as it is.
    ///
    /// - Throws: ``ClientError/Code/idReused`` if something else was said under one of the ids.
    func store(_ publications: [Publication]) async throws

    /// The receipts of stored events, in their order.
    ///
    /// - Throws: ``ClientError/Code/refused`` with the broker's reason, ``ClientError/Code/unanswered`` after the limit.
    func receipts(of ids: [MessageID], within limit: Duration) async throws -> [StoredReceipt]
}

extension EventSink {
    /// Waits until there is room; whoever reads from a socket stops reading meanwhile.
    func waitForRoom() async throws {
        while try await !hasRoom() { try await Task.sleep(for: .milliseconds(50)) }
    }
}

/// The sink that adapters run with: a client's box, and the connection that empties it.
public struct BrokerSink: EventSink {
    private let connection: BrokerConnection
    private let mostWaiting: Int

    /// Creates a sink that has room while fewer events wait for their receipts.
    public init(_ connection: BrokerConnection, mostWaiting: Int = 10_000) {
        self.connection = connection
        self.mostWaiting = mostWaiting
    }

    /// Whether fewer events wait than may.
    public func hasRoom() async throws -> Bool { try await connection.box.waitingCount() < mostWaiting }

    /// Stores events; the connection sends them until each is answered.
    public func store(_ publications: [Publication]) async throws {
        try await connection.submit(publications)
    }

    /// Waits for the receipts.
    public func receipts(of ids: [MessageID], within limit: Duration) async throws -> [StoredReceipt] {
        var receipts: [StoredReceipt] = []
        for id in ids { receipts.append(try await connection.receipt(of: id, within: limit)) }
        return receipts
    }
}
