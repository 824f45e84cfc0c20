import Routing
import Vocabulary
import Wire

/// One connection that said HELLO: ephemeral, gone with the connection, never in the ledger.
struct Session: Sendable {
    /// Delivery to one subscription over this connection.
    struct Attachment: Sendable {
        let name: SubscriptionName
        let window: Int
        /// The highest number sent over this connection.
        var sent: Int64
        /// Deliveries sent and not acknowledged, with their sizes.
        var inFlight: [Int64: Int] = [:]
        /// Bytes of those.
        var inFlightBytes = 0

        /// The ACK is the credit: whether one more delivery, of that size, may be sent.
        func hasCredit(for size: Int) -> Bool {
            inFlight.count < window && inFlightBytes + size <= WireLimit.inFlightBytes
        }

        mutating func occupy(_ number: Int64, size: Int) {
            inFlight[number] = size
            inFlightBytes += size
        }

        mutating func release(_ numbers: [Int64]) {
            for number in numbers { inFlightBytes -= inFlight.removeValue(forKey: number) ?? 0 }
        }
    }

    let connection: ConnectionID
    let user: UserID
    let key: Identifier<CurveKind>
    var lastHeard: Int64
    var publishing = 0
    var attachments: [SubscriptionHandle: Attachment] = [:]

    /// Deliveries that may be outstanding over this connection at once.
    var windows: Int { attachments.values.reduce(0) { $0 + $1.window } }
}
