import JSON
import Vocabulary

/// A row of FETCH `explain` as a page shows it.
enum Explanation {
    static func line(_ row: JSONNode, _ directory: StaffDirectory) -> [String: Any] {
        var line: [String: Any] = [
            "who": row.text("recipient").map { directory.name(of: $0) } ?? "nobody by name",
            "role": row.text("role").map(RoleWords.name) ?? "",
            "isTold": row["why-not"] == nil,
            "why": sentence(row.text("why") ?? row.text("why-not") ?? ""),
        ]
        line["case"] = row.text("case")
        if let due = row.instant("due") { line["due"] = BritishTime.text(due) }
        return line
    }

    /// Without who it is, which the line says already.
    private static func sentence(_ text: String) -> String {
        text.firstRange(of: ") is ").map { String(text[$0.upperBound...]) } ?? text
    }
}
