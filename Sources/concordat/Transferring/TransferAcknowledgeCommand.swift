import ArgumentParser
import Transfer

/// `concordat transfer acknowledge`: the receiving front door knows, and by name.
struct TransferAcknowledgeCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "The receiving front door knows of the move, and says who there answers."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "The front door's telephone number.")
    var phone: String

    func content(on row: TransferRow) throws -> TransferContent {
        .acknowledged(person: person.person, phone: phone)
    }
}
