import ArgumentParser
import Chronology
import JSON
import Vocabulary
import Wire

/// `concordat meeting pack`: what a meeting is given, from the ledger and not from memory.
struct MeetingPackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Writes a meeting's data pack: what was said on the case since the meeting before.",
        discussion: """
            Tests, claims and what contradicts them, attendance, incidents, reports and those that are missing, open \
            actions and clocks; each with the entry that it comes from, as far as it is for the system that asks. \
            That it was read is itself recorded in the ledger before it is shown.
            """
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The case, such as C-1042.")
    var id: String

    @Argument(
        help: "The entry that convened the meeting, as `concordat case` shows it; otherwise the next one."
    )
    var meeting: Int64?

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func validate() throws {
        guard CaseID(id) != nil else { throw ValidationError("a case is printable ASCII, such as C-1042") }
        if let meeting, meeting < 1 { throw ValidationError("a meeting is an entry's sequence, at least 1") }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.pack)
        fetch.caseID = CaseID(id)
        fetch.sequence = meeting.map { LedgerSequence($0) }
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        if json {
            for row in rows { StandardOutput.write(String(decoding: row, as: UTF8.self)) }
        } else {
            let nodes = try rows.map { try JSONDocument(parsing: Array($0)).root }
            StandardOutput.write(PackText.text(of: nodes))
        }
    }
}
