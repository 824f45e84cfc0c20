/// Tables as comma-separated values (RFC 4180), safe to open in a spreadsheet.
enum CommaText {
    /// A cell that begins with one of these is a formula to a spreadsheet, which may send what it holds elsewhere.
    private static let formula: Set<Character> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
    ]

    static func write(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        let safe = text.first.map(formula.contains) == true ? "'" + text : text
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
