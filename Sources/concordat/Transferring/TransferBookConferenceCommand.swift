import ArgumentParser
import Transfer

/// `concordat transfer book-conference`: the receiving-in conference has a date.
struct TransferBookConferenceCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "book-conference",
        abstract: "Says when the receiving-in conference is."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption

    @Option(help: "When: a day, or a date-time.")
    var at: String

    func validate() throws {
        guard Appointment(at) != nil else {
            throw ValidationError("--at must be YYYY-MM-DD, or an RFC 3339 date-time")
        }
    }

    func content(on row: TransferRow) throws -> TransferContent {
        guard let at = Appointment(at) else { throw ExitCode.validationFailure }
        return .conferenceBooked(offer: try row.offer(), at: at)
    }
}
