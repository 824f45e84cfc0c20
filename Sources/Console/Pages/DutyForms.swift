import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Vocabulary

/// What a duty manager decides: who holds a case, whether a held change comes about, whether two people are one.
struct DutyForms: Sendable {
    static let done = [
        "allocated": "The case is allocated, and its worker is told.",
        "overridden": "The change comes about, and everybody on the case is told who decided it and why.",
        "decided": "Your decision about the two records is recorded.",
    ]

    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/duty/allocate/:id") { _, context in
            let visitor = try parts.visitor(context, at: .duty)
            return try await allocation(context.caseID(), visitor)
        }
        router.post("/duty/allocate/:id") { request, context in
            let (form, visitor) = try await checked(request, context)
            return try await allocate(context.caseID(), form, visitor)
        }
        router.get("/duty/holds/:id/:hold") { _, context in
            let visitor = try parts.visitor(context, at: .duty)
            return try await hold(held(context, visitor), visitor)
        }
        router.post("/duty/holds/:id/:hold") { request, context in
            let (form, visitor) = try await checked(request, context)
            return try await override(held(context, visitor), form, visitor)
        }
        router.get("/duty/matches/:seq") { _, context in
            let visitor = try parts.visitor(context, at: .duty)
            return try await match(proposal(context, visitor), visitor)
        }
        router.post("/duty/matches/:seq") { request, context in
            let (form, visitor) = try await checked(request, context)
            return try await decide(proposal(context, visitor), form, visitor)
        }
    }

    private func checked(_ request: Request, _ context: ConsoleContext) async throws -> (ConsoleForm, Visitor)
    {
        let (form, visitor) = try await parts.checkedForm(request, context)
        guard Place.duty.isOpen(to: visitor, parts.settings) else { throw PageFault.notYours }
        return (form, visitor)
    }

    // MARK: Allocation

    private func allocation(
        _ id: CaseID,
        _ visitor: Visitor,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        let workers = workers(beside: visitor).map { person in
            [
                "id": person.id.text, "name": person.name, "chosen": form?["staff"] == person.id.text,
                "note": person.isQualified == true ? "qualified" : "not qualified",
            ] as [String: Any]
        }
        let content: [String: Any] = [
            "id": id.text, "path": CasePath.of(id.text), "workers": workers,
            "action": "/duty/allocate/" + FormText.escaped(id.text),
        ]
        return try await parts.formPage(
            "allocate",
            content,
            titled: "Allocate \(id)",
            for: visitor,
            at: .duty,
            fault
        )
    }

    private func workers(beside visitor: Visitor) -> [ConsolePerson] {
        parts.directory.people.filter { $0.agency == visitor.person.agency && !$0.isTeam }
    }

    private func allocate(_ id: CaseID, _ form: ConsoleForm, _ visitor: Visitor) async throws -> Response {
        guard let worker = workers(beside: visitor).first(where: { $0.id.text == form["staff"] }) else {
            let fault = AnswerFault(field: "staff", text: "Choose who holds the case from now on")
            return try await allocation(id, visitor, fault, form)
        }
        let isQualified = worker.isQualified == true
        try await parts.say(
            "allocation.made",
            [
                "case": .string(id.text), "staff": .string(worker.id.text),
                "role": isQualified ? "ASW" : "SCW",
                "qualified": .bool(isQualified),
                "from": .string(LondonTime.date(of: try await visitor.desk.now()).iso8601),
                "author": .string(visitor.person.id.text),
            ],
            form,
            visitor
        )
        return .seeOther("/duty?done=allocated")
    }

    // MARK: Holds

    /// A held change as the case's row has it.
    private func held(_ context: ConsoleContext, _ visitor: Visitor) async throws -> (CaseID, JSONNode) {
        let id = try context.caseID()
        let number = try context.named("hold") { Int64($0) }
        let row = try await visitor.desk.read(Question(.caseFile(id)), for: visitor.person.id).rows.first
        guard let hold = row?.list("holds").first(where: { $0["hold"]?.integer == number }) else {
            throw PageFault.unknown
        }
        return (id, hold)
    }

    private func hold(
        _ held: (id: CaseID, row: JSONNode),
        _ visitor: Visitor,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        let roles = held.row.texts("may-override")
        var content: [String: Any] = [
            "id": held.id.text, "path": CasePath.of(held.id.text),
            "action": "/duty/holds/\(FormText.escaped(held.id.text))/\(held.row["hold"]?.integer ?? 0)",
            "change": PayloadText.label(held.row.text("change") ?? ""),
            "reasons": held.row.texts("reasons"), "rule": held.row.text("rule") ?? "",
            "may": roles.map(RoleWords.name).joined(separator: ", "),
            "isMine": visitor.stands(for: Set(roles)),
        ]
        content["reason"] = form?["reason"]
        content["instead"] = form?["instead"]
        return try await parts.formPage(
            "hold",
            content,
            titled: "Held change on \(held.id)",
            for: visitor,
            at: .duty,
            fault
        )
    }

    private func override(
        _ held: (id: CaseID, row: JSONNode),
        _ form: ConsoleForm,
        _ visitor: Visitor
    ) async throws -> Response {
        guard visitor.stands(for: Set(held.row.texts("may-override"))) else { throw PageFault.notYours }
        guard let reason = form.reason else {
            let fault = AnswerFault(field: "reason", text: "Say why, in 10 to 2,000 characters")
            return try await hold(held, visitor, fault, form)
        }
        var members = [
            JSONMember("case", .string(held.id.text)), JSONMember("held", held.row["event"]?.value ?? .null),
            JSONMember("reason", .string(reason)), JSONMember("decided-by", .string(visitor.person.id.text)),
        ]
        if let instead = form["instead"] { members.append(JSONMember("instead", .string(instead))) }
        try await parts.say("hold.overridden", .object(members), form, visitor)
        return .seeOther("/duty?done=overridden")
    }

    // MARK: Whether two people are one

    private func proposal(_ context: ConsoleContext, _ visitor: Visitor) async throws -> JSONNode {
        let sequence = try context.named("seq") { Int64($0) }
        let rows = try await visitor.desk.all(Question(.duty), for: visitor.person.id).rows
        guard let row = rows.first(where: { DutyKind(row: $0) == .match && $0["seq"]?.integer == sequence })
        else { throw PageFault.unknown }
        return row
    }

    private func match(
        _ row: JSONNode,
        _ visitor: Visitor,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        var content: [String: Any] = [
            "seq": row["seq"]?.integer ?? 0, "person": row.text("person") ?? "",
            "candidates": row.list("candidates").map { candidate in
                [
                    "person": candidate.text("person") ?? "",
                    "chosen": form?["other"] == candidate.text("person"),
                    "because": candidate.texts("because").map(PayloadText.label).joined(separator: ", "),
                ] as [String: Any]
            },
        ]
        content["case"] = row.text("case").map { ["id": $0, "path": CasePath.of($0)] }
        content["reason"] = form?["reason"]
        return try await parts.formPage(
            "match",
            content,
            titled: "Perhaps the same person",
            for: visitor,
            at: .duty,
            fault
        )
    }

    private func decide(_ row: JSONNode, _ form: ConsoleForm, _ visitor: Visitor) async throws -> Response {
        let known = row.list("candidates").compactMap { $0.text("person") }
        guard let other = form["other"], known.contains(other) else {
            let fault = AnswerFault(field: "other", text: "Choose which record you decide about")
            return try await match(row, visitor, fault, form)
        }
        guard let decision = form["decision"], ["different", "linked"].contains(decision) else {
            let fault = AnswerFault(field: "decision", text: "Choose whether they are different people")
            return try await match(row, visitor, fault, form)
        }
        guard let reason = form.reason else {
            let fault = AnswerFault(field: "reason", text: "Say how you know, in 10 to 2,000 characters")
            return try await match(row, visitor, fault, form)
        }
        var members = [
            JSONMember("from", ["handle": .string(row.text("person") ?? "")]),
            JSONMember("to", ["handle": .string(other)]),
            JSONMember("decided-by", .string(visitor.person.id.text)), JSONMember("reason", .string(reason)),
        ]
        if decision == "linked" { members.append(JSONMember("relation", "other")) }
        let topic = decision == "linked" ? "person.linked" : "person.declared-different"
        try await parts.say(topic, .object(members), form, visitor)
        return .seeOther("/duty?done=decided")
    }
}
