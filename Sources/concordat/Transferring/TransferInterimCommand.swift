import ArgumentParser
import JSON
import Transfer

/// `concordat transfer interim`: the receiver holds too, before it decides.
struct TransferInterimCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "interim",
        abstract: "The receiver also holds: it carries the plan out until it decides."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "What the receiver does meanwhile, in words.")
    var plan: String

    func content(on row: TransferRow) throws -> TransferContent {
        .interim(offer: try row.offer(), plan: ["summary": .string(plan)])
    }

    var additions: [JSONMember] { [person.member] }
}
