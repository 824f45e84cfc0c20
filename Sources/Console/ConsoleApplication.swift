import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle
public import Vocabulary

/// The web pages of one authority, as a part of a process.
///
/// It is a client of the broker like any other: everything that it shows it reads through the desks, and everything that
/// somebody decides it publishes there.
public struct ConsoleApplication: Service {
    private let parts: ConsoleParts
    private let responder: RouterResponder<ConsoleContext>
    private let started: @Sendable (Int) -> Void

    /// Makes the pages ready; `started` is told the port once they are served.
    ///
    /// - Throws: ``ConsoleFault`` if it may not be started so, with every reason.
    public init(
        _ settings: ConsoleSettings,
        desks: [AgencyID: any Desk],
        board: NewsBoard,
        logger: Logger,
        now: @escaping @Sendable () -> Instant = ConsoleApplication.wallClock,
        started: @escaping @Sendable (Int) -> Void
    ) async throws {
        var faults = settings.faults
        var isStory = false
        if let desk = desks.sorted(by: { $0.key < $1.key }).first?.value {
            isStory = try await desk.isStory()
        }
        if case .demo = settings.signIn, !isStory {
            faults.append("sign-in: was demo; must be a provider, because the broker runs on the wall clock")
        }
        guard faults.isEmpty else { throw ConsoleFault(reasons: faults) }
        self.started = started
        parts = ConsoleParts(
            settings: settings,
            desks: desks,
            board: board,
            sessions: SessionStore(settings.patience, now: now),
            attempts: SignInAttempts(now: now),
            failures: Throttle(most: 5, withinMilliseconds: 15 * 60_000, now: now),
            beginnings: Throttle(most: 60, withinMilliseconds: 10 * 60_000, now: now),
            cookies: CookieNames(settings.authority),
            views: try ViewLibrary(),
            isStory: isStory,
            logger: logger,
            wallClock: now
        )
        responder = Self.router(parts).buildResponder()
    }

    /// What time it is on this machine.
    public static let wallClock: @Sendable () -> Instant = {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }

    private static func router(_ parts: ConsoleParts) -> Router<ConsoleContext> {
        let router = Router(context: ConsoleContext.self)
        let redirect = parts.settings.url + "/signed-in"
        let client: OpenIDClient
        switch parts.settings.signIn {
        case .provider(let own): client = own
        case .demo:
            client = OpenIDClient(
                issuer: parts.settings.url + "/provider",
                clientID: DemoProvider.clientID,
                // This very process answers: it may be busy, but not gone.
                patience: .seconds(300)
            )
        }
        router.add(
            middleware: SecurityHeaders(
                isSecure: parts.settings.certificates != nil,
                provider: origin(of: client.issuer, beside: parts.settings.url)
            )
        )
        router.add(middleware: FaultPages(parts: parts))
        router.add(middleware: SignInDoor(parts: parts))
        router.add(middleware: ReasonDoor())
        router.add(middleware: SessionReader(parts: parts))
        router.get("/") { _, context in
            let visitor = try parts.visitor(context)
            return Response.seeOther((Place.open(to: visitor, parts.settings).first ?? .inbox).path)
        }
        let provider = OpenIDProvider(client, redirect: redirect, web: .shared, now: parts.wallClock)
        SignInPages(parts: parts, provider: provider).add(to: router)
        if case .demo = parts.settings.signIn {
            let demo = DemoProvider(issuer: client.issuer, redirect: redirect, now: parts.wallClock)
            DemoProviderPages(parts: parts, provider: demo).add(to: router)
        }
        AssetPages().add(to: router)
        NewsPages(parts: parts).add(to: router)
        InboxPages(parts: parts).add(to: router)
        CasePages(parts: parts).add(to: router)
        StoryPages(parts: parts).add(to: router)
        DutyPages(parts: parts).add(to: router)
        TransferPages(parts: parts).add(to: router)
        MeetingPages(parts: parts).add(to: router)
        GovernancePages(parts: parts).add(to: router)
        SessionPages(parts: parts).add(to: router)
        return router
    }

    /// The origin of a provider that is another site, for the policy of forms.
    private static func origin(of issuer: String, beside url: String) -> String {
        let parts = issuer.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, !issuer.hasPrefix(url) else { return "" }
        return parts.prefix(3).joined(separator: "/")
    }

    /// Serves until the process is told to stop; open pages are told first.
    public func run() async throws {
        let settings = parts.settings
        var quiet = parts.logger
        quiet.logLevel = .error
        let application = Application(
            responder: responder,
            server: try Self.server(settings),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: nil
            ),
            onServerRunning: { channel in started(channel.localAddress?.port ?? settings.port) },
            logger: quiet
        )
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            parts.board.stop()
        }
    }

    private static func server(_ settings: ConsoleSettings) throws -> HTTPServerBuilder {
        guard let files = settings.certificates else { return .http1() }
        let chain = try NIOSSLCertificate.fromPEMFile(files.chainPath).map {
            NIOSSLCertificateSource.certificate($0)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain,
            privateKey: .privateKey(try NIOSSLPrivateKey(file: files.keyPath, format: .pem))
        )
        configuration.minimumTLSVersion = .tlsv12
        return try .tls(.http1(), tlsConfiguration: configuration)
    }
}
