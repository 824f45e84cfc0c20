public import BrokerClient
import Concerns
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
public import ServiceLifecycle
import Vocabulary

/// Tells people that something waits for them, by mail and by webhook; what it is they read where they sign in.
///
/// Woken by deliveries, and every so often without, it asks the broker what waits for each person and tells once what was
/// not told, and again what has climbed. What was told is noted after it was sent: a crash in between tells it twice,
/// under the same id, and never not at all. Whoever cannot be reached is tried again, later and later.
public struct OutwardAdapter: Service {
    private let configuration: OutwardConfiguration
    private let connection: BrokerConnection
    private let journal: AdapterJournal
    private let logger: Logger
    private let listening: @Sendable (Int) -> Void

    /// Creates an adapter; `listening` hears the port at which calendars are served, or 0 if none are.
    public init(
        _ configuration: OutwardConfiguration,
        connection: BrokerConnection,
        journal: AdapterJournal,
        logger: Logger,
        listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.connection = connection
        self.journal = journal
        self.logger = logger
        self.listening = listening
    }

    /// Runs until the process is asked to stop.
    public func run() async throws {
        let round = OutwardRound(
            configuration,
            reader: BrokerWaitingReader(connection: connection),
            box: connection.box,
            journal: journal,
            logger: logger
        )
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await listen(wake) } }
            group.addTask { await cancelWhenGracefulShutdown { await tick(wake) } }
            group.addTask {
                // Whoever is being told is told, and that is noted, before we go.
                await withGracefulShutdownHandler {
                    await look(round, wakes)
                } onGracefulShutdown: {
                    wake.finish()
                }
                try await round.shutdown()
            }
            group.addTask { try await serveCalendars() }
            do { try await group.waitForAll() } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    private func listen(_ wake: AsyncStream<Void>.Continuation) async {
        guard let name = SubscriptionName("outward") else { return }
        do {
            try await connection.subscribe(Subscription(name, to: configuration.topics))
            for try await _ in connection.messages(of: name) {
                journal.heard()
                wake.yield()
            }
        } catch is CancellationError {
            // Asked to stop.
        } catch {
            // The looks that nothing wakes go on.
            logger.error("deliveries ended", metadata: ["error": "\(error)"])
        }
    }

    private func tick(_ wake: AsyncStream<Void>.Continuation) async {
        wake.yield()
        while !Task.isCancelled {
            do { try await Task.sleep(for: configuration.interval) } catch { return }
            wake.yield()
        }
    }

    private func look(_ round: OutwardRound, _ wakes: AsyncStream<Void>) async {
        for await _ in wakes {
            var pause = Duration.milliseconds(500)
            while !Task.isShuttingDownGracefully && !Task.isCancelled {
                // Several deliveries that come together are one mail.
                await Rounds.pause(pause)
                guard !Task.isShuttingDownGracefully, let again = await round.run() else { break }
                pause = again
            }
        }
    }

    private func serveCalendars() async throws {
        guard let place = configuration.calendars else {
            listening(0)
            return try await gracefulShutdown()
        }
        let door = CalendarDoor(
            feed: CalendarFeed(reader: BrokerWaitingReader(connection: connection)),
            people: configuration.people,
            clock: { [journal] in journal.instant }
        )
        let server: HTTPServerBuilder =
            try place.tls.map { try .tls(.http1(), tlsConfiguration: $0.server()) } ?? .http1()
        let application = Application(
            responder: door,
            server: server,
            configuration: .init(address: .hostname(place.host, port: place.port), serverName: "concordat"),
            onServerRunning: { [listening] channel in listening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }
}
