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

    static func path(_ row: JSONNode) -> String {
        "/transfers/" + FormText.escaped(row.text("transfer") ?? "")
    }

    // MARK: How they stand

    private func list(_ visitor: Visitor) async throws -> Response {
        let rows = try await visitor.desk.read(Question(.transfers(nil)), for: visitor.person.id).rows
        let now = try await visitor.desk.now()
        return parts.page(
            "transfers",
            ["rows": rows.map { standing($0, now) }],
            titled: "Transfers",
            for: visitor,
            at: .transfers,
            now: now,
            isLive: true
        )
    }

    func standing(_ row: JSONNode, _ now: Instant) -> [String: Any] {
        func authority(_ code: String) -> String { parts.directory.authorityName(of: code) }
        let isReceiver = row.text("to") == parts.settings.authority.text
        let own = row.text("here") ?? ""
        let other = row.text("there") ?? ""
        var content: [String: Any] = [
            "id": row.text("transfer") ?? "", "path": Self.path(row),
            "from": authority(row.text("from") ?? ""), "to": authority(row.text("to") ?? ""),
            "fromState": Self.state(isReceiver ? other : own, after: row, isOfferer: true),
            "toState": Self.state(isReceiver ? own : other, after: row, isOfferer: false),
            "holders": row.texts("holders").map(authority).joined(separator: " and "),
            "cases": row.texts("cases").map { ["id": $0, "path": CasePath.of($0)] },
            "missing": TransferAct.needed(row).map(PayloadText.label),
            "isInDoubt": row["in-doubt"]?.bool == true,
        ]
        content["stay"] = TransferStay(row, now)?.content
        return content
    }

    private static func state(_ code: String, after row: JSONNode, isOfferer: Bool) -> String {
        // A declined offer is the receiver's doing, and its end leaves the offerer where it was.
        if code == "declined", TransferStay.isStay(row) {
            return isOfferer ? "holds alone, the stay is over" : "holds no more, the stay is over"
        }
        if code == "declined", isOfferer { return "holds alone, its offer was declined" }
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
        var content = standing(row, now)
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
}
