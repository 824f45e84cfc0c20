import ArgumentParser
import Vocabulary
import Wire

/// `concordat inbox`: what waits for a person.
struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Shows what waits for a person, the most urgent first.",
        discussion: "That it was read is itself recorded in the ledger before it is shown."
    )

    @OptionGroup var client: ClientOptions

    @Option(help: "Whose inbox: a member of staff of the system's agency, as in bhm-csc/nadia.bloom.")
    var person: String

    @Flag(help: "Show what was answered too.")
    var all = false

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func validate() throws {
        guard StaffID(person) != nil else { throw ValidationError("--person must be <agency>/<name>") }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.inbox)
        fetch.person = StaffID(person)
        fetch.all = all
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        try ShownRows(rows: rows).write(
            asJSON: json,
            columns: [
                .instant("due"), .member("severity"), .member("topic"), .member("cases", as: "case"),
                .member("seq"), .member("state"), .member("rung"), .member("why"), .member("id"),
            ],
            empty: "nothing waits for \(person)"
        )
    }
}
