import ArgumentParser
import Transfer

/// `concordat transfer release`: the offerer lets go.
struct TransferReleaseCommand: TransferAct {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Lets go, confirmed by a named person; the receiver is sole once it has everything."
    )

    @OptionGroup var client: ClientOptions
    @OptionGroup var transfer: TransferOption
    @OptionGroup var person: PersonOptions

    @Option(help: "A file with a JSON array: what is open now and goes along.")
    var inventory: String?

    @Option(help: "Why conference or core group are not waited for; both leads must have agreed (waive).")
    var waived: String?

    func content(on row: TransferRow) throws -> TransferContent {
        .released(
            ReleaseTerms(
                offer: try row.offer(),
                acceptance: try row.acceptance(),
                person: person.person,
                through: row.through,
                coming: row.coming,
                inventory: try InventoryFile.read(inventory),
                waived: waived.map { ReleaseTerms.Waiver(reason: $0) }
            )
        )
    }
}
