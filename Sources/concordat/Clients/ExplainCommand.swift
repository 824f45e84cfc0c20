import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat explain`: why an entry went to whom, and until when they must answer.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why an entry went to whom, by which rule and until when; and to whom not.",
        discussion: """
            Then eight instants: when it happened, was recorded by its agency, published, accepted, and when the first of \
            those told had it delivered, opened the story it is in, acknowledged it and acted on it. Published is when the \
            agency's software says so (`publishedtime`), else when the broker accepted it.
            """
    )

    private static let instants = [
        "event", "recorded", "published", "accepted", "delivered", "opened", "acknowledged", "acted",
    ]

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
        var times = ClientMessage.Fetch(.instants)
        times.sequence = fetch.sequence
        let (rows, instants) = try await ClientCall.run(client, .none) { [fetch, times] in
            (try await $0.rows(fetch), try await $0.rows(times))
        }
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
        try ShownRows(rows: instants).write(
            asJSON: json,
            columns: Self.instants.map { .instant($0) },
            empty: "nothing is known of when"
        )
    }
}
