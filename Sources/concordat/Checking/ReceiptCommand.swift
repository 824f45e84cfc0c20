import ArgumentParser

/// `concordat receipt`: what anybody can do with a receipt.
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Checks receipts without a broker.",
        subcommands: [ReceiptCheckCommand.self]
    )
}
