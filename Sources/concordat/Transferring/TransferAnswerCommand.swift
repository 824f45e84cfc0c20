import ArgumentParser
import Transfer

/// `concordat transfer answer`: the offerer answers.
struct TransferAnswerCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answers the receiver's question about the offer."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption

    @Option(help: "The answer.")
    var answer: String

    func content(on row: TransferRow) throws -> TransferContent {
        .answered(offer: try row.offer(), answer: answer)
    }
}
