internal import JSON

/// How a story is written out.
public enum StoryFormat: String, Sendable, CaseIterable {
    /// For reading, London time.
    case text
    /// One JSON object a line, as in FETCH.
    case json
    /// RFC 4180 with a header, a line for each entry and person told.
    case csv

    /// The rows in this format, each line ended.
    public func render(_ rows: [StoryRow]) -> String {
        switch self {
        case .text: rows.map { StoryText.render($0) }.joined(separator: "\n")
        case .json: rows.map { String(decoding: $0.json.serialized(), as: UTF8.self) + "\n" }.joined()
        case .csv: StoryTable.render(rows)
        }
    }
}
