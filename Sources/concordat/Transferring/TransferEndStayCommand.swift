import ArgumentParser
import JSON
import Transfer

/// `concordat transfer end-stay`: the offerer asks that a temporary stay ends.
struct TransferEndStayCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "end-stay",
        abstract: "Asks that a temporary stay ends; it does once the receiver's broker has this.",
        discussion: """
            A stay's last day ends nothing by itself, and a stay is not extended: one that lasts longer is ended and \
            offered anew, or made permanent with `offer --continues-stay`, by which the receiver goes on to hold. The \
            receiver ends a stay with `decline`.
            """
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(
        help: "What became of it: returned (the family is back) or permanent (it stays without a new offer)."
    )
    var outcome: String

    func validate() throws {
        guard StayOutcome(rawValue: outcome) != nil else {
            let outcomes = StayOutcome.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--outcome must be one of \(outcomes)")
        }
    }

    func content(on row: TransferRow) throws -> TransferContent {
        guard let outcome = StayOutcome(rawValue: outcome) else { throw ExitCode.validationFailure }
        guard row.isStay else {
            throw CommandFailure.refused("\(row.header.transfer): its latest offer is of no temporary stay")
        }
        return .stayEnded(offer: try row.offer(), outcome: outcome)
    }

    var additions: [JSONMember] { [person.member] }
}
