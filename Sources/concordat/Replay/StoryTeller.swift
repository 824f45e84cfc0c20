import BrokerCore
import Patterns
import Routing
import Vocabulary

/// Tells a replay so that it reads like a story.
struct StoryTeller {
    private var day: CivilDate?

    init(_ script: Script) {}

    /// The paragraph of one line; a new day has a heading.
    mutating func tell(_ replayed: ReplayedLine) -> [UInt8] {
        let line = replayed.line
        let today = LondonTime.date(of: line.at)
        var text: [String] = []
        if today != day { text += ["", ShownTime.text(today)] }
        day = today
        text.append("  " + opening(line))
        if !line.facts.isEmpty { text.append("    \(line.facts)") }
        text += consequences(of: replayed).map { "      \($0)" }
        return Array((text.joined(separator: "\n") + "\n").utf8)
    }

    private func opening(_ line: Script.Line) -> String {
        let time = String(ShownTime.text(line.at).suffix(5))
        guard let speaker = line.speaker else { return "\(time) \(line.id): a look at \(line.ref)" }
        return
            "\(time) \(line.id): \(speaker.role) of \(speaker.agency) says \(line.topic), \(line.severity.rawValue)"
    }

    private func consequences(of replayed: ReplayedLine) -> [String] {
        var said: [String] = []
        if let refusal = replayed.refusal { said.append("REFUSED, and nobody is told: \(refusal).") }
        if let told = told(replayed) { said.append(told) }
        said += replayed.climbs.map { "Nobody answered: \(Self.spaced($0, "=", " has it until "))." }
        said += replayed.breach.map { "! \($0) ran out." }
        said += replayed.start.map { "\(Self.spaced($0, "=", " runs until "))." }
        said += replayed.clear.map { "\($0) is met." }
        said += replayed.clearLate.map { "\($0) is met, late." }
        said += replayed.alerts.map { replayed.sentence(of: $0) }
        if !replayed.missing.isEmpty {
            said.append("Not invited: \(replayed.missing.joined(separator: ", ")).")
        }
        if !replayed.meetingFaults.isEmpty {
            said.append("The meeting is not sound: \(replayed.meetingFaults.joined(separator: ", ")).")
        }
        if !replayed.hold.isEmpty {
            said.append("HELD until a named person overrides it: \(replayed.hold.joined(separator: ", ")).")
        }
        return said
    }

    private func told(_ replayed: ReplayedLine) -> String? {
        guard let by = replayed.answerBy else { return nil }
        var words: [String] = []
        for (level, phrase) in [("F", "everything"), ("S", "a summary"), ("A", "an alert")] {
            let roles = replayed.notify.filter { $0.hasSuffix(":\(level)") }.map { $0.dropLast(2) }
            if !roles.isEmpty { words.append("\(phrase): \(roles.joined(separator: ", "))") }
        }
        return "Told \(words.joined(separator: "; ")). To be answered by \(ShownTime.text(by))."
    }

    private static func spaced(_ text: String, _ separator: Character, _ words: String) -> String {
        text.split(separator: separator, maxSplits: 1).joined(separator: words)
    }
}
