import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Vocabulary

/// Who holds responsibility while a family moves, and what is needed next.
struct TransferPages: Sendable {
    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/transfers") { _, context in
            try await list(parts.visitor(context, at: .transfers))
        }
        router.get("/transfers/:id") { request, context in
            let visitor = try parts.visitor(context, at: .transfers)
            let done = request.uri.queryParameters["done"].flatMap { TransferAct(rawValue: String($0)) }
            return try await page(row(context, visitor), visitor, done: done)
        }
        router.get("/transfers/:id/:act") { _, context in
            let visitor = try parts.visitor(context, at: .transfers)
            let row = try await row(context, visitor)
            return try await form(act(context, row, visitor), row, visitor)
        }
        router.post("/transfers/:id/:act") { request, context in
            let (form, visitor) = try await parts.checkedForm(request, context)
            guard Place.transfers.isOpen(to: visitor, parts.settings) else { throw PageFault.notYours }
            let row = try await row(context, visitor)
            return try await say(act(context, row, visitor), form, row, visitor)
        }
    }

    private func row(_ context: ConsoleContext, _ visitor: Visitor) async throws -> JSONNode {
        let id = try context.named("id") { TransferID($0) }
        guard
            let row = try await visitor.desk.read(Question(.transfers(id)), for: visitor.person.id).rows.first
        else { throw PageFault.unknown }
        return row
    }

    /// The act that an address names, if it is open to whoever asks.
    private func act(_ context: ConsoleContext, _ row: JSONNode, _ visitor: Visitor) throws -> TransferAct {
        let act = try context.named("act") { TransferAct(rawValue: $0) }
        guard TransferAct.open(row, at: parts.settings.authority, to: visitor).contains(act) else {
            throw PageFault.notYours
        }
        return act
    }

    private static func path(_ row: JSONNode) -> String {
        "/transfers/" + FormText.escaped(row.text("transfer") ?? "")
    }

    // MARK: How they stand

    private func list(_ visitor: Visitor) async throws -> Response {
        let rows = try await visitor.desk.read(Question(.transfers(nil)), for: visitor.person.id).rows
        return parts.page(
            "transfers",
            ["rows": rows.map(standing)],
            titled: "Transfers",
            for: visitor,
            at: .transfers,
            now: try await visitor.desk.now(),
            isLive: true
        )
    }

    private func standing(_ row: JSONNode) -> [String: Any] {
        func authority(_ code: String) -> String { parts.directory.authorityName(of: code) }
        let isReceiver = row.text("to") == parts.settings.authority.text
        let own = row.text("here") ?? ""
        let other = row.text("there") ?? ""
        return [
            "id": row.text("transfer") ?? "", "path": Self.path(row),
            "from": authority(row.text("from") ?? ""), "to": authority(row.text("to") ?? ""),
            "fromState": Self.state(isReceiver ? other : own),
            "toState": Self.state(isReceiver ? own : other),
            "holders": row.texts("holders").map(authority).joined(separator: " and "),
            "cases": row.texts("cases").map { ["id": $0, "path": CasePath.of($0)] },
            "missing": TransferAct.needed(row).map(PayloadText.label),
            "isInDoubt": row["in-doubt"]?.bool == true,
        ]
    }

    private static func state(_ code: String) -> String {
        let names = [
            "none": "nothing said yet", "accepted-seen": "has the acceptance, and holds until it releases",
            "offered": "has offered, and holds", "released": "has released", "settled": "is done",
            "received": "has the offer", "interim": "holds for the meantime",
            "accepted": "has accepted, and holds",
            "sole": "holds alone", "declined": "has declined", "in-doubt": "in doubt",
            "notified": "knows of the move",
            "acknowledged": "has acknowledged the move", "unknown": "not known",
        ]
        return names[code] ?? code
    }

    private func page(_ row: JSONNode, _ visitor: Visitor, done: TransferAct?) async throws -> Response {
        let now = try await visitor.desk.now()
        var content = standing(row)
        content["done"] = done?.title
        content["steps"] = row.list("milestones").map { step in
            var item: [String: Any] = ["what": PayloadText.label(step.text("what") ?? "")]
            if let at = step.instant("at") { item["at"] = BritishTime.text(at) }
            item["date"] = step.text("date").map { text in
                CivilDate(iso8601: text).map(BritishTime.text) ?? text
            }
            return item
        }
        content["acts"] = TransferAct.open(row, at: parts.settings.authority, to: visitor).map { act in
            ["path": Self.path(row) + "/" + act.rawValue, "title": act.title, "isMain": act.isMain]
                as [String: Any]
        }
        content["clocks"] = try await clocks(row, visitor, now)
        return parts.page(
            "transfer",
            content,
            titled: "Transfer \(row.text("transfer") ?? "")",
            for: visitor,
            at: .transfers,
            now: now,
            isLive: true
        )
    }

    /// The clocks of the transfer's cases, for whoever may open those.
    private func clocks(_ row: JSONNode, _ visitor: Visitor, _ now: Instant) async throws -> [[String: Any]] {
        var clocks: [[String: Any]] = []
        for id in row.texts("cases").compactMap({ CaseID($0) }) {
            do {
                try await CaseDoor(parts: parts).check(id, for: visitor)
                let file = try await visitor.desk.read(Question(.caseFile(id)), for: visitor.person.id).rows
                    .first
                for clock in file?.list("clocks") ?? [] {
                    guard let due = clock.instant("due") else { continue }
                    clocks.append([
                        "title": clock.text("title") ?? "", "due": BritishTime.text(due),
                        "left": BritishTime.left(until: due, at: now), "isLate": due < now,
                    ])
                }
            } catch is ReasonNeeded {
                continue  // Whoever is not on the team sees the transfer, and not the case behind it.
            } catch let refusal as DeskRefusal where refusal.code == 451 {
                continue  // It is held elsewhere by now.
            }
        }
        return clocks
    }

    // MARK: What is said

    private func form(
        _ act: TransferAct,
        _ row: JSONNode,
        _ visitor: Visitor,
        _ fault: AnswerFault? = nil,
        _ form: ConsoleForm? = nil
    ) async throws -> Response {
        var content = standing(row)
        content["action"] = Self.path(row) + "/" + act.rawValue
        content["title"] = act.title
        content["explanation"] = act.explanation
        content["isGrave"] = act.isGrave
        content["name"] = visitor.person.name
        content["fields"] = act.fields(for: visitor.person).map { Self.item($0, fault, form) }
        if act == .released {
            let inventory = try await inventory(of: row, visitor)
            content["goesAlong"] = ["count": inventory.items.count, "items": inventory.words]
        }
        return try await parts.formPage(
            "transfer-act",
            content,
            titled: act.title,
            for: visitor,
            at: .transfers,
            fault
        )
    }

    private static func item(
        _ field: TransferAct.Field,
        _ fault: AnswerFault?,
        _ form: ConsoleForm?
    ) -> [String: Any] {
        let (name, label) =
            switch field {
            case .day(let name, let label), .words(let name, let label): (name, label)
            case .phone: ("phone", "Your telephone number, which the staff register does not have")
            }
        var item: [String: Any] = ["name": name, "label": label, "isWrong": fault?.field == name]
        switch field {
        case .day: item["isDay"] = true
        case .phone: item["isPhone"] = true
        case .words: item["isWords"] = true
        }
        item["value"] = form?[name]
        if fault?.field == name { item["wrong"] = fault?.text }
        return item
    }

    /// What is open on the transfer's cases, read as whoever releases them may read it.
    private func inventory(of row: JSONNode, _ visitor: Visitor) async throws -> TransferInventory {
        var files: [JSONNode] = []
        for id in row.texts("cases").compactMap({ CaseID($0) }) {
            try await CaseDoor(parts: parts).check(id, for: visitor)
            files += try await visitor.desk.read(Question(.caseFile(id)), for: visitor.person.id).rows.prefix(
                1
            )
        }
        return TransferInventory(files: files, parts.directory)
    }

    private func say(
        _ act: TransferAct,
        _ form: ConsoleForm,
        _ row: JSONNode,
        _ visitor: Visitor
    ) async throws -> Response {
        var members = ["transfer", "lineage", "epoch", "from", "to"].map {
            JSONMember($0, row[$0]?.value ?? .null)
        }
        if act == .acknowledged {
            members = members.filter { $0.key != "epoch" } + [JSONMember("epoch", 0)]
        } else {
            members.append(JSONMember("offer", row["offer"]?.value ?? .null))
        }
        do throws(AnswerFault) {
            for field in act.fields { members.append(try Self.member(field, form)) }
            if act.isNamed {
                let contact = JSONValue.string(try Self.contact(of: visitor.person, form))
                let role = JSONValue.string(visitor.person.roles.first?.code ?? "ASW")
                let name = JSONValue.string(visitor.person.name)
                members.append(JSONMember("person", ["name": name, "role": role, "contact": contact]))
                if act == .acknowledged { members.append(JSONMember("phone", contact)) }
            }
        } catch {
            return try await self.form(act, row, visitor, error, form)
        }
        if act == .released {
            let inventory = try await inventory(of: row, visitor)
            guard inventory.items.count <= TransferInventory.most else {
                return try await self.form(act, row, visitor, Self.tooMuch, form)
            }
            members += ["acceptance", "through", "coming"].map { JSONMember($0, row[$0]?.value ?? .null) }
            members.append(JSONMember("inventory", .array(inventory.items)))
        }
        try await parts.say("transfer." + act.rawValue, .object(members), form, visitor)
        return .seeOther(Self.path(row) + "?done=" + act.rawValue)
    }

    private static func member(_ field: TransferAct.Field, _ form: ConsoleForm) throws(AnswerFault)
        -> JSONMember
    {
        switch field {
        case .day(let name, let label):
            guard let date = form[name].flatMap({ CivilDate(iso8601: $0) }) else {
                throw AnswerFault(field: name, text: "\(label): give a day, such as 27 3 2026")
            }
            return JSONMember(name, .string(date.iso8601))
        case .words(let name, let label):
            guard let text = form[name], text.count <= 2_000 else {
                throw AnswerFault(field: name, text: "\(label): write 1 to 2,000 characters")
            }
            return JSONMember(name, .string(text))
        case .phone: return JSONMember("phone", .string(try phone(form)))
        }
    }

    private static var tooMuch: AnswerFault {
        AnswerFault(
            field: "goes-along",
            text: "More than \(TransferInventory.most) things are open: answer or close some of them first"
        )
    }

    /// How whoever acts is reached: as the register says, else as they say.
    private static func contact(of person: ConsolePerson, _ form: ConsoleForm) throws(AnswerFault) -> String {
        if let phone = person.phone { return phone }
        return try phone(form)
    }

    /// The number that somebody gave because the register has none; the other authority must be able to ring them.
    private static func phone(_ form: ConsoleForm) throws(AnswerFault) -> String {
        guard let text = form["phone"], text.count <= 40, text.contains(where: \.isNumber) else {
            throw AnswerFault(
                field: "phone",
                text: "The staff register has no telephone number for you: give one, at most 40 characters"
            )
        }
        return text
    }
}
