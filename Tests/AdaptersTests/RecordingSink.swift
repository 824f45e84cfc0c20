import Adapters
import BrokerClient
import Synchronization
import Vocabulary
import Wire

/// A sink that keeps what it is given, and answers as it is told.
final class RecordingSink: EventSink {
    struct State {
        var stored: [MessageID: Publication] = [:]
        var order: [MessageID] = []
        var calls = 0
        var hasRoom = true
        var roomAsked = 0
        var refusal: WireRefusal?
        var isSilent = false
        /// Receipts are kept back meanwhile, for so many who wait.
        var isHeld = false
        var held = 0
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }
    func set(_ change: @Sendable (inout State) -> Void) { state.withLock { change(&$0) } }

    func hasRoom() async throws -> Bool {
        state.withLock { state in
            state.roomAsked += 1
            return state.hasRoom
        }
    }

    func store(_ publications: [Publication]) async throws {
        try state.withLock { state in
            state.calls += 1
            // All or none, as the box does it.
            for publication in publications {
                if let known = state.stored[publication.id], known != publication {
                    throw ClientError(.idReused, publication.id.text)
                }
            }
            for publication in publications where state.stored[publication.id] == nil {
                state.stored[publication.id] = publication
                state.order.append(publication.id)
            }
        }
    }

    func receipts(of ids: [MessageID], within limit: Duration) async throws -> [StoredReceipt] {
        if now.isHeld { state.withLock { $0.held += 1 } }
        while now.isHeld { await Task.yield() }
        let now = now
        if let refusal = now.refusal { throw ClientError(.refused, "", refusal: refusal) }
        if now.isSilent { throw ClientError(.unanswered) }
        return ids.compactMap { id in
            now.order.firstIndex(of: id).map {
                StoredReceipt(
                    id: id,
                    sequence: LedgerSequence(Int64($0 + 1)),
                    bytes: Array(#"{"entry":{}}"#.utf8)
                )
            }
        }
    }

    /// The data of what was stored, as text, in order.
    var bodies: [String] {
        let now = now
        return now.order.compactMap { now.stored[$0].map { String(decoding: $0.body, as: UTF8.self) } }
    }
}
