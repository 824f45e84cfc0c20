import ArgumentParser

/// `concordat meeting`: what meetings need.
struct MeetingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Prepares meetings about a case.",
        subcommands: [MeetingPackCommand.self]
    )
}
