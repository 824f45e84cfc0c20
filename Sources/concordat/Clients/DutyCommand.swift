import ArgumentParser
import Wire

/// `concordat duty`: what nobody has taken.
struct DutyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Shows what nobody has taken: unallocated cases, silence, quarantine, the unmatched."
    )

    @OptionGroup var client: ClientOptions

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func run() async throws {
        let rows = try await ClientCall.run(client, .none) { try await $0.rows(ClientMessage.Fetch(.duty)) }
        try ShownRows(rows: rows).write(
            asJSON: json,
            columns: [
                .member("kind"), .member("case"), .member("seq"), .instant("since"), .instant("due"),
                .member("owner"), .member("owner-role", as: "role"),
            ],
            empty: "nothing is left lying"
        )
    }
}
