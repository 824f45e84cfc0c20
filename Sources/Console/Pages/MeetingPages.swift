import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Topics
import Vocabulary

/// Meetings to come: who is asked, whose report is in, and what the meeting is given.
struct MeetingPages: Sendable {
    /// Cases that the list looks at, those of which meetings were heard last.
    private static let most = 12

    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/meetings") { _, context in
            try await list(parts.visitor(context, at: .meetings))
        }
        router.get("/meetings/:id/:meeting") { _, context in
            let visitor = try parts.visitor(context, at: .meetings)
            let id = try context.caseID()
            let meeting = try context.named("meeting") { Int64($0) }
            try await CaseDoor(parts: parts).check(id, for: visitor)
            return try await pack(id, LedgerSequence(meeting), visitor)
        }
    }

    private func list(_ visitor: Visitor) async throws -> Response {
        let heard = try await visitor.desk.heard(
            on: [Topic("meeting.convened")].compactMap(\.self),
            limit: 200
        )
        var ids: [CaseID] = []
        for id in heard.flatMap(\.cases) where !ids.contains(id) && ids.count < Self.most { ids.append(id) }
        var rows: [[String: Any]] = []
        for id in ids { rows += try await meetings(of: id, visitor) }
        return parts.page(
            "meetings",
            ["rows": rows],
            titled: "Meetings",
            for: visitor,
            at: .meetings,
            now: try await visitor.desk.now(),
            isLive: true
        )
    }

    /// The meetings of a case that whoever asks may open; none of another.
    private func meetings(of id: CaseID, _ visitor: Visitor) async throws -> [[String: Any]] {
        do {
            try await CaseDoor(parts: parts).check(id, for: visitor)
            let row = try await visitor.desk.read(Question(.caseFile(id)), for: visitor.person.id).rows.first
            return (row?.list("meetings") ?? []).map { meeting($0, of: id) }
        } catch is ReasonNeeded {
            return []
        } catch let refusal as DeskRefusal where [404, 451].contains(refusal.code) {
            return []
        }
    }

    private func meeting(_ row: JSONNode, of id: CaseID) -> [String: Any] {
        func roles(_ name: String) -> String? {
            let names = row.texts(name).map(RoleWords.name).joined(separator: ", ")
            return names.isEmpty ? nil : names
        }
        var item: [String: Any] = [
            "title": MeetingWords.title(row), "case": id.text,
            "casePath": CasePath.of(id.text), "isHeld": row.text("state") == "held",
        ]
        if row.text("state") == "convened", let entry = row["meeting"]?.integer {
            item["path"] = "/meetings/\(FormText.escaped(id.text))/\(entry)"
        }
        item["on"] =
            row.text("on").flatMap { CivilDate(iso8601: $0) }.map(BritishTime.text)
            ?? row.instant("held").map(BritishTime.day)
        item["reportsDue"] = row.text("reports-due").flatMap { CivilDate(iso8601: $0) }.map(BritishTime.text)
        item["minutesDue"] =
            row["minutes-sent"]?.bool == true ? nil : row.instant("minutes-due").map(BritishTime.text)
        for (name, member) in [
            ("invited", "invited"), ("uninvited", "not-invited"), ("reports", "reports"),
            ("missing", "reports-missing"),
        ] {
            item[name] = roles(member)
        }
        let faults = row.texts("faults").map(PayloadText.label).joined(separator: "; ")
        if !faults.isEmpty { item["faults"] = faults }
        return item
    }

    // MARK: The data pack

    private func pack(_ id: CaseID, _ meeting: LedgerSequence, _ visitor: Visitor) async throws -> Response {
        let now = try await visitor.desk.now()
        let rows = try await visitor.desk.all(Question(.pack(id, meeting)), for: visitor.person.id).rows
        var content: [String: Any] = ["id": id.text, "casePath": CasePath.of(id.text)]
        if let head = rows.first(where: { $0.text("section") == "meeting" }) {
            content.merge(self.meeting(head, of: id)) { own, _ in own }
            content["since"] = head.instant("since").map(BritishTime.text)
        }
        let entries = StoryEntries(parts)
        var sections: [(name: String, rows: [[String: Any]])] = []
        for row in rows {
            guard let name = row.text("section"), name != "meeting" else { continue }
            let item: [String: Any] =
                row["topic"] == nil
                ? ["words": words(row, of: name), "seq": row["seq"]?.integer ?? 0]
                : ["entry": entries.entry(row)]
            if let place = sections.firstIndex(where: { $0.name == name }) {
                sections[place].rows.append(item)
            } else {
                sections.append((name, [item]))
            }
        }
        content["sections"] = sections.map { ["title": PayloadText.label($0.name), "rows": $0.rows] }
        let title = content["title"] as? String ?? "Meeting"
        return parts.page("pack", content, titled: "\(title), \(id)", for: visitor, at: .meetings, now: now)
    }

    private func words(_ row: JSONNode, of section: String) -> String {
        let due = row.instant("due").map { ", by " + BritishTime.text($0) } ?? ""
        switch section {
        case "missing-reports": return "No report from the " + RoleWords.name(row.text("role") ?? "")
        case "contradictions": return (row.text("title") ?? "") + " (\(row.text("pattern") ?? ""))"
        case "actions":
            return (row.text("owner").map { parts.directory.name(of: $0) } ?? "Nobody") + ", "
                + (row.text("state") ?? "") + due
        case "clocks":
            return (row.text("title") ?? "") + " (\(row.text("clock") ?? ""))" + due
                + (row["breached"]?.bool == true ? ", ran out" : "")
        case "expected":
            return (row.text("what") ?? "")
                + (row.text("from-role").map { " from the " + RoleWords.name($0) } ?? "") + due
        default: return PayloadText.text(of: row, parts.directory)
        }
    }
}
