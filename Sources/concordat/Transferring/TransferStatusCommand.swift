import ArgumentParser
import JSON
import Transfer
import Vocabulary
import Wire

/// `concordat transfer status`: how transfers stand, as this authority knows.
struct TransferStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how transfers stand: who holds, what happened, what is still needed."
    )

    @OptionGroup var client: ClientOptions

    @Argument(help: "One transfer; otherwise all.")
    var transfer: String?

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    func validate() throws {
        if let transfer, TransferID(transfer) == nil {
            throw ValidationError("a transfer's id is printable ASCII")
        }
    }

    func run() async throws {
        var fetch = ClientMessage.Fetch(.transfer)
        fetch.transfer = transfer.flatMap { TransferID($0) }
        let rows = try await ClientCall.run(client, .none) { [fetch] in try await $0.rows(fetch) }
        if rows.isEmpty, !json { StandardOutput.write("no transfer is known here") }
        for row in rows {
            if json {
                StandardOutput.write(String(decoding: row, as: UTF8.self))
            } else if let row = TransferRow(try JSONDocument(parsing: Array(row)).root) {
                StandardOutput.write(Self.text(row))
            }
        }
    }

    static func text(_ row: TransferRow) -> String {
        let header = row.header
        let isInDoubt = row.node["in-doubt"]?.bool == true
        let doubt =
            isInDoubt
            ? ["IN DOUBT: what \(header.from) and \(header.to) know of it may differ; ring the other side"]
            : []
        var lines =
            doubt + [
                "\(header.transfer)  \(header.from) to \(header.to), epoch \(header.epoch), lineage \(header.lineage)",
                """
                    here \(row.here.rawValue), there \(ShownRows.text(row.node["there"])); \
                held by \(ShownRows.text(row.node["holders"]))
                """,
            ]
        for milestone in row.node["milestones"].map({ Array($0.elements) }) ?? [] {
            let at = milestone["at"]?.integer.map { ShownTime.text(Instant(milliseconds: $0)) } ?? "-"
            let date = milestone["date"]?.string.map { ", for " + $0 } ?? ""
            let sequence = ShownRows.text(milestone["seq"])
            lines.append("    \(at)  \(ShownRows.text(milestone["what"]))\(date) (entry \(sequence))")
        }
        if let until = row.openStayUntil {
            lines.append(
                "    temporary stay until \(until): decide by then whether it ends or becomes permanent"
            )
        }
        if !row.missing.isEmpty { lines.append("    still needed: " + row.missing.joined(separator: ", ")) }
        return lines.joined(separator: "\n")
    }
}
