import JSON
import Vocabulary

/// What is open on a transfer's cases and goes along when responsibility does, as the broker lists it.
///
/// Everything keeps its original start and its due time: a transfer begins no clock anew.
struct TransferInventory {
    /// As much as `transfer.released` takes.
    static let most = 500

    /// The items, as the topic has them.
    private(set) var items: [JSONValue] = []
    /// The same, for people.
    private(set) var words: [String] = []

    init(files: [JSONNode], _ directory: StaffDirectory) {
        for file in files {
            for row in file.list("to-answer") { add(concern: row, directory) }
            for row in file.list("clocks") { add(clock: row) }
            for row in file.list("expected") { add(expected: row) }
            for row in file.list("meetings") where row.text("state") == "convened" { add(meeting: row) }
        }
    }

    private mutating func add(concern row: JSONNode, _ directory: StaffDirectory) {
        let reference = row.text("id") ?? row["seq"]?.integer.map { "\($0)" }
        let owner = row.text("owner").map { directory.name(of: $0) }
        // Without it the receiver sees that something is open, and not what.
        let topic = row.text("topic")
        add(
            "concern",
            reference,
            [
                ("topic", topic), ("started", Self.written(row.instant("since"))),
                ("due", Self.written(row.instant("due"))),
            ]
                + [("owner", owner)],
            (topic.map(TopicWords.title) ?? "A concern") + ", for \(owner ?? "nobody yet") to answer"
                + Self.until(row.instant("due"))
        )
    }

    private mutating func add(clock row: JSONNode) {
        let title = row.text("title") ?? ""
        add(
            "clock",
            row.text("clock"),
            [("started", Self.written(row.instant("since"))), ("due", Self.written(row.instant("due")))]
                + [("note", title.isEmpty ? nil : title)],
            "Clock: \(title)" + Self.until(row.instant("due"))
        )
    }

    private mutating func add(expected row: JSONNode) {
        let what = row.text("what") ?? ""
        add(
            "expected",
            row["registered-by"]?.integer.map { "\($0)" },
            [("topic", what), ("due", Self.written(row.instant("due"))), ("owner", row.text("from-role"))],
            "Expected: \(TopicWords.title(what))" + Self.until(row.instant("due"))
        )
    }

    private mutating func add(meeting row: JSONNode) {
        let title = row.text("title") ?? ""
        let day = row.text("on")
        add(
            "meeting",
            row["meeting"]?.integer.map { "\($0)" },
            [("started", Self.written(row.instant("convened"))), ("due", day)]
                + [("note", title.isEmpty ? nil : title)],
            "Meeting: \(title)"
                + (day.flatMap { CivilDate(iso8601: $0) }.map { ", on " + BritishTime.text($0) } ?? "")
        )
    }

    private mutating func add(
        _ kind: String,
        _ reference: String?,
        _ members: [(String, String?)],
        _ words: String
    ) {
        guard let reference else { return }
        let known = members.compactMap { name, text in text.map { JSONMember(name, .string($0)) } }
        items.append(
            .object([JSONMember("kind", .string(kind)), JSONMember("ref", .string(reference))] + known)
        )
        self.words.append(words)
    }

    private static func written(_ instant: Instant?) -> String? { instant.map { LondonTime.rfc3339($0) } }

    private static func until(_ due: Instant?) -> String { due.map { ", by " + BritishTime.text($0) } ?? "" }
}
