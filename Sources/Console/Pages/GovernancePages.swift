import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Topics
import Vocabulary

/// Who read what and why, what was not shared, proofs, and how the broker stands.
struct GovernancePages: Sendable {
    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("/governance") { request, context in
            let visitor = try parts.visitor(context, at: .governance)
            return try await reads(visitor, of: request.uri.queryParameters["case"].map(String.init))
        }
        router.get("/governance/entry") { request, context in
            let visitor = try parts.visitor(context, at: .governance)
            return try await entry(request.uri.queryParameters["seq"].flatMap { Int64($0) }, visitor)
        }
        router.get("/governance/proofs") { request, context in
            let visitor = try parts.visitor(context, at: .governance)
            return try await proofs(visitor, request)
        }
    }

    private static func topics(_ names: String...) -> [Topic] { names.compactMap { Topic($0) } }

    // MARK: Reads

    private func reads(_ visitor: Visitor, of caseID: String?) async throws -> Response {
        let now = try await visitor.desk.now()
        let wanted = caseID.flatMap { $0.isEmpty ? nil : $0 }
        let opened = try await visitor.desk.heard(on: Self.topics("access.break-glass"), limit: 500)
        let reads = try await visitor.desk.heard(on: Self.topics("broker.read"), limit: 2_000).filter {
            entry in
            entry.data?["person"] != nil && (wanted == nil || entry.data?.text("case") == wanted)
        }
        var content: [String: Any] = [
            "rows": reads.prefix(200).map { read($0, opened) }, "count": reads.count,
            "isCut": reads.count > 200,
            "opened": opened.map(opening),
        ]
        content["case"] = wanted
        return parts.page(
            "reads",
            content,
            titled: "Who read what",
            for: visitor,
            at: .governance,
            now: now,
            isLive: true
        )
    }

    private func read(_ entry: HeardEntry, _ opened: [HeardEntry]) -> [String: Any] {
        let data = entry.data
        let person = data?.text("person") ?? ""
        let reason = opened.first {
            $0.data?.text("person") == person && $0.data?.text("case") == data?.text("case")
                && $0.accepted <= entry.accepted
        }
        var row: [String: Any] = [
            "seq": entry.sequence.number, "at": BritishTime.text(entry.accepted),
            "who": parts.directory.name(of: person), "agency": parts.directory.agencyName(of: person),
            "what": Self.subject(data?.text("what") ?? ""),
            "why": reason.flatMap { $0.data?.text("reason") }
                ?? (data?.text("case") == nil ? "Their own work" : "On the team, or answers for every case"),
        ]
        if let id = data?.text("case") { row["case"] = id }
        if let day = data?.text("known-on") { row["knownOn"] = day }
        return row
    }

    private static func subject(_ what: String) -> String {
        let names = [
            "inbox": "Their inbox", "case": "Summary", "chronology": "Chronology", "pack": "A meeting’s pack",
            "duty": "The duty list", "transfer": "Transfers", "explain": "Who was told of an entry",
        ]
        return names[what] ?? PayloadText.label(what)
    }

    private func opening(_ entry: HeardEntry) -> [String: Any] {
        [
            "at": BritishTime.text(entry.accepted), "seq": entry.sequence.number,
            "who": parts.directory.name(of: entry.data?.text("person") ?? ""),
            "case": entry.data?.text("case") ?? "",
            "reason": entry.data?.text("reason") ?? "",
        ]
    }

    // MARK: One entry

    private func entry(_ sequence: Int64?, _ visitor: Visitor) async throws -> Response {
        var content: [String: Any] = [:]
        if let sequence {
            content["seq"] = "\(sequence)"
            do throws(DeskRefusal) {
                let question = Question(.explanation(LedgerSequence(sequence)))
                let rows = try await visitor.desk.read(question, for: visitor.person.id).rows
                content["told"] = rows.filter { $0["why-not"] == nil }.map {
                    Explanation.line($0, parts.directory)
                }
                content["untold"] = rows.filter { $0["why-not"] != nil }.map {
                    Explanation.line($0, parts.directory)
                }
                let instants = Question(.instants(LedgerSequence(sequence)))
                if let row = try await visitor.desk.read(instants, for: visitor.person.id).rows.first {
                    content["instants"] = row.members.filter { $0.key != "seq" }.compactMap {
                        member -> [String: Any]? in
                        member.node.integer.map {
                            [
                                "what": PayloadText.label(member.key),
                                "at": BritishTime.text(Instant(milliseconds: $0)),
                            ]
                        }
                    }
                }
            } catch {
                guard [400, 403, 404].contains(error.code) else { throw error }
                content["refusal"] = error.text
            }
        }
        return parts.page(
            "shared",
            content,
            titled: "Who was told, and who was not",
            for: visitor,
            at: .governance,
            now: try await visitor.desk.now()
        )
    }

    // MARK: Proofs

    private func proofs(_ visitor: Visitor, _ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        var content: [String: Any] = [:]
        let status = try await visitor.desk.read(Question(.status), for: visitor.person.id).rows.first
        content["isWell"] = status?.text("status") == "ok"
        content["numbers"] = (status.map { Array($0.members) } ?? []).compactMap { member -> [String: Any]? in
            guard let number = member.node.integer else { return nil }
            let isInstant = ["now", "next-due"].contains(member.key)
            let text = isInstant ? BritishTime.text(Instant(milliseconds: number)) : "\(number)"
            return ["label": PayloadText.label(member.key), "text": text]
        }
        content["faults"] = status?.texts("faults")
        content["twoPlaces"] = status?["second-place"]?.bool == true
        let checkpoint = try await visitor.desk.read(Question(.checkpoint), for: visitor.person.id).rows.first
        content["checkpoint"] = checkpoint?.text("checkpoint")
        if let id = query["receipt"].map(String.init).flatMap({ MessageID($0) }) {
            content["receiptID"] = id.text
            let (text, fault) = try await evidence(.receipt(id), visitor)
            (content["receipt"], content["receiptFault"]) = (text, fault)
        }
        if let from = query["from"].flatMap({ Int64($0) }), let to = query["to"].flatMap({ Int64($0) }),
            from > 0, to > 0
        {
            (content["from"], content["to"]) = ("\(from)", "\(to)")
            let (text, fault) = try await evidence(.proof(from: from, to: to), visitor)
            (content["proof"], content["proofFault"]) = (text, fault)
        }
        return parts.page(
            "proofs",
            content,
            titled: "Receipts, proofs and health",
            for: visitor,
            at: .governance,
            now: try await visitor.desk.now()
        )
    }

    /// The row as it came, or why there is none.
    private func evidence(_ subject: Question.Subject, _ visitor: Visitor) async throws -> (String?, String?)
    {
        do throws(DeskRefusal) {
            let row = try await visitor.desk.read(Question(subject), for: visitor.person.id).rows.first
            return (row.map { String(decoding: $0.raw, as: UTF8.self) }, nil)
        } catch {
            guard [400, 403, 404].contains(error.code) else { throw error }
            return (nil, error.text)
        }
    }
}
