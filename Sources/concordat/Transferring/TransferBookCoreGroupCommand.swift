import ArgumentParser
import Transfer

/// `concordat transfer book-core-group`: the first core group has a date.
struct TransferBookCoreGroupCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "book-core-group",
        abstract: "Says when the first core group at the receiver is."
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
        return .coreGroupBooked(offer: try row.offer(), at: at)
    }
}
