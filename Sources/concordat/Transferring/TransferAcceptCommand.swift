import ArgumentParser
import Transfer
import Vocabulary

/// `concordat transfer accept`: the durable acceptance, in the name of a person.
struct TransferAcceptCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accepts the offer, in the name of a person; both hold until the offerer releases."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "The day of the receiving-in conference, YYYY-MM-DD.")
    var conference: String

    func validate() throws {
        guard CivilDate(iso8601: conference) != nil else {
            throw ValidationError("--conference must be YYYY-MM-DD")
        }
    }

    func content(on row: TransferRow) throws -> TransferContent {
        guard let date = CivilDate(iso8601: conference) else { throw ExitCode.validationFailure }
        return .accepted(Acceptance(offer: try row.offer(), person: person.person, conference: date))
    }
}
