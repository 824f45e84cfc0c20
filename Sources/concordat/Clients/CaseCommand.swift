import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat case`: a case's status, people and running clocks.
struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Shows a case: status, lead, team, household, running clocks."
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The case, such as C-1042.")
    var id: String

    @Flag(help: "Print the row as it came, on one line.")
    var json = false

    func validate() throws {
        guard CaseID(id) != nil else { throw ValidationError("a case is printable ASCII, such as C-1042") }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.case)
        fetch.caseID = CaseID(id)
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        for row in rows {
            if json {
                StandardOutput.write(String(decoding: row, as: UTF8.self))
            } else {
                StandardOutput.write(IndentedJSON.text(of: try JSONDocument(parsing: Array(row)).root.value))
            }
        }
    }
}
