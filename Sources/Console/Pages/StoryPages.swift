import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import NIOCore
import Vocabulary

/// A case's integrated chronology: as a list, as a timeline, for print and as a table.
struct StoryPages: Sendable {
    /// Rows of one page of the list.
    private static let page = 50
    /// Marks of one drawing; more would lie on one another.
    private static let marks = 200

    let parts: ConsoleParts
    private var door: CaseDoor { CaseDoor(parts: parts) }

    init(parts: ConsoleParts) { self.parts = parts }

    func add(to router: Router<ConsoleContext>) {
        router.get("/cases/:id/chronology") { request, context in
            let (id, visitor) = try await entitled(context)
            return try await list(id, StoryView(request.uri), visitor)
        }
        router.get("/cases/:id/timeline") { request, context in
            let (id, visitor) = try await entitled(context)
            return try await timeline(id, StoryView(request.uri), visitor)
        }
        router.get("/cases/:id/chronology.csv") { request, context in
            let (id, visitor) = try await entitled(context)
            return try await table(id, StoryView(request.uri), visitor)
        }
    }

    private func entitled(_ context: ConsoleContext) async throws -> (CaseID, Visitor) {
        let visitor = try parts.visitor(context)
        let id = try context.caseID()
        try await door.check(id, for: visitor)
        return (id, visitor)
    }

    // MARK: The list

    private func list(_ id: CaseID, _ view: StoryView, _ visitor: Visitor) async throws -> Response {
        let now = try await visitor.desk.now()
        let sheet = try await visitor.desk.read(
            Question(.story(id, view.stretch), limit: Self.page, after: view.after),
            for: visitor.person.id
        )
        let entries = StoryEntries(parts)
        var content = filter(id, view, "chronology")
        content["rows"] = sheet.rows.map { entries.entry($0) }
        content["count"] = sheet.rows.count
        if let next = sheet.next {
            var further = view
            further.after = next
            content["more"] = further.query
        }
        if view.after != nil { content["first"] = view.changed { _ in }.query }
        content["isOldest"] = view.isOldestFirst
        content["turned"] = view.changed { $0.isOldestFirst.toggle() }.query
        return parts.page(
            "chronology",
            content,
            titled: "Chronology, \(id)",
            for: visitor,
            at: .children,
            now: now,
            isLive: view.after == nil
        )
    }

    /// What the list and the timeline have in common: whose case, and the form that narrows it.
    private func filter(_ id: CaseID, _ view: StoryView, _ name: String) -> [String: Any] {
        var content: [String: Any] = [
            "id": id.text, "path": CasePath.of(id.text), "query": view.query, "page": name,
            "agencies": parts.directory.agencies.map {
                ["id": $0.id.text, "name": $0.name, "chosen": $0.id == view.agency] as [String: Any]
            },
        ]
        content["knownOn"] = view.knownOn?.iso8601
        content["knownOnText"] = view.knownOn.map(BritishTime.text)
        content["agencyName"] = view.agency.map { parts.directory.agencyName(of: $0.text) }
        content["from"] = view.from?.iso8601
        content["to"] = view.to?.iso8601
        content["fromText"] = view.from.map(BritishTime.text)
        content["toText"] = view.to.map(BritishTime.text)
        return content
    }

    // MARK: The timeline

    private func timeline(_ id: CaseID, _ view: StoryView, _ visitor: Visitor) async throws -> Response {
        let now = try await visitor.desk.now()
        let sheet = try await visitor.desk.read(
            Question(.story(id, view.stretch), limit: Self.marks),
            for: visitor.person.id
        )
        let entries = StoryEntries(parts)
        let range = TimelineRange(view, sheet.rows, today: LondonTime.date(of: now))
        var content = filter(id, view, "timeline")
        content["drawing"] = Timeline(sheet.rows, range, parts).drawing
        content["rows"] = sheet.rows.prefix(Self.page).map { entries.entry($0) }
        content["count"] = sheet.rows.count
        content["isCut"] = sheet.next != nil
        content["isCutList"] = sheet.rows.count > Self.page
        content["firstDay"] = range.first.iso8601
        content["lastDay"] = range.last.iso8601
        content["firstText"] = BritishTime.text(range.first)
        content["lastText"] = BritishTime.text(range.last)
        content["zooms"] = range.steps.map { step in
            [
                "title": step.title, "name": step.name,
                "query": view.changed { ($0.from, $0.to) = step.days }.query,
            ]
        }
        return parts.page(
            "timeline",
            content,
            titled: "Timeline, \(id)",
            for: visitor,
            at: .children,
            now: now,
            isLive: true
        )
    }

    // MARK: The table

    private func table(_ id: CaseID, _ view: StoryView, _ visitor: Visitor) async throws -> Response {
        var rows = [
            ["Happened", "Recorded here", "Entry", "What", "Severity", "From", "About", "Said", "Told"]
        ]
        let sheet = try await visitor.desk.all(
            Question(.story(id, view.stretch)),
            for: visitor.person.id,
            upTo: 50_000
        )
        let entries = StoryEntries(parts)
        for row in sheet.rows {
            let entry = entries.entry(row)
            let lines = entry["lines"] as? [[String: Any]] ?? []
            let said = lines.map { "\($0["label"] ?? ""): \($0["text"] ?? "")" }.joined(separator: "; ")
            let told = row.list("told").map { told in
                told.text("who").map { parts.directory.name(of: $0) } ?? told.text("agency") ?? ""
            }
            rows.append([
                row.instant("time").map(LondonTime.rfc3339) ?? "",
                row.instant("accepted").map(LondonTime.rfc3339) ?? "",
                "\(row["seq"]?.integer ?? 0)", entry["title"] as? String ?? "", row.text("severity") ?? "",
                entry["from"] as? String ?? "", PayloadText.people(in: row["data"]), said,
                told.joined(separator: "; "),
            ])
        }
        if sheet.next != nil {
            rows.append(["", "", "", "There is more: narrow the dates", "", "", "", "", ""])
        }
        let name =
            "chronology-" + id.text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            + ".csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: CommaText.write(rows)))
        )
    }
}
