import Topics
import Transfer
import Vocabulary
import Wire

/// A system of an agency with a durable outbox: what is not receipted is said again, unchanged.
struct SimulatedClient: Sendable {
    /// Whose system it is.
    enum Kind: Int, Sendable, CaseIterable {
        /// Children's social care of the authority.
        case casework
        /// A police force that publishes to every authority.
        case police
    }

    /// Something that is said until it is receipted.
    struct Outgoing: Sendable {
        let publish: ClientMessage.Publish
        /// The lineage that it is about, if somebody waits for the answer before they act again.
        let lineage: LineageID?
        var sent: Int64 = .min
    }

    let user: UserID
    var outbox: [Outgoing] = []
    /// The time for which its next look is planned.
    var nextLook: Int64 = .max
    var failures: Int64 = 0

    /// How long until something that was sent is sent again.
    var patience: Int64 { min(5 * Span.second << min(failures, 12), 4 * Span.hour) }

    mutating func take(_ id: MessageID) -> Outgoing? {
        guard let place = outbox.firstIndex(where: { $0.publish.id == id }) else { return nil }
        return outbox.remove(at: place)
    }
}
