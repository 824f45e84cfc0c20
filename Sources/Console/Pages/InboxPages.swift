import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Topics
import Vocabulary

/// What waits for somebody, and their answers.
struct InboxPages: Sendable {
    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/inbox") { request, context in
            let visitor = try parts.visitor(context)
            return try await inbox(of: visitor, isAll: request.uri.queryParameters["show"] == "all", request)
        }
        router.get("/concerns/:seq") { _, context in
            let visitor = try parts.visitor(context)
            return try await concern(row(context, visitor), visitor)
        }
        router.post("/concerns/:seq") { request, context in
            let (form, visitor) = try await parts.checkedForm(request, context)
            return try await answer(form, row(context, visitor), visitor)
        }
    }

    // MARK: The list

    private func inbox(of visitor: Visitor, isAll: Bool, _ request: Request) async throws -> Response {
        let now = try await visitor.desk.now()
        let sheet = try await visitor.desk.read(Question(.inbox(all: isAll)), for: visitor.person.id)
        let rows = sheet.rows.map { item($0, now) }
        let waiting = sheet.rows.filter { $0.text("state") != "acknowledged" }.count
        var content: [String: Any] = [
            "rows": rows, "isAll": isAll, "count": waiting, "isOne": waiting == 1, "isSome": waiting > 0,
        ]
        content["done"] = request.uri.queryParameters["done"].flatMap { Int64($0) }.map { "\($0)" }
        let title = waiting == 0 ? "Your inbox" : "Your inbox (\(waiting))"
        return parts.page("inbox", content, titled: title, for: visitor, at: .inbox, now: now, isLive: true)
    }

    /// What a row of the inbox says, for its list and for its own page.
    private func item(_ row: JSONNode, _ now: Instant) -> [String: Any] {
        let data = row["data"]
        let severity = row.text("severity") ?? ""
        var item: [String: Any] = [
            "seq": row["seq"]?.integer ?? 0, "title": parts.title(of: row.text("topic") ?? ""),
            "severity": severity,
            "meaning": ReasonWords.severity(severity), "why": ReasonWords.why(row.text("why") ?? ""),
            "from": row.text("from").map { parts.directory.agencyName(of: $0) } ?? "the broker",
            "cases": row.texts("cases").map { ["id": $0, "path": CasePath.of($0)] },
            "isWaiting": row.text("state") != "acknowledged", "isHidden": data == nil,
        ]
        let people = PayloadText.people(in: data)
        if !people.isEmpty { item["about"] = people }
        if let at = row.instant("at") { item["came"] = BritishTime.text(at) }
        if let due = row.instant("due") {
            item["due"] = BritishTime.text(due)
            item["left"] = BritishTime.left(until: due, at: now)
            item["isLate"] = due < now
        }
        switch row.text("state") {
        case "acting": item["state"] = "You said that you are acting on it"
        case "exhausted": item["state"] = "Nobody answered on any rung"
        case "acknowledged": item["state"] = "Answered"
        default: break
        }
        if let rung = row["rung"]?.integer, rung > 0 {
            item["rung"] = "It has climbed \(rung) \(rung == 1 ? "rung" : "rungs")"
        }
        item["recalled"] = row.text("recalled")
        return item
    }

    // MARK: One concern

    private func row(_ context: ConsoleContext, _ visitor: Visitor) async throws -> JSONNode {
        let sequence = try context.named("seq") { Int64($0) }
        // What waits is most often meant, and is never behind years of what was answered.
        for isAll in [false, true] {
            let sheet = try await visitor.desk.all(Question(.inbox(all: isAll)), for: visitor.person.id)
            if let row = sheet.rows.first(where: { $0["seq"]?.integer == sequence }) { return row }
        }
        throw PageFault.unknown
    }

    private func concern(
        _ row: JSONNode,
        _ visitor: Visitor,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        var content = item(row, try await visitor.desk.now())
        content["lines"] = PayloadText.lines(of: row["data"], parts.directory)
        content["contact"] = PayloadText.contact(in: row["data"])
        content["told"] = try await told(row, visitor)
        content["decisions"] = ReasonWords.decisions.enumerated().map { place, decision in
            [
                "value": decision.value, "title": decision.title, "hint": decision.hint,
                "checked": form?["decision"] == decision.value, "isFirst": place == 0,
            ] as [String: Any]
        }
        content["reason"] = form?["reason"]
        content["colleagues"] = parts.directory.people.filter {
            $0.agency == visitor.person.agency && $0.id != visitor.person.id
        }
        .map { ["id": $0.id.text, "name": $0.name, "chosen": form?["to"] == $0.id.text] as [String: Any] }
        let title = content["title"] as? String ?? "Concern"
        return try await parts.formPage("concern", content, titled: title, for: visitor, at: .inbox, fault)
    }

    /// Who else was told; nothing, if that is not for this agency.
    private func told(_ row: JSONNode, _ visitor: Visitor) async throws -> [[String: Any]] {
        let sequence = LedgerSequence(row["seq"]?.integer ?? 0)
        do throws(DeskRefusal) {
            return try await visitor.desk.read(Question(.explanation(sequence)), for: visitor.person.id).rows
                .map { Explanation.line($0, parts.directory) }
        } catch {
            guard error.code == 403 else { throw error }
            return []
        }
    }

    // MARK: The answer

    private func answer(_ form: ConsoleForm, _ row: JSONNode, _ visitor: Visitor) async throws -> Response {
        let decision: String
        do throws(AnswerFault) { decision = try Self.decision(form) } catch {
            return try await concern(row, visitor, error, form)
        }
        var members = [
            JSONMember("concern", .string(row.text("id") ?? "")),
            JSONMember("person", .string(visitor.person.id.text)),
            JSONMember("decision", .string(decision)),
        ]
        if decision == "not-mine", let to = form["to"] { members.append(JSONMember("to", .string(to))) }
        if let caseID = row.texts("cases").first { members.append(JSONMember("case", .string(caseID))) }
        if let reason = form["reason"] { members.append(JSONMember("reason", .string(reason))) }
        try await parts.say("acknowledgement.made", .object(members), form, visitor)
        return Response.seeOther("/inbox?done=\(row["seq"]?.integer ?? 0)")
    }

    private static func decision(_ form: ConsoleForm) throws(AnswerFault) -> String {
        guard let decision = form["decision"], ReasonWords.decisions.contains(where: { $0.value == decision })
        else { throw AnswerFault(field: "decision", text: "Choose what you make of it") }
        if decision != "seen", form["reason"] == nil {
            throw AnswerFault(field: "reason", text: "Say why, or what you are doing")
        }
        if let reason = form["reason"], reason.count > 2_000 {
            throw AnswerFault(field: "reason", text: "Say it in 2,000 characters or fewer")
        }
        return decision
    }
}
