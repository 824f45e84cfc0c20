import Synchronization
public import Vocabulary

/// Tells open pages that something new came; which entry and about which cases, never what.
public final class NewsBoard: Sendable {
    /// That something came.
    public struct News: Sendable, Equatable {
        /// Its place in the ledger.
        public let sequence: LedgerSequence
        /// Its cases.
        public let cases: [CaseID]

        /// Creates news.
        public init(sequence: LedgerSequence, cases: [CaseID]) {
            self.sequence = sequence
            self.cases = cases
        }
    }

    private struct Readers {
        var streams: [Int: AsyncStream<News>.Continuation] = [:]
        var count = 0
        var isStopped = false
    }

    /// Above this many the page that opened first is told no more, until it is loaded again.
    private static let most = 5_000

    private let readers = Mutex(Readers())

    /// Creates a board without readers.
    public init() {}

    /// Tells everybody; whoever is slow hears the newest only, which is all that a page needs.
    public func post(_ news: News) {
        readers.withLock { for (_, stream) in $0.streams { stream.yield(news) } }
    }

    /// What comes from now on, until ``leave(_:)`` or ``stop()``.
    func join() -> (place: Int, news: AsyncStream<News>) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: News.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let place = readers.withLock { readers in
            readers.count += 1
            if readers.isStopped {
                continuation.finish()
            } else {
                readers.streams[readers.count] = continuation
            }
            if readers.streams.count > Self.most, let first = readers.streams.keys.min() {
                readers.streams.removeValue(forKey: first)?.finish()
            }
            return readers.count
        }
        return (place, stream)
    }

    func leave(_ place: Int) { readers.withLock { $0.streams.removeValue(forKey: place) }?.finish() }

    /// Ends every page's stream: the console stops.
    public func stop() {
        let streams = readers.withLock { readers in
            readers.isStopped = true
            defer { readers.streams = [:] }
            return readers.streams
        }
        for stream in streams.values { stream.finish() }
    }
}
