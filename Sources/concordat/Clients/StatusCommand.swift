import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat status`: whether every receipt is accounted for.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says whether every receipt is accounted for, and where what was receipted is.",
        discussion: """
            Every entry that the broker ever receipted is in exactly one place; they must add up. Ends with 1 if they \
            do not, if a deadline passed and nobody was told, or if there is no room for another concern. The same \
            is answered to `curl --unix-socket <health> http://broker/health` on the broker's own machine, where \
            its configuration names a socket as `health`: 200, or 503.
            """
    )

    @OptionGroup var client: ClientOptions

    @Flag(help: "Print the status as a JSON line.")
    var json = false

    func run() async throws {
        let rows = try await ClientCall.run(client, .none) { try await $0.rows(ClientMessage.Fetch(.status)) }
        guard let row = rows.first else {
            throw CommandFailure.refused("the broker said nothing of its status")
        }
        let report = try JSONDocument(parsing: Array(row)).root
        StandardOutput.write(json ? String(decoding: row, as: UTF8.self) : Self.text(report))
        guard report["status"]?.string == "ok" else {
            throw CommandFailure.refused("the broker is not well; see the duty list and its log")
        }
    }

    /// A sentence, and the numbers under it.
    static func text(_ report: JSONNode) -> String {
        let sentence =
            switch report["status"]?.string {
            case "ok": "ok: every receipt is accounted for"
            case "full": "FULL: there is no room for another concern"
            default: "OFF: not every receipt is accounted for"
            }
        let faults = report["faults"]?.elements.compactMap(\.string) ?? []
        let numbers = report.members.compactMap { member -> String? in
            guard let number = member.node.integer else { return nil }
            let text =
                ["next-due", "now"].contains(member.key)
                ? ShownTime.text(Instant(milliseconds: number)) : "\(number)"
            return "\(member.key): \(text)"
        }
        return ([sentence] + faults.map { "fault: \($0)" } + numbers).joined(separator: "\n")
    }
}
