import Synchronization

/// What other threads leave for the connection's next turn.
final class Mailbox: Sendable {
    private struct Contents {
        var lastTicket: UInt64 = 0
        var cancelled: [Ticket] = []
        var result: Result<[BoxResult], any Error>?
    }

    private let contents = Mutex(Contents())

    func newTicket() -> Ticket {
        contents.withLock { contents in
            contents.lastTicket += 1
            return Ticket(number: contents.lastTicket)
        }
    }

    func cancel(_ ticket: Ticket) { contents.withLock { $0.cancelled.append(ticket) } }

    func takeCancelled() -> [Ticket] {
        contents.withLock { contents in
            defer { contents.cancelled = [] }
            return contents.cancelled
        }
    }

    /// There is one batch at a time, so there is one result at most.
    func put(_ result: Result<[BoxResult], any Error>) { contents.withLock { $0.result = result } }

    func takeResult() -> Result<[BoxResult], any Error>? {
        contents.withLock { contents in
            defer { contents.result = nil }
            return contents.result
        }
    }
}
