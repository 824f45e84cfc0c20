import ArgumentParser
import JSON
import Transfer
import Vocabulary

/// `concordat transfer notify`: the heads-up that a family moves.
struct TransferNotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Tells another authority that a family moves there; nobody's responsibility changes.",
        discussion: "Prints the transfer's id, which every later act names."
    )

    @OptionGroup var client: ClientOptions

    @Option(help: "The other authority's GSS code.")
    var to: String

    @Option(name: .customLong("case"), help: ChildArgument.help)
    var children: [ChildArgument]

    @Option(help: "From which day they live there, YYYY-MM-DD.")
    var fromDate: String

    @Flag(help: "They are to come back.")
    var temporary = false

    @Option(help: "Where to.")
    var address: String?

    @Option(help: "The transfer's id; otherwise one made of authority, case and day.")
    var transfer: String?

    @Option(help: "The chain of responsibility; otherwise one made of authority and case.")
    var lineage: String?

    func validate() throws {
        guard CommandArgument.authority(to) != nil else {
            throw ValidationError("--to must be a GSS code, a letter and eight digits")
        }
        guard !children.isEmpty else { throw ValidationError("--case must be given for each child") }
        guard CivilDate(iso8601: fromDate) != nil else {
            throw ValidationError("--from-date must be YYYY-MM-DD")
        }
    }

    func run() async throws {
        guard let receiver = CommandArgument.authority(to), let date = CivilDate(iso8601: fromDate),
            let first = children.first?.member.caseID
        else { throw ExitCode.validationFailure }
        try await ClientCall.run(client, .box("outbox")) { call in
            guard
                let transfer = TransferID(transfer ?? "TR-\(call.authority)-\(first)-\(fromDate)"),
                let lineage = LineageID(lineage ?? "L-\(call.authority)-\(first)")
            else { throw CommandFailure.usage("--transfer and --lineage must be printable ASCII") }
            let header = TransferHeader(
                transfer: transfer,
                lineage: lineage,
                epoch: 0,
                from: call.authority,
                to: receiver
            )
            let notice = MoveNotice(
                members: children.map(\.member),
                address: address.map { ["lines": .string($0), "authority": .string(to)] },
                fromDate: date,
                isTemporary: temporary
            )
            try await TransferMessage(header, .moveNotified(notice)).publish(by: call)
            StandardOutput.write(transfer.text)
        }
    }
}
