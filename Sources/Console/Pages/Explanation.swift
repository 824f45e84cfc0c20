import JSON
import Vocabulary

/// A row of FETCH `explain` as a page shows it.
enum Explanation {
    static func line(_ row: JSONNode, _ directory: StaffDirectory) -> [String: Any] {
        var line: [String: Any] = [
            "who": row.text("recipient").map { directory.name(of: $0) } ?? "nobody by name",
            "role": row.text("role").map(RoleWords.name) ?? "",
            "isTold": row["why-not"] == nil,
            "why": row.text("why") ?? row.text("why-not") ?? "",
        ]
        line["case"] = row.text("case")
        if let due = row.instant("due") { line["due"] = BritishTime.text(due) }
        return line
    }
}
