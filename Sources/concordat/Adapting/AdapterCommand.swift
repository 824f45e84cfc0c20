import ArgumentParser

/// `concordat adapter`: what an agency's own system exports becomes events.
struct AdapterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapter",
        abstract: "Connects agencies' own systems, and tells people that something waits.",
        subcommands: [AdapterRunCommand.self, AdapterCheckCommand.self, AdapterRefusedCommand.self],
        defaultSubcommand: AdapterRunCommand.self
    )
}
