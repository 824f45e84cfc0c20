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

    @Option(help: "What is logged, from this level up.")
    var logLevel = Logger.Level.notice

    func run() async throws {
        let file = try ConsoleFile(path: file)
        let logger = Logger.service("concordat.console", logLevel)
        let context = try ZeroMQContext()
        let console = try RunningConsole(file, context: context, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: console)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: .lifeCycle
        )
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
        context.terminate()
    }
}
