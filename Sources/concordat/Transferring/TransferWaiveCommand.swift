import ArgumentParser
import Transfer

/// `concordat transfer waive`: one side's lead agrees to release without conference or core group.
struct TransferWaiveCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "waive",
        abstract: "Agrees to a release without conference or core group; needed from both sides' leads."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "Why.")
    var reason: String

    func content(on row: TransferRow) throws -> TransferContent {
        .waiverAgreed(offer: try row.offer(), person: person.person, reason: reason)
    }
}
