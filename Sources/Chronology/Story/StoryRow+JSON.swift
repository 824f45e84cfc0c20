public import JSON
internal import Vocabulary

extension StoryRow {
    /// The row of FETCH `chronology`; instants are integer milliseconds.
    public var json: JSONValue {
        .object(members + marks)
    }

    /// What was taken back or corrected; absent where nothing was.
    private var marks: [JSONMember] {
        var marks: [JSONMember] = []
        if let recalled { marks.append(JSONMember("recalled", recalled.json)) }
        if !superseded.isEmpty {
            marks.append(JSONMember("superseded-by", .array(superseded.map(\.json))))
        }
        if let supersedes { marks.append(JSONMember("supersedes", supersedes.json)) }
        return marks
    }

    private var members: [JSONMember] {
        [
            JSONMember("seq", .integer(entry.sequence.number)), JSONMember("id", .string(entry.id.text)),
            JSONMember("time", entry.time.json), JSONMember("recorded", entry.recorded.json),
            JSONMember("accepted", entry.accepted.json), JSONMember("from", .string(entry.publisher.text)),
            JSONMember("topic", .string(entry.topic)),
            JSONMember("severity", entry.severity.map { .string($0.rawValue) } ?? .null),
            JSONMember("cases", .array(entry.cases.map { .string($0.text) })), JSONMember("data", data),
            JSONMember("told", .array(told.map(\.json))),
            JSONMember("milestones", .array(milestones.map(\.json))),
        ]
    }

    /// Reads a row of FETCH `chronology`, or `nil` if it is none.
    public init?(json: JSONNode) {
        guard let sequence = json["seq"]?.integer, let id = json["id"]?.string.flatMap({ MessageID($0) }),
            let time = Instant(json["time"]), let accepted = Instant(json["accepted"]),
            let publisher = json["from"]?.string.flatMap({ UserID($0) }),
            let topic = json["topic"]?.string, let told = json["told"]?.elements.map(Told.init(json:)),
            !told.contains(nil)
        else { return nil }
        let entry = IndexedEntry(
            sequence: LedgerSequence(sequence),
            id: id,
            time: time,
            recorded: Instant(json["recorded"]),
            accepted: accepted,
            publisher: publisher,
            topic: topic,
            severity: json["severity"]?.string.flatMap { Severity(rawValue: $0) },
            cases: json["cases"]?.elements.compactMap { $0.string.flatMap { CaseID($0) } } ?? []
        )
        self.init(
            entry: entry,
            data: json["data"]?.value ?? .null,
            told: told.compactMap(\.self),
            milestones: json["milestones"]?.elements.compactMap(Milestone.init(json:)) ?? []
        )
        recalled = json["recalled"].flatMap { Sharing(json: $0) }
        superseded = json["superseded-by"]?.elements.compactMap(Sharing.init(json:)) ?? []
        supersedes = json["supersedes"].flatMap { Sharing(json: $0) }
    }
}

extension StoryRow.Sharing {
    fileprivate var json: JSONValue {
        var members = [
            JSONMember("id", .string(id.text)),
            JSONMember("seq", sequence.map { .integer($0.number) } ?? .null), JSONMember("at", at.json),
        ]
        if let publisher { members.append(JSONMember("by", .string(publisher.text))) }
        if let reason { members.append(JSONMember("reason", .string(reason))) }
        return .object(members)
    }

    fileprivate init?(json: JSONNode) {
        guard let id = json["id"]?.string.flatMap({ MessageID($0) }), let at = Instant(json["at"]) else {
            return nil
        }
        self.init(
            id: id,
            sequence: json["seq"]?.integer.map { LedgerSequence($0) },
            at: at,
            publisher: json["by"]?.string.flatMap { UserID($0) },
            reason: json["reason"]?.string
        )
    }
}

extension StoryRow.Told {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("agency", .string(agency.text)),
            JSONMember("who", person.map { .string($0.text) } ?? .null),
            JSONMember("role", role.map { .string($0.code) } ?? .null), JSONMember("why", .string(why)),
            JSONMember("at", at.json), JSONMember("due", due.json), JSONMember("delivered", delivered.json),
            JSONMember("opened", opened.json), JSONMember("acknowledged", acknowledged.json),
            JSONMember("decision", decision.map { .string($0) } ?? .null),
        ])
    }

    fileprivate init?(json: JSONNode) {
        guard let agency = json["agency"]?.string.flatMap({ AgencyID($0) }), let why = json["why"]?.string,
            let at = Instant(json["at"])
        else { return nil }
        self.init(
            agency: agency,
            person: json["who"]?.string.flatMap { StaffID($0) },
            role: json["role"]?.string.flatMap { Role($0) },
            why: why,
            at: at,
            due: Instant(json["due"]),
            delivered: Instant(json["delivered"]),
            opened: Instant(json["opened"]),
            acknowledged: Instant(json["acknowledged"]),
            decision: json["decision"]?.string
        )
    }
}

extension StoryRow.Milestone {
    fileprivate var json: JSONValue { ["transfer": .string(transfer.text), "step": .string(name)] }

    fileprivate init?(json: JSONNode) {
        guard let transfer = json["transfer"]?.string.flatMap({ TransferID($0) }),
            let name = json["step"]?.string
        else { return nil }
        self.init(transfer: transfer, name: name)
    }
}

extension Instant {
    fileprivate var json: JSONValue { .integer(milliseconds) }

    fileprivate init?(_ node: JSONNode?) {
        guard let milliseconds = node?.integer else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension Instant? {
    fileprivate var json: JSONValue { map { .integer($0.milliseconds) } ?? .null }
}
