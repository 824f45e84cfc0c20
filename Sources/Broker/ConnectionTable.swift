import BrokerCore
import Routing
import Vocabulary
import ZeroMQ

/// Which number the core knows a connection by, and who the authenticator says is behind it; routing ids stay in the
/// shell.
struct ConnectionTable {
    /// A connection and the name that its last message bore.
    private struct Known {
        let name: String
        let origin: BrokerCore.Arrival.Origin
    }

    private var connections: [RoutingID: Known] = [:]
    private var senders: [ConnectionID: RoutingID] = [:]
    private var last: Int64 = 0

    /// Who sent a message, from the name that the authenticator gave its sender, or `nil` if that is no name of ours.
    ///
    /// The name is looked at on every message; only what it reads as is remembered.
    mutating func origin(_ name: String, _ sender: RoutingID) -> BrokerCore.Arrival.Origin? {
        let known = connections[sender]
        if let known, known.name == name { return known.origin }
        let parts = name.split(separator: "|", maxSplits: 1)
        guard parts.count == 2, let user = UserID(String(parts[0])),
            let key = Identifier<CurveKind>(String(parts[1]))
        else { return nil }
        if known == nil { last += 1 }
        let connection = known?.origin.connection ?? ConnectionID(last)
        let origin = BrokerCore.Arrival.Origin(connection: connection, user: user, key: key)
        connections[sender] = Known(name: name, origin: origin)
        senders[connection] = sender
        return origin
    }

    func sender(of connection: ConnectionID) -> RoutingID? { senders[connection] }

    mutating func forget(_ connection: ConnectionID) {
        guard let sender = senders.removeValue(forKey: connection) else { return }
        connections[sender] = nil
    }
}
