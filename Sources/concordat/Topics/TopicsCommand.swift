import ArgumentParser

/// `concordat topics`: what the partnership agreed to say to one another.
struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Checks and shows the topics: what may be said, by whom, and who sees it.",
        subcommands: [
            TopicsCheckCommand.self, TopicsListCommand.self, TopicsShowCommand.self,
            TopicsExportCommand.self,
        ]
    )
}

/// Where the topics lie.
struct TopicsOption: ParsableArguments {
    @Option(name: .customLong("topics"), help: "The folder of topics.")
    var folder = "Topics"
}
