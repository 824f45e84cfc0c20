import JSON
import Vocabulary

/// The cases somebody works on, as the broker has them, with the children's names as far as they were heard.
struct Caseload {
    /// Rows as pages have them, what is due first on them first.
    let rows: [[String: Any]]

    /// Reads a caseload, and what was heard of its children, oldest first.
    init(_ rows: [JSONNode], heard: some Sequence<HeardEntry>, _ directory: StaffDirectory, _ now: Instant) {
        var about: [CaseID: String] = [:]
        for entry in heard {
            guard let data = entry.data else { continue }
            let children = Family.names(ofChildrenIn: data)
            guard !children.isEmpty else { continue }
            let ids = entry.cases + [data.text("case").flatMap { CaseID($0) }].compactMap(\.self)
            for id in ids { about[id] = children.joined(separator: ", ") }
        }
        self.rows = rows.map { Self.item($0, about, directory, now) }
    }

    private static func item(
        _ row: JSONNode,
        _ about: [CaseID: String],
        _ directory: StaffDirectory,
        _ now: Instant
    ) -> [String: Any] {
        let id = row.text("case") ?? ""
        let roles = row.list("roles").map { part in
            let role = RoleWords.name(part.text("role") ?? "")
            let cover = part.text("for").map { ", standing in for " + directory.name(of: $0) } ?? ""
            return role + cover + (part.instant("from").map { ", since " + BritishTime.day($0) } ?? "")
        }
        let about = CaseID(id).flatMap { about[$0] }
        let basis = row.text("legal-basis").map(CaseSummary.basis)
        var item: [String: Any] = [
            "title": about ?? id, "path": CasePath.of(id),
            "role": PayloadText.capitalised(roles.joined(separator: "; ")),
        ]
        let line = [about == nil ? nil : id, basis].compactMap(\.self).joined(separator: ", ")
        if !line.isEmpty { item["line"] = line }
        item["isInDoubt"] = row["in-doubt"] != nil
        if let count = row["to-answer"]?.integer, count > 0 {
            item["answer"] = due(
                row.instant("answer-due"),
                count == 1 ? "1 concern to answer" : "\(count) concerns to answer",
                now
            )
        }
        if let title = row.text("clock-title") {
            item["clock"] = due(row.instant("clock-due"), PayloadText.capitalised(title), now)
        }
        return item
    }

    private static func due(_ due: Instant?, _ what: String, _ now: Instant) -> [String: Any] {
        var item: [String: Any] = ["what": what]
        guard let due else { return item }
        item["due"] = BritishTime.text(due)
        item["left"] = BritishTime.left(until: due, at: now)
        item["isLate"] = due < now
        return item
    }
}
