public import ArgumentParser
public import Logging

// `--log-level` of the commands that run until they are asked to stop.
extension Logger.Level: @retroactive ExpressibleByArgument {}

extension Logger {
    /// The logger of a process that serves; what it logs goes to standard error.
    static func service(_ label: String, _ level: Level) -> Logger {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        return Logger(label: label, from: level)
    }

    /// For the life cycle, whose own steps are of no use to an operator.
    static var lifeCycle: Logger { Logger(label: "concordat.lifecycle", from: .error) }

    private init(label: String, from level: Level) {
        self.init(label: label)
        logLevel = level
    }
}
