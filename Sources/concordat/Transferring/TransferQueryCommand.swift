import ArgumentParser
import Transfer

/// `concordat transfer query`: the receiver asks.
struct TransferQueryCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Asks the offerer a question about its offer."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption

    @Option(help: "The question.")
    var question: String

    func content(on row: TransferRow) throws -> TransferContent {
        .queried(offer: try row.offer(), question: question)
    }
}
