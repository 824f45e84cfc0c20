import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat explain`: why an entry went to whom, and until when they must answer.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why an entry went to whom, by which rule and until when; and to whom not."
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The entry's sequence, as receipts, inboxes and chronologies show it.")
    var sequence: Int64

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func validate() throws {
        guard sequence > 0 else { throw ValidationError("a sequence is at least 1") }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.explain)
        fetch.sequence = LedgerSequence(sequence)
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        let reason = ShownRows.Column("why") { row in
            row["why"]?.string ?? row["why-not"]?.string.map { "not told: " + $0 } ?? "-"
        }
        try ShownRows(rows: rows).write(
            asJSON: json,
            columns: [
                .member("case"), .member("recipient"), .member("role"), .member("detail"), .member("rule"),
                .instant("due"), reason,
            ],
            empty: "entry \(sequence) was routed to nobody: it is not about a person or case"
        )
    }
}
