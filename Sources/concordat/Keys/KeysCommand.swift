import ArgumentParser

/// `concordat keys`: makes and shows the keys of systems and brokers.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Makes and shows the keys of systems and brokers.",
        subcommands: [KeysMakeCommand.self, KeysSigningCommand.self, KeysShowCommand.self]
    )
}
