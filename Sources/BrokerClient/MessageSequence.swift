public import Vocabulary

/// The messages of the inbox, those waiting from earlier runs first, then as they arrive, without end.
///
/// To ask for the next one says that the last was dealt with; after a crash in between it comes again. For exactly once
/// use ``BrokerConnection/handOver(of:_:)``. One loop at a time.
public struct MessageSequence: AsyncSequence, Sendable {
    let connection: BrokerConnection
    let subscription: SubscriptionName?

    /// Begins with what is waiting.
    public func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection, subscription: subscription)
    }

    /// One loop over the inbox.
    public struct Iterator: AsyncIteratorProtocol {
        let connection: BrokerConnection
        let subscription: SubscriptionName?
        private var batch: ArraySlice<InboxMessage> = []
        private var last: InboxMessage?

        init(connection: BrokerConnection, subscription: SubscriptionName?) {
            self.connection = connection
            self.subscription = subscription
        }

        /// Finishes the last message and waits for the next.
        ///
        /// - Throws: ``ClientError/Code/closed`` when the connection is, so that nobody takes an end for "all read".
        public mutating func next() async throws -> InboxMessage? {
            if let last { try await connection.box.finish(last) }
            last = nil
            while batch.isEmpty {
                try Task.checkCancellation()
                let before = await connection.arrivals()
                batch = try await connection.box.waitingMessages(of: subscription, limit: 64)[...]
                if batch.isEmpty { _ = try await connection.arrival(after: before) }
            }
            last = batch.removeFirst()
            return last
        }
    }
}

extension BrokerConnection {
    /// The inbox, or what came of one subscription.
    public nonisolated func messages(of subscription: SubscriptionName? = nil) -> MessageSequence {
        MessageSequence(connection: self, subscription: subscription)
    }

    /// Hands over every message exactly once, now and as they arrive, until the task is cancelled or `body` throws.
    ///
    /// What `body` notes and the mark on the message are one transaction; it runs on the box's thread and MUST NOT wait.
    public func handOver(
        of subscription: SubscriptionName? = nil,
        _ body: @escaping @Sendable (InboxMessage, BoxNotes) throws -> Void
    ) async throws {
        while true {
            try Task.checkCancellation()
            let before = arrivals()
            if try await box.handOver(of: subscription, upTo: 64, body) == 0 {
                _ = try await arrival(after: before)
            }
        }
    }
}
