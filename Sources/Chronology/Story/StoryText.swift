internal import JSON
internal import Vocabulary

/// A story for reading on a terminal.
enum StoryText {
    /// The entry's line, its content indented, then who was told.
    static func render(_ row: StoryRow) -> String {
        let entry = row.entry
        var lines = [
            [
                clock(entry.time), entry.topic, entry.severity?.rawValue ?? "", "from \(entry.publisher)",
                "#\(entry.sequence.number)",
            ].filter { !$0.isEmpty }.joined(separator: "  ")
        ]
        if let recorded = entry.recorded, recorded != entry.time {
            lines.append("    recorded \(clock(recorded)), accepted \(clock(entry.accepted))")
        }
        lines += marks(of: row)
        lines += row.milestones.map { "    transfer \($0.transfer): \(shown($0.name))" }
        if case .object(let members) = row.data {
            lines += members.map { "    \(shown($0.key)): \(shown(plain($0.value)))" }
        }
        lines += row.told.map(told)
        return lines.map { $0 + "\n" }.joined()
    }

    /// What was taken back or corrected.
    private static func marks(of row: StoryRow) -> [String] {
        var lines: [String] = []
        if let recall = row.recalled {
            let by = recall.publisher.map { " by \($0)" } ?? ""
            let reason = recall.reason.map { " (\(shown($0)))" } ?? ""
            lines.append("    recalled \(clock(recall.at))\(by)\(reason), with \(recall.id)")
        }
        lines += row.superseded.map { "    superseded by \($0.id), \(clock($0.at))" }
        if let corrects = row.supersedes {
            let unknown = corrects.sequence == nil ? ", which its agency never said here" : ""
            lines.append("    corrects \(corrects.id)\(unknown)")
        }
        return lines
    }

    private static func told(_ told: StoryRow.Told) -> String {
        let who = told.person.map(\.text) ?? told.agency.text
        var parts = ["    told \(who)" + (told.role.map { " as \($0)" } ?? "") + " (\(shown(told.why)))"]
        if let due = told.due { parts.append("due \(clock(due))") }
        if let delivered = told.delivered { parts.append("delivered \(clock(delivered))") }
        if let opened = told.opened { parts.append("opened \(clock(opened))") }
        if let acknowledged = told.acknowledged {
            let decision = told.decision.map { " (\(shown($0)))" } ?? ""
            parts.append("acknowledged \(clock(acknowledged))" + decision)
        } else if told.due != nil {
            parts.append("not acknowledged")
        }
        return parts.joined(separator: ", ")
    }

    /// `2016-12-21 15:00`, London time.
    private static func clock(_ instant: Instant) -> String {
        let (date, millisecond) = LondonTime.local(instant)
        let minute = Int(millisecond / 60_000)
        return "\(date.iso8601) \(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func plain(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return String(decoding: value.serialized(), as: UTF8.self)
    }

    /// The text on one line, without what could steer a terminal or turn the direction of reading.
    private static func shown(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                shown.append(" ")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}
