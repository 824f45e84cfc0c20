import Chronology
import JSON
import Vocabulary

/// A meeting's data pack for reading: a heading for each section, and under it each row with its entry.
enum PackText {
    static func text(of rows: [JSONNode]) -> String {
        var sections: [(name: String, lines: [String])] = []
        for row in rows {
            let name = row["section"]?.string ?? ""
            if let place = sections.firstIndex(where: { $0.name == name }) {
                sections[place].lines.append(line(row, of: name))
            } else {
                sections.append((name, [line(row, of: name)]))
            }
        }
        return sections.map { section in
            let heading =
                section.name.prefix(1).uppercased()
                + section.name.dropFirst().replacing("-", with: " ")
            return ([heading] + section.lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private static func line(_ row: JSONNode, of section: String) -> String {
        func text(_ name: String) -> String { ShownRows.text(row[name]) }
        func time(_ name: String) -> String {
            row[name]?.integer.map { ShownTime.text(Instant(milliseconds: $0)) } ?? "-"
        }
        let said =
            switch section {
            case "meeting": meeting(row)
            case "missing-reports": "no report from \(text("role"))"
            case "contradictions":
                "\(time("at"))  \(text("pattern")) \(text("title")), about \(text("about")), from entries \(text("causes"))"
            case "actions": "\(text("owner")), \(text("state")), due \(time("due"))"
            case "clocks":
                "\(text("clock")) \(text("title")), due \(time("due"))"
                    + (row["breached"]?.bool == true ? ", ran out" : "")
            case "expected": "\(text("what")) from \(text("from-role")), due \(time("due"))"
            default: story(row)
            }
        return section == "meeting" || row["topic"] != nil ? said : "  \(said)  #\(text("seq"))"
    }

    private static func meeting(_ row: JSONNode) -> String {
        func text(_ name: String) -> String { ShownRows.text(row[name]) }
        let since = row["since"]?.integer.map { ShownTime.text(Instant(milliseconds: $0)) }
        return """
              \(text("title")) (\(text("type"))) on \(text("on")), case \(text("case"))  #\(text("seq"))
              since \(since.map { "the meeting of \($0)  #\(text("last-meeting"))" } ?? "the case began")
              invited \(text("invited")); not invited \(text("not-invited"))
              reports due \(text("reports-due")); have come from \(text("reports"))
            """
    }

    /// A row of the ledger as a chronology shows it, without who was told.
    private static func story(_ row: JSONNode) -> String {
        guard case .object(let members) = row.value else { return "" }
        let whole = JSONValue.object(
            members + [JSONMember("told", .array([])), JSONMember("milestones", .array([]))]
        )
        let parsed: StoryRow?
        do throws(JSONError) {
            parsed = StoryRow(json: try JSONDocument(parsing: whole.serialized()).root)
        } catch {
            parsed = nil  // What came as JSON is JSON; a row that is none of a story shows as nothing.
        }
        guard let parsed else { return "" }
        let lines = StoryFormat.text.render([parsed]).split(separator: "\n")
        return lines.map { "  " + $0 }.joined(separator: "\n")
    }
}
