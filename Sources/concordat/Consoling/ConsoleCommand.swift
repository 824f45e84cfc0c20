import ArgumentParser
import Console
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import ZeroMQ

/// `concordat console <console.yaml>`: an authority's web pages, as a process of their own.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Serves an authority's console, the web pages for its people, until SIGTERM or SIGINT.",
        discussion: """
            The same runs beside the broker if its file names one (`console: console.yaml`). Prints \
            `console of <authority> at <url>` once it takes requests. Everybody signs in through OpenID Connect; what \
            they open is recorded by the broker before it is shown.
            """
    )

    @Argument(help: "The console's configuration.")
    var file: String

    @Option(help: "What is logged: trace, debug, info, notice, warning, error or critical.")
    var logLevel = "notice"

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError(
                "--log-level must be one of trace, debug, info, notice, warning, error, critical"
            )
        }
    }

    func run() async throws {
        let file = try ConsoleFile(path: file)
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "concordat.console")
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        let context = try ZeroMQContext()
        let console = try RunningConsole(file, context: context, logger: logger)
        var quiet = logger
        quiet.logLevel = .error
        var group = ServiceGroupConfiguration(
            services: [.init(service: console)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet
        )
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
        context.terminate()
    }
}
