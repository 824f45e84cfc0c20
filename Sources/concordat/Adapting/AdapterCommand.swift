import ArgumentParser

/// `concordat adapter`: what an agency's own system exports becomes events.
struct AdapterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapter",
        abstract: "Publishes what agencies' own systems export into drop folders.",
        subcommands: [AdapterRunCommand.self, AdapterCheckCommand.self],
        defaultSubcommand: AdapterRunCommand.self
    )
}
