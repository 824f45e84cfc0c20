import ArgumentParser

/// The root of the commands.
struct ConcordatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concordat",
        abstract: "Carries what one agency knows about a child to those who must act on it, and proves it.",
        discussion: """
            Exit status: 0 done; 1 refused, or not verified; 64 wrong arguments; 69 the broker cannot be \
            reached; 75 too little was seen to prove anything; 78 a file of the configuration is wrong (every fault is listed, and nothing was started).
            """,
        groupedSubcommands: [
            CommandGroup(name: "Broker", subcommands: brokerCommands),
            CommandGroup(name: "Client", subcommands: clientCommands),
            CommandGroup(name: "Proof", subcommands: checkCommands),
        ]
    )

    private static let brokerCommands: [any ParsableCommand.Type] = [
        ServeCommand.self, KeysCommand.self, TopicsCommand.self, DemoCommand.self, BenchCommand.self,
        CeilingCommand.self, TortureCommand.self, SimulateCommand.self, ConsoleCommand.self,
    ]
    private static let clientCommands: [any ParsableCommand.Type] = [
        PublishCommand.self, ListenCommand.self, InboxCommand.self, CaseloadCommand.self,
        AcknowledgeCommand.self,
        ExplainCommand.self, DutyCommand.self, OverrideCommand.self, StatusCommand.self, CaseCommand.self,
        ChronologyCommand.self, LatenessCommand.self, MeetingCommand.self, TransferCommand.self,
        AdapterCommand.self,
    ]
    private static let checkCommands: [any ParsableCommand.Type] = [
        VerifyCommand.self, ReceiptCommand.self, ReplayCommand.self,
    ]
}
