import BrokerCore
import JSON
import Ledger
import Meetings
import Routing
import Topics
import Vocabulary
import Wire

extension BrokerNode {
    /// Answers a read; the entry that says who reads is durable by now.
    func show(
        _ reading: Action.Reading,
        _ reader: UserID,
        request: [UInt8],
        to connection: ConnectionID
    ) throws {
        func page(_ what: ClientMessage.Fetch.What, next: String? = nil, lines: [UInt8]) {
            send(
                BrokerMessage(request: request, verb: .page(what: what, next: next, body: lines)),
                to: connection
            )
        }
        func page(_ what: ClientMessage.Fetch.What, _ rows: [JSONValue]) {
            page(what, lines: rows.flatMap { $0.serialized() + [UInt8(ascii: "\n")] })
        }
        switch reading {
        case .rows(let what, let rows, let next): page(what, next: next, lines: rows)
        case .file(let row): page(.case, [try naming(row, to: reader)])
        case .status(let report): page(.status, lines: following(report).line)
        case .inbox(let rows): page(.inbox, try rows.map { try row($0, to: reader) })
        case .explain(let sequence):
            guard let rows = try explanation(of: sequence, to: reader) else {
                send(BrokerMessage(request: request, verb: .error(Self.unseen)), to: connection)
                return
            }
            page(.explain, rows)
        case .receipt(let id): try showReceipt(of: id, reader, request: request, to: connection)
        case .proof(let from, let to):
            let proof = try ledger.consistency(from: from, to: to)
            page(
                .proof,
                [["from": .integer(from), "to": .integer(to), "path": .string(Base64.encode(proof))]]
            )
        case .evidence(let rows, let limit):
            send(BrokerMessage(request: request, verb: try evidence(rows, limit: limit)), to: connection)
        case .checkpoint:
            page(.checkpoint, [["checkpoint": .string(ledger.head.checkpoint ?? "")]])
        case .chronology(let caseID, let fetch):
            let query = ChronologyQuery(fetch, of: caseID, sight: storySight(of: reader, reading: caseID))
            view.answer(query, from: ledger, answering(request, connection, Self.page(.chronology)))
        case .pack(let caseID, let since, let rows, let after, let limit):
            var query = ChronologyQuery(caseID: caseID, sight: storySight(of: reader, reading: caseID))
            (query.after, query.limit) = (after, limit)
            query.pack = .init(since: since, sections: configuration.policy.meetings.pack, rows: rows)
            view.answer(query, from: ledger, answering(request, connection, Self.page(.pack)))
        case .instants(let sequence): try showInstants(of: sequence, to: reader, request, connection)
        case .lateness(let start, let end):
            view.lateness(
                from: start,
                to: end,
                answering(request, connection) { rows in
                    .page(what: .lateness, next: nil, body: BrokerMachine.lines(rows))
                }
            )
        }
    }

    private func showInstants(
        of sequence: LedgerSequence,
        to reader: UserID,
        _ request: [UInt8],
        _ connection: ConnectionID
    ) throws {
        let entry = try cache.entry(sequence, in: ledger)
        view.instants(
            of: sequence,
            by: storySight(of: reader, reading: brokenOpen(entry, to: reader)),
            from: ledger,
            answering(request, connection) { rows in
                rows.map { .page(what: .instants, next: nil, body: BrokerMachine.lines($0)) }
                    ?? .error(Self.unseen)
            }
        )
    }

    private func storySight(of reader: UserID, reading caseID: CaseID?) -> StorySight {
        StorySight(
            clearance: machine.clearance(of: reader, reading: caseID),
            sharing: machine.sight.sharing
        )
    }

    /// The case of an entry that its reader may see only because somebody broke the glass, or `nil`.
    private func brokenOpen(_ entry: Turn.Entry, to reader: UserID) -> CaseID? {
        let now = clock.tick.now
        return entry.routed?.decision.cases.first { machine.isBrokenOpen($0, to: reader, at: now) }
    }

    private static let unseen = WireRefusal(
        .forbidden,
        "seq: must be an entry that this key may see",
        verb: "FETCH",
        field: "/seq"
    )
    private static let behind = WireRefusal(
        .notDurable,
        "the chronology is behind its ledger; it catches up at the next start",
        verb: "FETCH",
        afterMilliseconds: 60_000
    )

    /// Sends what the view answers, or that it cannot.
    private func answering<Answer: Sendable>(
        _ request: [UInt8],
        _ connection: ConnectionID,
        _ verb: @escaping @Sendable (Answer) -> BrokerMessage.Verb
    ) -> @Sendable (Result<Answer, any Error>) -> Void {
        let mail = mail
        return { result in
            let answer: BrokerMessage.Verb =
                switch result {
                case .success(let answer): verb(answer)
                case .failure: .error(Self.behind)
                }
            mail.post(.page(BrokerMessage(request: request, verb: answer), to: connection))
        }
    }

    private static func page(
        _ what: ClientMessage.Fetch.What
    ) -> @Sendable (ChronologyPage) -> BrokerMessage.Verb {
        { .page(what: what, next: $0.next, body: $0.rows) }
    }

    /// Shows the receipt of what the reader itself published.
    private func showReceipt(
        of id: MessageID,
        _ reader: UserID,
        request: [UInt8],
        to connection: ConnectionID
    ) throws {
        guard let entry = try ledger.find(publisher: reader, id: id), entry.isDurable else {
            let text = "id: must be that of something this key's system published"
            let refusal = WireRefusal(.noSuch, text, verb: "FETCH", field: "/id")
            send(BrokerMessage(request: request, verb: .error(refusal)), to: connection)
            return
        }
        let receipt = try ReceiptBody(ledger.receipt(for: entry.sequence)).bytes + [UInt8(ascii: "\n")]
        let verb = BrokerMessage.Verb.page(what: .receipt, next: nil, body: receipt)
        send(BrokerMessage(request: request, verb: verb), to: connection)
    }

    /// A case's row with the topics of what waits on it, of as much of it as is for the reader.
    private func naming(_ row: JSONValue, to reader: UserID) throws -> JSONValue {
        guard case .object(var members) = row,
            let place = members.firstIndex(where: { $0.key == "to-answer" }),
            case .array(var waiting) = members[place].value, let clearance = machine.clearance(of: reader)
        else { return row }
        for index in waiting.indices.prefix(WireLimit.pageRows) {
            guard case .object(let answer) = waiting[index],
                case .integer(let number)? = waiting[index]["seq"]
            else { continue }
            let entry = try cache.entry(LedgerSequence(number), in: ledger)
            guard let definition = configuration.policy.catalogue[entry.topic],
                entry.viewer(clearance, definition) != nil
            else { continue }
            waiting[index] = .object(answer + [JSONMember("topic", .string(entry.topic.text))])
        }
        members[place] = JSONMember("to-answer", .array(waiting))
        return .object(members)
    }

    private func row(_ row: InboxRow, to reader: UserID) throws -> JSONValue {
        let entry = try cache.entry(row.sequence, in: ledger)
        let routing = entry.routed?.decision.routings.first { $0.caseID == row.caseID }
        let recall = machine.sight.sharing.recall(of: row.sequence)
        let marks = recall.map { [JSONMember("recalled", .string($0.reason))] } ?? []
        return try .object(
            [
                JSONMember("seq", .integer(row.sequence.number)),
                JSONMember("id", .string(entry.id.text)),
                JSONMember("at", .integer(entry.accepted.milliseconds)),
                JSONMember("topic", .string(entry.topic.text)),
                JSONMember("severity", .string(entry.routed?.severity.rawValue ?? "")),
                JSONMember("cases", .array([row.caseID].compactMap { $0.map { .string($0.text) } })),
                JSONMember("why", .string(routing?.recipients.first?.rule.rawValue ?? "")),
                JSONMember("due", row.due.map { .integer($0.milliseconds) } ?? .null),
                JSONMember("state", .string(row.state)),
                JSONMember("rung", .integer(Int64(row.rung))),
            ] + said(by: entry, to: reader) + marks
        )
    }

    /// Who said it and what, as far as it is for the reader: nothing once it was taken back.
    private func said(by entry: Turn.Entry, to reader: UserID) throws -> [JSONMember] {
        guard let definition = configuration.policy.catalogue[entry.topic],
            let clearance = machine.clearance(of: reader),
            let viewer = entry.viewer(clearance, definition)
        else { return [] }
        let isHidden = definition.isNameless && !viewer.isPublisher
        let publisher = isHidden ? .somebody(at: configuration.policy.authority) : entry.publisher
        var members = [JSONMember("from", .string(publisher.text))]
        if let data = entry.event.root["data"], machine.sight.sharing.recall(of: entry.sequence) == nil {
            let reduced = definition.reduction(ofData: data, for: viewer).bytes
            members.append(JSONMember("data", try JSONDocument(parsing: reduced).root.value))
        }
        return members
    }

    /// What became of an entry since: that it was taken back, what corrects it, what it corrects.
    private func marks(of sequence: LedgerSequence) -> [JSONValue] {
        func row(_ rule: String, _ publisher: UserID?, _ id: MessageID, _ why: String, at: Instant)
            -> JSONValue
        {
            .object([
                JSONMember("case", .null), JSONMember("role", .null),
                JSONMember("recipient", publisher.map { .string($0.text) } ?? .null),
                JSONMember("detail", .null), JSONMember("rule", .string(rule)), JSONMember("due", .null),
                JSONMember("id", .string(id.text)), JSONMember("at", .integer(at.milliseconds)),
                JSONMember("why", .string(why)),
            ])
        }
        let sharing = machine.sight.sharing
        let recall = sharing.recall(of: sequence).map {
            row($0.why, $0.publisher, $0.recallID, $0.sentence, at: $0.at)
        }
        let later = sharing.corrections(of: sequence).map {
            row("superseded", nil, $0.correctionID, $0.sentence, at: $0.at)
        }
        let earlier = sharing.correction(by: sequence).map {
            row("supersedes", nil, $0.id, $0.sentenceOfItself, at: $0.at)
        }
        return [recall].compactMap(\.self) + later + [earlier].compactMap(\.self)
    }

    /// Why an entry went to whom, for the cases that the reader may know of; `nil` if it may not see the entry.
    private func explanation(of sequence: LedgerSequence, to reader: UserID) throws -> [JSONValue]? {
        let entry = try cache.entry(sequence, in: ledger)
        guard let clearance = machine.clearance(of: reader, reading: brokenOpen(entry, to: reader)),
            let definition = configuration.policy.catalogue[entry.topic],
            entry.viewer(clearance, definition) != nil
        else { return nil }
        var rows = marks(of: sequence)
        guard let routed = entry.routed else { return rows }
        for (routing, due) in zip(routed.decision.routings, routed.due)
        where clearance.mayKnowWhoWasTold(for: routing.caseID, routed) {
            let sentences = routing.explanation
            for (index, recipient) in routing.recipients.enumerated() {
                rows.append(
                    .object([
                        JSONMember("case", routing.caseID.map { .string($0.text) } ?? .null),
                        JSONMember("role", .string(recipient.role.code)),
                        JSONMember("recipient", recipient.staff.map { .string($0.text) } ?? .null),
                        JSONMember("detail", .string(recipient.detail.rawValue)),
                        JSONMember("rule", .string(recipient.rule.rawValue)),
                        JSONMember(
                            "due",
                            index == 0 ? due.map { .integer($0.milliseconds) } ?? .null : .null
                        ),
                        JSONMember("why", .string(sentences[index])),
                    ])
                )
            }
            for (index, withheld) in routing.withheld.enumerated() {
                rows.append(
                    .object([
                        JSONMember("case", routing.caseID.map { .string($0.text) } ?? .null),
                        JSONMember("role", .string(withheld.role.code)),
                        JSONMember("recipient", withheld.staff.map { .string($0.text) } ?? .null),
                        JSONMember("detail", .null),
                        JSONMember("rule", .string(withheld.rule.rawValue)),
                        JSONMember("why-not", .string(sentences[routing.recipients.count + index])),
                    ])
                )
            }
        }
        return rows
    }
}
