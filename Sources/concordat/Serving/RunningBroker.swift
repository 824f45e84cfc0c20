import Broker
import ServiceLifecycle
import Vocabulary

/// A broker as a part of the process: says when it serves, and drains on the first signal.
struct RunningBroker: Service {
    let node: BrokerNode
    let authority: AuthorityCode

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await node.run { StandardOutput.write("serving \(authority) at \($0)") }
        } onGracefulShutdown: {
            Task { await node.stop() }
        }
    }
}
