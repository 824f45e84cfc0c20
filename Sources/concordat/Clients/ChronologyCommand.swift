import ArgumentParser
import Chronology
import JSON
import Vocabulary
import Wire

/// `concordat chronology`: one merged story from all agencies, with who was told when.
struct ChronologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chronology",
        abstract: "Tells a case's story from all agencies, in order, with who was told when.",
        discussion: "That it was read is itself recorded in the ledger before it is shown."
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "The case, such as C-1042.")
    var id: String

    @Option(
        help: "How it is written: text, json or csv.",
        transform: { text in
            guard let format = StoryFormat(rawValue: text) else {
                throw ValidationError("--format must be text, json or csv")
            }
            return format
        }
    )
    var format = StoryFormat.text

    @Option(help: "Only what this agency said.")
    var agency: String?

    @Option(
        name: [.customLong("known-on"), .customLong("as-known-on")],
        help:
            "Only what was known then: the end of a day, or a date-time. What was taken back since stays empty."
    )
    var knownOn: String?

    func validate() throws {
        guard CaseID(id) != nil else { throw ValidationError("a case is printable ASCII, such as C-1042") }
        if let agency, AgencyID(agency) == nil { throw ValidationError("--agency must be an agency's id") }
        if let knownOn, CommandArgument.instant(endOfDay: knownOn) == nil {
            throw ValidationError("--known-on must be a date such as 2026-10-14, or a date-time")
        }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.chronology)
        fetch.caseID = CaseID(id)
        fetch.agency = agency.flatMap { AgencyID($0) }
        fetch.knownOn = knownOn.flatMap(CommandArgument.instant(endOfDay:))
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        let story = try rows.map { row in
            guard let row = StoryRow(json: try JSONDocument(parsing: Array(row)).root) else {
                throw CommandFailure.refused("the broker sent a row that is none of a chronology")
            }
            return row
        }
        StandardOutput.write(Array(format.render(story).utf8))
    }
}
