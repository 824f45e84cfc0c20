import ArgumentParser
import JSON
import Transfer

/// `concordat transfer decline`: the durable refusal of an offer.
struct TransferDeclineCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Declines the offer, for good; the offerer stays sole."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "Why.")
    var reason: String

    func content(on row: TransferRow) throws -> TransferContent {
        .declined(offer: try row.offer(), reason: reason)
    }

    var additions: [JSONMember] { [person.member] }
}
