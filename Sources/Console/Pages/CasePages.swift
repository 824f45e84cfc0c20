import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Topics
import Vocabulary

/// A child's pages: where the case stands, its story, and the door before them.
struct CasePages: Sendable {
    /// Rows that the case's own page reads, for the family and for what its patterns rest on.
    private static let recent = 50
    /// Where the other side says who is on duty for a child that moves.
    private static let dutyNamed = Topic("transfer.acknowledged")

    let parts: ConsoleParts
    private var door: CaseDoor { CaseDoor(parts: parts) }

    init(parts: ConsoleParts) { self.parts = parts }

    func add(to router: Router<ConsoleContext>) {
        router.get("/children") { request, context in
            let visitor = try parts.visitor(context)
            if let wanted = request.uri.queryParameters["case"].map(String.init) {
                return Response.seeOther(CasePath.of(wanted.filter { !$0.isWhitespace }))
            }
            return try await children(of: visitor)
        }
        router.get("/cases/:id") { _, context in
            let (id, visitor) = try opened(context)
            try await door.check(id, for: visitor)
            return try await file(id, visitor)
        }
        router.get("/cases/:id/reason") { request, context in
            let (id, visitor) = try opened(context)
            return try await reason(id, visitor, to: request.uri.queryParameters["to"].map(String.init))
        }
        router.post("/cases/:id/reason") { request, context in
            let (form, visitor) = try await parts.checkedForm(request, context)
            return try await open(opened(context).0, form, visitor)
        }
    }

    private func opened(_ context: ConsoleContext) throws -> (CaseID, Visitor) {
        let visitor = try parts.visitor(context)
        return (try context.caseID(), visitor)
    }

    // MARK: Somebody's children

    private func children(of visitor: Visitor) async throws -> Response {
        let now = try await visitor.desk.now()
        let rows = try await visitor.desk.all(Question(.caseload), for: visitor.person.id).rows
        // A register keeps no names; whoever opened a case or told of a birth said them.
        let naming = ["casefile.opened", "health.birth", "referral.decided"].compactMap { Topic($0) }
        let heard = try await visitor.desk.heard(on: naming, limit: 2_000)
        return parts.page(
            "children",
            ["cases": Caseload(rows, heard: heard.reversed(), parts.directory, now).rows],
            titled: "Children",
            for: visitor,
            at: .children,
            now: now
        )
    }

    // MARK: One case

    private func file(_ id: CaseID, _ visitor: Visitor) async throws -> Response {
        let now = try await visitor.desk.now()
        guard
            let row = try await visitor.desk.read(Question(.caseFile(id)), for: visitor.person.id).rows.first
        else { throw PageFault.unknown }
        let story = try await visitor.desk.read(
            Question(.story(id, Question.Stretch()), limit: Self.recent),
            for: visitor.person.id
        )
        var content = CaseSummary(row, story.rows, parts.directory, now).content
        content["id"] = id.text
        content["path"] = CasePath.of(id.text)
        if row["in-doubt"] != nil {
            let named = try await visitor.desk.heard(on: [Self.dutyNamed].compactMap(\.self), limit: 500)
            content["doubt"] = CaseDoubt(row, named, parts.directory)?.content
        }
        let family = Family(story.rows.reversed())
        if !family.members.isEmpty {
            content["genogram"] = Genogram(family, on: LondonTime.date(of: now)).drawing
            content["members"] = family.members.map { $0.line(on: LondonTime.date(of: now)) }
        }
        content["children"] = family.childrenLine
        let entries = StoryEntries(parts)
        content["recent"] = story.rows.filter { !StoryEntries.isRoutine($0.text("topic") ?? "") }.prefix(5)
            .map { entries.entry($0) }
        return parts.page(
            "case",
            content,
            titled: (family.childrenLine ?? "Case") + ", " + id.text,
            for: visitor,
            at: .children,
            now: now,
            isLive: true
        )
    }

    // MARK: The door

    private func reason(
        _ id: CaseID,
        _ visitor: Visitor,
        to path: String?,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        var content: [String: Any] = ["id": id.text, "path": CasePath.of(id.text)]
        content["to"] = LocalPath.checked(path)
        content["reason"] = form?["reason"]
        let title = "Why do you need to open this case?"
        return try await parts.formPage("reason", content, titled: title, for: visitor, at: .children, fault)
    }

    private func open(_ id: CaseID, _ form: ConsoleForm, _ visitor: Visitor) async throws -> Response {
        guard let reason = form.reason else {
            let fault = AnswerFault(field: "reason", text: "Say why, in 10 to 2,000 characters")
            return try await self.reason(id, visitor, to: form["to"], fault, form)
        }
        try await parts.say(
            "access.break-glass",
            [
                "case": .string(id.text), "person": .string(visitor.person.id.text),
                "reason": .string(reason),
                "what": "chronology",
            ],
            form,
            visitor
        )
        let now = try await visitor.desk.now()
        // The broker's own limit may be shorter, and is asked at every read.
        await parts.sessions.open(id, until: now.advanced(byMilliseconds: 8 * 3_600_000), in: visitor.secret)
        return Response.seeOther(LocalPath.checked(form["to"]) ?? CasePath.of(id.text))
    }
}

/// Sends whoever must give a reason to where they give it.
struct ReasonDoor: RouterMiddleware {
    typealias Context = ConsoleContext

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let needed as ReasonNeeded {
            let to = LocalPath.checked(request.uri.string).map { "?" + FormText.write([("to", $0)]) } ?? ""
            return Response.seeOther(CasePath.of(needed.caseID.text) + "/reason" + to)
        }
    }
}
