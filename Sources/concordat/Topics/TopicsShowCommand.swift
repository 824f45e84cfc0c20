import ArgumentParser
import JSON
import Settings
import Topics
import Vocabulary

/// `concordat topics show`: all that was agreed on one topic.
struct TopicsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what was agreed on a topic, with an example event."
    )

    @OptionGroup var topics: TopicsOption

    @Argument(help: "The topic, such as police.domestic-incident.")
    var topic: String

    @Flag(help: "Print the example event alone, as JSON.")
    var example = false

    func run() throws {
        guard let name = Topic(topic) else {
            throw CommandFailure.usage("\(topic): must be a topic such as police.arrest")
        }
        guard let definition = try CatalogueFolder(path: topics.folder).catalogue()[name] else {
            throw CommandFailure.refused("\(topic): there is no such topic in \(topics.folder)")
        }
        let text = IndentedJSON.text(of: definition.example.root.value)
        if example {
            StandardOutput.write(text)
            return
        }
        StandardOutput.write(Self.description(of: definition) + "\n\nexample:\n" + text)
    }

    static func description(of definition: TopicDefinition) -> String {
        let basis = definition.lawfulBasis
        let severities = definition.severity.rules.map { rule in
            let values = rule.values.map { String(decoding: $0.serialized(), as: UTF8.self) }
            return "\(rule.level.rawValue) if \(rule.field.text) is \(values.joined(separator: " or "))"
        }
        let grade = definition.severity.grade.map { ["as \($0.text) says"] } ?? []
        let lines: [(String, String)] = [
            ("topic", definition.topic.text),
            ("title", definition.title),
            ("owner", definition.owner),
            ("purpose", definition.purpose),
            (
                "lawful basis",
                [basis.article6, basis.article9, basis.gateway].compactMap(\.self).joined(separator: ", ")
            ),
            ("publishers", definition.publishers.map(\.description).joined(separator: ", ")),
            (
                "severity",
                (grade + severities + [definition.severity.usual.rawValue]).joined(separator: "; else ")
            ),
            (
                "must be answered",
                definition.acknowledgement == .standard ? "yes, in the time that its severity allows" : "no"
            ),
            ("retention", definition.retention),
            ("seen by", sight(of: definition).joined(separator: ", ")),
        ]
        return lines.map { name, value in
            name + ":" + String(repeating: " ", count: 17 - name.utf8.count) + value
        }.joined(separator: "\n")
    }

    private static func sight(of definition: TopicDefinition) -> [String] {
        let tells = definition.tells
        let keyworkers = tells.keyworker.map {
            "keyworkers \($0.own.rawValue) of their own and \($0.other.rawValue) of the other parent"
        }
        let others = tells.active.map { active in
            let but = active.except.map(\.code).joined(separator: " and ")
            return "everybody else on the case \(active.detail.rawValue)" + (but.isEmpty ? "" : " but \(but)")
        }
        return definition.sees.map { "\($0.role.code) \($0.detail.rawValue)" }
            + [keyworkers, others].compactMap(\.self)
    }
}
