public import BrokerClient
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
public import ServiceLifecycle

/// Takes CloudEvents and FHIR messages over HTTP; what is answered with 200 is in the broker's ledger.
public struct HTTPAdapter: Service {
    /// One caller's way to the broker.
    public struct Line: Sendable {
        let sink: any EventSink
        let journal: AdapterJournal
        let box: ClientBox?

        /// Creates a line; the box is asked for numbers only.
        public init(sink: any EventSink, journal: AdapterJournal, box: ClientBox?) {
            self.sink = sink
            self.journal = journal
            self.box = box
        }
    }

    private let configuration: HTTPConfiguration
    private let door: HTTPDoor
    private let logger: Logger
    private let listening: @Sendable (Int) -> Void

    /// Creates an adapter with one line for each caller, in their order; `listening` hears the port.
    public init(
        _ configuration: HTTPConfiguration,
        lines: [Line],
        logger: Logger,
        listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        door = HTTPDoor(
            configuration,
            desks: zip(configuration.callers, lines).map { caller, line in
                HTTPDoor.Desk(caller: caller, sink: line.sink, journal: line.journal, box: line.box)
            }
        )
        self.logger = logger
        self.listening = listening
    }

    /// Listens until the process is asked to stop.
    public func run() async throws {
        let server: HTTPServerBuilder =
            try configuration.tls.map { try .tls(.http1(), tlsConfiguration: $0.server()) } ?? .http1()
        let application = Application(
            responder: door,
            server: server,
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "concordat"
            ),
            onServerRunning: { [listening] channel in listening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }
}
