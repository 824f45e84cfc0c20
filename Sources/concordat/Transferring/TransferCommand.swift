import ArgumentParser

/// `concordat transfer`: how responsibility for a child moves between two authorities.
struct TransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Hands responsibility for a child over to another authority, or takes it.",
        discussion: """
            In order: notify (offerer), acknowledge (receiver), offer with its pack, then query and answer as needed, \
            interim, accept or decline (receiver), book-conference, hold-conference, book-core-group, release \
            (offerer). A temporary stay is offered with --kind temporary-stay and moves no responsibility: its offerer ends \
            it with end-stay, its receiver with decline, and an offer that continues it makes it permanent. From offer to settlement both sides are told of everything new about the child, and at no \
            moment does nobody hold. Each act first reads how the transfer stands, and repeats what it rests on.
            """,
        subcommands: [
            TransferStatusCommand.self, TransferShowCommand.self, TransferNotifyCommand.self,
            TransferAcknowledgeCommand.self,
            TransferOfferCommand.self, TransferQueryCommand.self, TransferAnswerCommand.self,
            TransferInterimCommand.self, TransferAcceptCommand.self, TransferDeclineCommand.self,
            TransferBookConferenceCommand.self, TransferHoldConferenceCommand.self,
            TransferBookCoreGroupCommand.self, TransferWaiveCommand.self, TransferReleaseCommand.self,
            TransferCancelCommand.self, TransferEndStayCommand.self,
        ]
    )
}
