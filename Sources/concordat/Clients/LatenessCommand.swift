import ArgumentParser
import JSON
import Vocabulary
import Wire

/// `concordat lateness`: how late each agency's concerns come.
struct LatenessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lateness",
        abstract: "Shows how late each agency's concerns come: median, nine of ten, worst.",
        discussion: """
            From when the agency recorded something (where it says so) and from when it happened, to when the broker \
            accepted it; of what was accepted in the period, by default the last 28 days. Numbers only, no content.
            """
    )

    @OptionGroup var client: ClientOptions

    @Option(help: "Since when: the begin of a day, or a date-time.")
    var from: String?

    @Option(help: "Until when: the end of a day, or a date-time; by default now.")
    var until: String?

    @Flag(help: "Print the rows as JSON lines; milliseconds.")
    var json = false

    func validate() throws {
        for text in [from, until].compactMap(\.self) where CommandArgument.instant(endOfDay: text) == nil {
            throw ValidationError("\(text): must be a date such as 2026-10-14, or a date-time")
        }
    }

    func run() async throws {
        let rows = try await ClientCall.run(client, .none) { call in
            var fetch = ClientMessage.Fetch(.lateness)
            // The end is not counted in, so the last millisecond of a day needs one more.
            fetch.to = (until.flatMap(CommandArgument.instant(endOfDay:)) ?? call.now).milliseconds + 1
            let start = from.flatMap(CommandArgument.instant(beginOfDay:))
            fetch.from = start?.milliseconds ?? call.now.milliseconds - Self.usualMilliseconds
            return try await call.rows(fetch)
        }
        try ShownRows(rows: rows).write(
            asJSON: json,
            columns: [
                .member("agency"), .member("count", as: "concerns"),
                Self.delay("recorded: median", "recorded-to-accepted", "median"),
                Self.delay("9 of 10", "recorded-to-accepted", "p90"),
                Self.delay("worst", "recorded-to-accepted", "worst"),
                Self.delay("happened: median", "event-to-accepted", "median"),
                Self.delay("9 of 10", "event-to-accepted", "p90"),
                Self.delay("worst", "event-to-accepted", "worst"),
            ],
            empty: "nothing was accepted in that time"
        )
    }

    private static let usualMilliseconds: Int64 = 28 * 86_400_000

    private static func delay(_ heading: String, _ spread: String, _ name: String) -> ShownRows.Column {
        ShownRows.Column(heading) { $0[spread]?[name]?.integer.map(text) ?? "-" }
    }

    /// `2 d 3 h`, `3 h 5 min`, `5 min 2 s`, `0.3 s`.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1_000
        switch seconds {
        case ..<60: return "\(seconds).\(milliseconds % 1_000 / 100) s"
        case ..<3_600: return "\(seconds / 60) min \(seconds % 60) s"
        case ..<86_400: return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
        default: return "\(seconds / 86_400) d \(seconds % 86_400 / 3_600) h"
        }
    }
}
