import ArgumentParser
import JSON
import Wire

/// `concordat duty`: what nobody has taken, what is held, and what ran out.
struct DutyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Shows what nobody has taken, what is held and which clocks ran out.",
        discussion: """
            Unallocated cases, quarantine, the unmatched; systems that said nothing for longer than was agreed \
            (`silent-after` in the authority's agencies.yaml, or an adapter's own word); changes of state that wait for a named person \
            (`concordat override` lets one through); clocks that were due and that nothing has cleared.
            """
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
                .member("owner"), .member("owner-role", as: "role"), Self.what,
            ],
            empty: "nothing is left lying"
        )
    }

    /// What is held by which rule and who may let it through, which system is silent, or which clock ran out and how late
    /// it is.
    static let what = ShownRows.Column("what") { row in
        if let change = row["change"]?.string {
            let reasons = ShownRows.text(row["reasons"])
            return "\(change): \(reasons) (\(ShownRows.text(row["rule"])); "
                + "\(ShownRows.text(row["may-override"])) may override)"
        }
        if let system = row["system"]?.string { return "\(system) says nothing" + ring(row["contact"]) }
        guard let clock = row["clock"]?.string else { return "-" }
        return "\(clock) \(ShownRows.text(row["title"])), \(late(row["late-ms"]?.integer ?? 0)) late"
    }

    /// Whom to ring about it, if the agreement says.
    private static func ring(_ contact: JSONNode?) -> String {
        guard let contact else { return "" }
        let hours = contact["hours"]?.string.map { " (\($0))" } ?? ""
        return "; ring \(ShownRows.text(contact["name"])), \(ShownRows.text(contact["phone"]))\(hours)"
    }

    /// How late in whole units, as people say it.
    static func late(_ milliseconds: Int64) -> String {
        let hours = milliseconds / 3_600_000
        if hours >= 48 { return "\(hours / 24) days" }
        return hours >= 1 ? "\(hours) h" : "\(milliseconds / 60_000) min"
    }
}
