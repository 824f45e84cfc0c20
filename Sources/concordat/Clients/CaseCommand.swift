import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat case`: a case's status and people, and what runs, waits and adds up on it.
struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract:
            "Shows a case: status, lead, team, meetings, what is expected, clocks, holds, patterns and score.",
        discussion: "What is not for the system that asks is absent. That it was read is itself recorded."
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
                let value = Self.readable(try JSONDocument(parsing: Array(row)).root.value)
                StandardOutput.write(IndentedJSON.text(of: value))
            }
        }
    }

    /// Members that are instants.
    private static let instants = ["since", "due", "at", "from", "convened", "held", "minutes-due"]

    /// The row with its instants as people read them.
    static func readable(_ value: JSONValue, as name: String = "") -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.map { JSONMember($0.key, readable($0.value, as: $0.key)) })
        case .array(let elements): .array(elements.map { readable($0) })
        case .integer(let number) where instants.contains(name):
            .string(ShownTime.text(Instant(milliseconds: number)))
        case .null, .bool, .integer, .number, .string: value
        }
    }
}
