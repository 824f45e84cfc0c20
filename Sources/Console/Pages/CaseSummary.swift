import JSON
import Vocabulary

/// Where a case stands, as its page shows it.
struct CaseSummary {
    /// How many of anything a page shows: nobody reads a list that does not end.
    private static let most = 20

    let content: [String: Any]

    init(_ row: JSONNode, _ story: [JSONNode], _ directory: StaffDirectory, _ now: Instant) {
        let path = CasePath.of(row.text("case") ?? "")
        let titles = Dictionary(
            story.compactMap { entry in entry["seq"]?.integer.map { ($0, entry) } },
            uniquingKeysWith: { first, _ in first }
        )
        var content: [String: Any] = [
            "isOpen": row.text("status") == "open",
            "team": Self.team(row, directory),
            "holds": row.list("holds").map { Self.hold($0) },
            "expected": row.list("expected").map { Self.expected($0, now) },
            "meetings": row.list("meetings").map { Self.meeting($0, path) },
            "windows": row.list("windows").map { Self.window($0) },
        ]
        Self.show(Self.byDue(row.list("to-answer")), as: "waiting", in: &content) {
            Self.waiting($0, directory, now)
        }
        Self.show(Self.byDue(row.list("clocks")), as: "clocks", in: &content) { Self.clock($0, now) }
        Self.show(row.list("patterns").reversed(), as: "patterns", in: &content) {
            Self.pattern($0, titles, directory, path)
        }
        content["basis"] = row.text("legal-basis").map(Self.basis)
        content["lead"] = row.text("lead").map { directory.name(of: $0) }
        content["leadRole"] = row.text("lead-role").map(RoleWords.name)
        content["score"] = row["score"]?["value"]?.integer.map { "\($0)" }
        content["scoreDays"] = row["score"]?["days"]?.integer.map { "\($0)" }
        self.content = content
    }

    /// The first of a list, and how many more there are.
    private static func show(
        _ rows: [JSONNode],
        as name: String,
        in content: inout [String: Any],
        _ line: (JSONNode) -> [String: Any]
    ) {
        content[name] = rows.prefix(most).map(line)
        if rows.count > most { content[name + "More"] = "\(rows.count - most)" }
    }

    static func basis(_ code: String) -> String {
        let names = [
            "early-help": "Early help", "s17": "Child in need plan", "s47": "Section 47 enquiry",
            "CP": "Child protection plan", "LAC": "Looked-after child",
        ]
        return names[code] ?? PayloadText.label(code)
    }

    /// Whoever leads it, and whoever works on it.
    private static func team(_ row: JSONNode, _ directory: StaffDirectory) -> [[String: Any]] {
        let others = row.list("team")
        let lead = row.text("lead").flatMap { id -> [String: Any]? in
            guard !others.contains(where: { $0.text("staff") == id }) else { return nil }
            return member(id, row.text("lead-role") ?? "LP", directory)
        }
        return [lead].compactMap(\.self)
            + others.map { row in
                var item = member(row.text("staff") ?? "", row.text("role") ?? "", directory)
                item["since"] = row.instant("from").map(BritishTime.day)
                return item
            }
    }

    private static func member(_ staff: String, _ role: String, _ directory: StaffDirectory) -> [String: Any]
    {
        var member: [String: Any] = [
            "name": directory.name(of: staff), "role": RoleWords.name(role),
            "agency": directory.agencyName(of: staff),
        ]
        member["phone"] = StaffID(staff).flatMap { directory[$0]?.phone }
        return member
    }

    private static func waiting(_ row: JSONNode, _ directory: StaffDirectory, _ now: Instant) -> [String: Any]
    {
        var item: [String: Any] = [
            "seq": row["seq"]?.integer ?? 0, "severity": row.text("severity") ?? "",
            "owner": row.text("owner").map { directory.name(of: $0) } ?? "nobody",
        ]
        item["topic"] = row.text("topic").map(TopicWords.title)
        add(row.instant("due"), to: &item, now)
        return item
    }

    private static func clock(_ row: JSONNode, _ now: Instant) -> [String: Any] {
        var item: [String: Any] = [
            "clock": row.text("clock") ?? "", "title": PayloadText.capitalised(row.text("title") ?? ""),
        ]
        if let since = row.instant("since") { item["since"] = BritishTime.day(since) }
        add(row.instant("due"), to: &item, now)
        if row["breached"]?.bool == true { item["isLate"] = true }
        return item
    }

    private static func hold(_ row: JSONNode) -> [String: Any] {
        [
            "change": TopicWords.title(row.text("change") ?? ""),
            "reasons": row.texts("reasons").map(PayloadText.label).joined(separator: "; "),
            "may": row.texts("may-override").map(RoleWords.name).joined(separator: ", "),
        ]
    }

    private static func byDue(_ rows: [JSONNode]) -> [JSONNode] {
        rows.enumerated().sorted {
            ($0.element["due"]?.integer ?? .max, $0.offset) < ($1.element["due"]?.integer ?? .max, $1.offset)
        }.map(\.element)
    }

    private static func expected(_ row: JSONNode, _ now: Instant) -> [String: Any] {
        var item: [String: Any] = ["what": row.text("what") ?? ""]
        item["from"] = row.text("from-role").map(RoleWords.name)
        add(row.instant("due"), to: &item, now)
        return item
    }

    private static func meeting(_ row: JSONNode, _ path: String) -> [String: Any] {
        var item: [String: Any] = [
            "title": MeetingWords.title(row), "isHeld": row.text("state") == "held",
            "faults": row.texts("faults").joined(separator: "; "),
        ]
        if row.text("state") == "convened", let entry = row["meeting"]?.integer {
            item["pack"] = path.replacing("/cases/", with: "/meetings/") + "/\(entry)"
        }
        item["on"] =
            row.text("on").flatMap { CivilDate(iso8601: $0) }.map(BritishTime.text)
            ?? row.instant("held").map(BritishTime.day)
        let missing = row.texts("reports-missing").map(RoleWords.name).joined(separator: ", ")
        if !missing.isEmpty { item["missing"] = missing }
        return item
    }

    private static func window(_ row: JSONNode) -> [String: Any] {
        func day(_ name: String) -> String {
            row.text(name).flatMap { CivilDate(iso8601: $0) }.map(BritishTime.text) ?? ""
        }
        return ["title": PayloadText.label(row.text("window") ?? ""), "from": day("from"), "to": day("to")]
    }

    private static func pattern(
        _ row: JSONNode,
        _ story: [Int64: JSONNode],
        _ directory: StaffDirectory,
        _ path: String
    ) -> [String: Any] {
        let causes = row.list("causes").compactMap(\.integer).prefix(most)
        var item: [String: Any] = [
            "code": row.text("pattern") ?? "", "title": PayloadText.capitalised(row.text("title") ?? ""),
            "severity": row.text("severity") ?? "",
            "causes": causes.map { Self.cause($0, story[$0], directory, path) },
        ]
        if let at = row.instant("at") { item["at"] = BritishTime.text(at) }
        if !row.list("recalled").isEmpty { item["isShaken"] = true }
        return item
    }

    /// An event behind a pattern, with a way to it.
    private static func cause(
        _ sequence: Int64,
        _ entry: JSONNode?,
        _ directory: StaffDirectory,
        _ path: String
    ) -> [String: Any] {
        var cause: [String: Any] = ["seq": sequence]
        guard let entry, let time = entry.instant("time") else { return cause }
        cause["topic"] = entry.text("topic").map(TopicWords.title)
        cause["day"] = BritishTime.day(time)
        cause["from"] = entry.text("from").map { directory.agencyName(of: $0) }
        // A little after it, so that it is the first of the page's entries.
        cause["path"] = path + "/chronology?to=\(LondonTime.date(of: time).iso8601)#e\(sequence)"
        return cause
    }

    private static func add(_ due: Instant?, to item: inout [String: Any], _ now: Instant) {
        guard let due else { return }
        item["due"] = BritishTime.text(due)
        item["left"] = BritishTime.left(until: due, at: now)
        item["isLate"] = due < now
    }
}
