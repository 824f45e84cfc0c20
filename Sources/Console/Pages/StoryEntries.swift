import JSON
import Vocabulary

/// Rows of a chronology as pages show them.
struct StoryEntries {
    let parts: ConsoleParts

    init(_ parts: ConsoleParts) { self.parts = parts }

    func entry(_ row: JSONNode) -> [String: Any] {
        let topic = row.text("topic") ?? ""
        let severity = row.text("severity")
        var entry: [String: Any] = [
            "seq": row["seq"]?.integer ?? 0, "title": parts.title(of: topic),
            "from": row.text("from").map { parts.directory.agencyName(of: $0) } ?? "",
            "lines": PayloadText.lines(of: row["data"], parts.directory),
            "told": row.list("told").map(told), "toldCount": row.list("told").count,
            "isWaiting": Self.isWaiting(row), "isTold": !row.list("told").isEmpty,
            "isRoutine": Self.isRoutine(topic),
        ]
        if let severity, !severity.isEmpty { entry["severity"] = severity }
        if let time = row.instant("time") {
            entry["time"] = BritishTime.text(time)
            if let accepted = row.instant("accepted"), accepted.milliseconds(since: time) > 86_400_000 {
                entry["late"] = BritishTime.length(accepted.milliseconds(since: time))
            }
        }
        let people = PayloadText.people(in: row["data"])
        if !people.isEmpty { entry["people"] = people }
        entry["contact"] = PayloadText.contact(in: row["data"])
        if let recalled = row["recalled"], !recalled.isNull {
            entry["recalled"] = recalled.instant("at").map(BritishTime.text) ?? "later"
        }
        entry["corrected"] = row.list("superseded-by").isEmpty ? nil : true
        let steps = row.list("milestones").compactMap { $0.text("step") }
        if !steps.isEmpty { entry["steps"] = "Transfer: " + steps.joined(separator: ", ") }
        return entry
    }

    /// Whether it is a step of a procedure, of which the title says enough until somebody wants more.
    static func isRoutine(_ topic: String) -> Bool {
        let area = topic.split(separator: ".").first ?? ""
        return ["acknowledgement", "allocation", "broker", "transfer", "register"].contains(area)
    }

    /// Whether somebody who had to answer has not.
    private static func isWaiting(_ row: JSONNode) -> Bool {
        row.list("told").contains { $0.instant("due") != nil && $0.instant("acknowledged") == nil }
    }

    private func told(_ row: JSONNode) -> [String: Any] {
        var told: [String: Any] = [
            "who": row.text("who").map { parts.directory.name(of: $0) }
                ?? row.text("agency").map { parts.directory.agencyName(of: $0) } ?? ""
        ]
        told["role"] = row.text("role").map(RoleWords.name)
        for name in ["delivered", "opened", "acknowledged", "due"] {
            told[name] = row.instant(name).map(BritishTime.text)
        }
        told["decision"] = row.text("decision").map(ReasonWords.decision)
        return told
    }
}
