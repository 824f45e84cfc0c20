import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Vocabulary

/// What nobody has taken: the duty manager's desk.
struct DutyPages: Sendable {
    /// Rows of a kind that are shown at once.
    private static let shown = 10

    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/duty") { request, context in
            let visitor = try parts.visitor(context, at: .duty)
            return try await desk(visitor, done: request.uri.queryParameters["done"].map(String.init))
        }
        router.get("/duty/lateness") { _, context in
            try await lateness(parts.visitor(context, at: .duty))
        }
        DutyForms(parts: parts).add(to: router)
    }

    private func desk(_ visitor: Visitor, done: String?) async throws -> Response {
        let now = try await visitor.desk.now()
        let rows = try await visitor.desk.all(Question(.duty), for: visitor.person.id).rows
        let silent = try await AgencyLateness.read(for: visitor, now, parts.directory).filter {
            $0.count == 0
        }
        var sections = DutyKind.allCases.compactMap { kind -> [String: Any]? in
            let rows = rows.filter { DutyKind(row: $0) == kind }
            guard !rows.isEmpty else { return nil }
            return [
                "title": kind.title, "count": rows.count, "what": kind.explanation,
                "rows": rows.prefix(Self.shown).map { item($0, kind, now) },
                "others": rows.dropFirst(Self.shown).map { item($0, kind, now) },
                "otherCount": rows.count - Self.shown,
                "hasOthers": rows.count > Self.shown,
            ]
        }
        if !silent.isEmpty {
            sections.append([
                "title": "Agencies not heard for 28 days", "count": silent.count,
                "what": "Nothing was accepted from their systems in the last 28 days.",
                "rows": silent.map { ["words": $0.name] },
            ])
        }
        var content: [String: Any] = ["sections": sections, "count": sections.count]
        content["done"] = done.flatMap { DutyForms.done[$0] }
        return parts.page(
            "duty",
            content,
            titled: "Duty desk",
            for: visitor,
            at: .duty,
            now: now,
            isLive: true
        )
    }

    private func item(_ row: JSONNode, _ kind: DutyKind, _ now: Instant) -> [String: Any] {
        var item: [String: Any] = [:]
        if let id = row.text("case") {
            item["case"] = ["id": id, "path": CasePath.of(id)]
            if kind == .unallocated {
                item["action"] = ["path": "/duty/allocate/" + FormText.escaped(id), "title": "Allocate"]
            }
            if kind == .hold, let hold = row["hold"]?.integer {
                let path = "/duty/holds/" + FormText.escaped(id) + "/\(hold)"
                item["action"] = ["path": path, "title": "Decide"]
            }
        }
        item["seq"] = row["seq"]?.integer.map { "\($0)" }
        if kind == .match, let sequence = row["seq"]?.integer {
            item["action"] = ["path": "/duty/matches/\(sequence)", "title": "Decide"]
        }
        if let since = row.instant("since") { item["since"] = BritishTime.text(since) }
        if let due = row.instant("due") {
            item["due"] = BritishTime.text(due)
            item["left"] = BritishTime.left(until: due, at: now)
            item["isLate"] = due < now
        }
        item["owner"] = row.text("owner").map { parts.directory.name(of: $0) }
        item["ownerRole"] = row.text("owner-role").map(RoleWords.name)
        if let change = row.text("change") {
            item["words"] =
                TopicWords.title(change) + ": "
                + row.texts("reasons").map(PayloadText.label).joined(separator: "; ")
        }
        if let title = row.text("title") {
            item["words"] = PayloadText.capitalised(title) + (row.text("clock").map { " (\($0))" } ?? "")
        }
        if let rung = row["rung"]?.integer { item["words"] = "On rung \(rung) of its ladder" }
        if let system = row.text("system") {
            item["words"] = words(ofSystem: system)
            item["ring"] = Self.ring(row["contact"])
        }
        if kind == .other { item["words"] = PayloadText.label(row.text("kind") ?? "") }
        return item
    }

    /// Whose system it is, and which of them.
    private func words(ofSystem user: String) -> String {
        let system = user.split(separator: "/", maxSplits: 1).dropFirst().first.map { ", \($0)" }
        return parts.directory.agencyName(of: user) + (system ?? "")
    }

    /// Whom to ring about it, if the agreement says.
    private static func ring(_ contact: JSONNode?) -> String? {
        guard let contact, let name = contact.text("name"), let phone = contact.text("phone") else {
            return nil
        }
        return "Ring \(name), \(phone)" + (contact.text("hours").map { " (\($0))" } ?? "")
    }

    // MARK: Lateness

    private func lateness(_ visitor: Visitor) async throws -> Response {
        let now = try await visitor.desk.now()
        let agencies = try await AgencyLateness.read(for: visitor, now, parts.directory)
        let content: [String: Any] = [
            "hasChart": agencies.contains { $0.count > 0 }, "chart": LatenessChart(agencies).drawing,
            "rows": agencies.map(\.row),
            "from": BritishTime.day(now.advanced(byMilliseconds: -AgencyLateness.period)),
            "to": BritishTime.day(now),
        ]
        return parts.page(
            "lateness",
            content,
            titled: "How late concerns come",
            for: visitor,
            at: .duty,
            now: now
        )
    }
}
