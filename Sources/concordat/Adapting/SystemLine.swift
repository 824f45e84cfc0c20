import Adapters
import BrokerClient
import Concerns
import Foundation
import Logging
import Vocabulary
import ZeroMQ

/// One system's way to its broker: box, connection, and the journal of what the adapter did for it.
struct SystemLine: Sendable {
    let source: EventSource
    let box: ClientBox
    let connection: BrokerConnection
    let journal: AdapterJournal

    init(_ system: AdapterFile.System, _ file: AdapterFile, context: ZeroMQContext, logger: Logger) throws {
        guard let serverKey = CurvePublicKey(z85: file.serverKey) else {
            throw CommandFailure.misconfigured(["server-key: must be 40 characters in Z85"])
        }
        source = system.source
        box = try ClientBox(at: system.boxPath)
        connection = try BrokerConnection(
            ClientConfiguration(
                endpoint: file.endpoint,
                serverKey: serverKey,
                keys: try Certificate.secret(in: system.certificatePath).keys,
                agent: "concordat-adapter/1"
            ),
            box: box,
            context: context,
            logger: logger
        )
        journal = AdapterJournal(
            name: source.user?.text ?? source.system,
            list: system.boxPath + "/refused.jsonl",
            clock: Self.now
        )
    }

    /// The wall clock.
    static func now() -> Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded()))
    }
}
