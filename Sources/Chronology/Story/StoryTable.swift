internal import JSON
internal import Vocabulary

/// A story as CSV (RFC 4180), safe to open in a spreadsheet.
enum StoryTable {
    private static let columns = [
        "seq", "time", "recorded", "accepted", "from", "topic", "severity", "cases", "data", "told-agency",
        "told-who", "told-role", "told-why", "told-at", "due", "delivered", "opened", "acknowledged",
        "decision", "recalled", "superseded-by", "supersedes",
    ]

    static func render(_ rows: [StoryRow]) -> String {
        var lines = [columns]
        for row in rows {
            let entry = self.entry(row)
            let marks = marks(row)
            lines +=
                row.told.isEmpty ? [entry + told(nil) + marks] : row.told.map { entry + told($0) + marks }
        }
        return lines.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func entry(_ row: StoryRow) -> [String] {
        let entry = row.entry
        let data = row.data == .null ? "" : String(decoding: row.data.serialized(), as: UTF8.self)
        return [
            "\(entry.sequence.number)", LondonTime.rfc3339(entry.time), text(entry.recorded),
            LondonTime.rfc3339(entry.accepted), entry.publisher.text, entry.topic,
            entry.severity?.rawValue ?? "", entry.cases.map(\.text).joined(separator: " "), data,
        ]
    }

    private static func marks(_ row: StoryRow) -> [String] {
        [
            row.recalled?.reason ?? "", row.superseded.map(\.id.text).joined(separator: " "),
            row.supersedes?.id.text ?? "",
        ]
    }

    private static func told(_ told: StoryRow.Told?) -> [String] {
        [
            told?.agency.text ?? "", told?.person?.text ?? "", told?.role?.code ?? "", told?.why ?? "",
            text(told?.at), text(told?.due), text(told?.delivered), text(told?.opened),
            text(told?.acknowledged), told?.decision ?? "",
        ]
    }

    private static func text(_ instant: Instant?) -> String { instant.map(LondonTime.rfc3339) ?? "" }

    /// Quoted if it must be; a leading apostrophe keeps a spreadsheet from running what looks like a formula.
    private static func cell(_ text: String) -> String {
        let first = text.utf8.first
        let isFormula = first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
        let harmless = isFormula ? "'" + text : text
        let mustQuote = harmless.utf8.contains { ",\"\r\n".utf8.contains($0) }
        guard mustQuote else { return harmless }
        var quoted = "\""
        for scalar in harmless.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append("\"") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
