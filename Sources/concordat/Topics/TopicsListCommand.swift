import ArgumentParser
import Settings
import Topics
import Vocabulary

/// `concordat topics list`: one line a topic.
struct TopicsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the topics: name, usual severity, title."
    )

    @OptionGroup var topics: TopicsOption

    @Argument(help: "Only topics that this pattern matches, such as 'police.>'.")
    var pattern = ">"

    func run() throws {
        guard let pattern = TopicPattern(pattern) else {
            throw CommandFailure.usage("\(pattern): must be a topic pattern such as police.* or case.>")
        }
        let definitions = try CatalogueFolder(path: topics.folder).catalogue().definitions(matching: pattern)
        let width = definitions.map(\.topic.text.utf8.count).max() ?? 0
        for definition in definitions {
            let name = definition.topic.text
            let blanks = String(repeating: " ", count: width - name.utf8.count)
            StandardOutput.write(
                "\(name)\(blanks)  \(definition.severity.usual.rawValue)  \(definition.title)"
            )
        }
    }
}
