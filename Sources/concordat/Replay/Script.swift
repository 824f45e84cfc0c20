import JSON
import Vocabulary

/// A story to replay: what agencies say, line by line, and when somebody looks at the clock.
struct Script {
    /// One line: something published, or a look at the clock.
    struct Line {
        /// Its place in the file, from 1.
        let number: Int
        let id: String
        let at: Instant
        /// Who speaks; `nil` for the clock.
        let speaker: Speaker?
        /// `area.event`.
        let topic: String
        /// Whom it is about: a reference of the story, or `H` for the household.
        let who: String
        let severity: Severity
        let facts: String
        /// For the clock: which of them is looked at, `T30#D069`.
        let ref: String
        /// What rules can read of it.
        let attributes: JSONNode?
        /// Why it cannot be told; the story goes on without it.
        var fault: CommandFailure?
    }

    /// A role of an agency.
    struct Speaker: Hashable {
        let role: Role
        let agency: AgencyID
    }

    let path: String
    let cast: ScriptCast
    let lines: [Line]
}

extension Script {
    /// Reads a story.
    ///
    /// A line that has a fault keeps it, so that it costs no other line.
    ///
    /// - Throws: a ``CommandFailure`` with file, line and member for the first fault of what is no line.
    init(path: String) throws {
        let rows = try InputFile.read(path).split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        )
        var cast: ScriptCast?
        var lines: [Line] = []
        for (index, row) in rows.enumerated() where !row.allSatisfy({ $0 == 0x20 || $0 == 0x0d }) {
            let place = ScriptPlace(path: path, line: index + 1)
            let node: JSONNode
            do throws(JSONError) {
                node = try JSONDocument(parsing: Array(row), depth: 12).root
            } catch {
                throw place.fault("line", "was no JSON (\(error))", "one JSON object")
            }
            if let meta = node["meta"] {
                guard cast == nil else { throw place.fault("meta", "was there twice", "once, first") }
                cast = try ScriptCast(meta, at: place)
            } else {
                guard cast != nil else { throw place.fault("meta", "was absent", "the first line") }
                lines.append(Line(reading: node, at: place, after: lines.last?.at))
            }
        }
        guard let cast else {
            throw ScriptPlace(path: path, line: 1).fault("meta", "was absent", "the first line")
        }
        try Self.checkNames(lines, in: path)
        self.path = path
        self.cast = cast
        self.lines = lines
    }

    /// Lines are told apart by their ids.
    private static func checkNames(_ lines: [Line], in path: String) throws {
        var seen: Set<String> = []
        for line in lines where !seen.insert(line.id).inserted {
            throw ScriptPlace(path: path, line: line.number).fault(
                "id",
                "was `\(line.id)` again",
                "said once"
            )
        }
    }
}

extension Script.Line {
    /// A line of which something cannot be read has the time of the one before it.
    fileprivate init(reading node: JSONNode, at place: ScriptPlace, after before: Instant?) {
        do { try self.init(node, at: place) } catch {
            self.init(
                number: place.line,
                id: node["id"]?.string ?? "line-\(place.line)",
                at: before ?? Instant(milliseconds: 0),
                speaker: nil,
                topic: node["topic"]?.string ?? "",
                who: "",
                severity: .s4,
                facts: node["facts"]?.string ?? "",
                ref: "",
                attributes: nil,
                fault: error as? CommandFailure ?? .refused("\(error)")
            )
        }
    }

    private init(_ node: JSONNode, at place: ScriptPlace) throws {
        number = place.line
        id = try place.text(node, "id")
        at = try place.value(node, "at", "a time with an offset, RFC 3339") {
            Instant(rfc3339: $0.withSeconds)
        }
        topic = try place.text(node, "topic")
        let from = try place.text(node, "from")
        speaker =
            topic == "clock.tick"
            ? nil
            : try place.value(node, "from", "role@agency, with a role of the partnership") {
                Script.Speaker($0)
            }
        if topic != "clock.tick", from.isEmpty { throw place.fault("from", "was empty", "role@agency") }
        who = try place.text(node, "who")
        severity = try place.value(node, "sev", "S1, S2, S3 or S4") { Severity(rawValue: $0) }
        facts = node["facts"]?.string ?? ""
        ref = node["ref"]?.string ?? ""
        attributes = node["attrs"]
    }
}

extension Script.Speaker {
    /// Reads `role@agency`.
    init?(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        guard parts.count == 2, let role = Role(parts[0]), let agency = AgencyID(parts[1]),
            !parts[1].contains(":"),
            !parts[1].contains("/")
        else { return nil }
        self.role = role
        self.agency = agency
    }

    /// The system through which it speaks.
    var user: UserID? { UserID("\(agency)/\(role)") }
}

extension String {
    /// Stories write `2009-10-19T11:00+01:00`; RFC 3339 wants seconds.
    var withSeconds: String {
        let bytes = Array(utf8)
        guard bytes.count > 16, bytes[13] == UInt8(ascii: ":"), bytes[16] != UInt8(ascii: ":") else {
            return self
        }
        return String(decoding: bytes[..<16] + Array(":00".utf8) + bytes[16...], as: UTF8.self)
    }
}

/// A line of a story's file, for what is said of its faults.
struct ScriptPlace {
    let path: String
    let line: Int

    func fault(_ member: String, _ was: String, _ mustBe: String) -> CommandFailure {
        .refused("\(path):\(line): \(member): \(was); must be \(mustBe)")
    }

    /// The text of a member that must be there.
    func text(_ node: JSONNode, _ member: String) throws -> String {
        guard let text = node[member]?.string else { throw fault(member, was(node[member]), "text") }
        return text
    }

    /// A member that must be there and read.
    func value<Value>(
        _ node: JSONNode,
        _ member: String,
        _ mustBe: String,
        _ read: (String) -> Value?
    ) throws -> Value {
        let text = try text(node, member)
        guard let value = read(text) else { throw fault(member, "was `\(text)`", mustBe) }
        return value
    }

    private func was(_ node: JSONNode?) -> String { node == nil ? "was absent" : "was no text" }
}
