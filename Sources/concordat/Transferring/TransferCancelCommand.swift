import ArgumentParser
import JSON
import Transfer

/// `concordat transfer cancel`: the offerer asks for its offer back.
struct TransferCancelCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Asks for the offer back; only a request, and an acceptance that is on its way wins."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "Why.")
    var reason: String

    func content(on row: TransferRow) throws -> TransferContent {
        .cancelRequested(offer: try row.offer(), reason: reason)
    }

    var additions: [JSONMember] { [person.member] }
}
