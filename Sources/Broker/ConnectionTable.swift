import BrokerCore
import ZeroMQ

/// Which number the core knows a connection by; routing ids stay in the shell.
struct ConnectionTable {
    private var connections: [RoutingID: ConnectionID] = [:]
    private var senders: [ConnectionID: RoutingID] = [:]
    private var last: Int64 = 0

    mutating func connection(of sender: RoutingID) -> ConnectionID {
        if let connection = connections[sender] { return connection }
        last += 1
        let connection = ConnectionID(last)
        connections[sender] = connection
        senders[connection] = sender
        return connection
    }

    func sender(of connection: ConnectionID) -> RoutingID? { senders[connection] }

    mutating func forget(_ connection: ConnectionID) {
        guard let sender = senders.removeValue(forKey: connection) else { return }
        connections[sender] = nil
    }
}
