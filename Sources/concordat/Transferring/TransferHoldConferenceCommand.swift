import ArgumentParser
import Transfer

/// `concordat transfer hold-conference`: the receiving-in conference took place.
struct TransferHoldConferenceCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "hold-conference",
        abstract: "Says that the receiving-in conference was held, and its outcome."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption

    @Option(help: "What it decided; it never undoes the acceptance.")
    var outcome: String

    func content(on row: TransferRow) throws -> TransferContent {
        .conferenceHeld(offer: try row.offer(), outcome: outcome)
    }
}
