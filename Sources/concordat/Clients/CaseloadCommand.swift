import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat caseload`: whose case somebody's is.
struct CaseloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "caseload",
        abstract:
            "Shows the open cases on which a person works or stands in, what is due first on them first.",
        discussion: """
            From the register as it is now; what is closed or held by another authority is not in it. That it was read is \
            itself recorded in the ledger before it is shown.
            """
    )

    @OptionGroup var client: ClientOptions

    @Option(help: "Whose cases: a member of staff of the system's agency, as in bhm-csc/nadia.bloom.")
    var person: String

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func validate() throws {
        guard StaffID(person) != nil else { throw ValidationError("--person must be <agency>/<name>") }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.caseload)
        fetch.person = StaffID(person)
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        try ShownRows(rows: rows).write(
            asJSON: json,
            columns: [
                .instant("due"), .member("case"), ShownRows.Column("as") { Self.roles($0) },
                .member("legal-basis", as: "basis"), .member("to-answer", as: "to answer"),
                .member("clock-title", as: "clock"), .member("children"),
            ],
            empty: "\(person) works on no open case"
        )
    }

    /// In which roles, and for whom.
    private static func roles(_ row: JSONNode) -> String {
        (row["roles"].map { Array($0.elements) } ?? []).map { part in
            ShownRows.text(part["role"]) + (part["for"]?.string.map { " for \($0)" } ?? "")
        }.joined(separator: ", ")
    }
}
