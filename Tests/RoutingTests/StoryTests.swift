import JSON
import Settings
import Testing
import Topics
import Vocabulary

/// The stories against the catalogue as shipped: who is told, on every line.
@Suite struct StoryTests {
    private static let shipped = Result { try CatalogueFolder(path: Story.root + "Topics").catalogue() }

    @Test(arguments: ["cross-border-baby", "toddler"])
    func `every line of a story tells exactly whom it should`(name: String) throws {
        let catalogue = try Self.shipped.get()
        var story = try Story(name)
        var count = 0
        for line in story.lines {
            let id = line["id"]?.string ?? "?"
            // Between authorities without brokers a step is told of on a topic of its own.
            let name = line["topic"]?.string ?? ""
            let isStep = name.hasPrefix("transfer.")
            let topic = try #require(Topic(isStep ? "transfer.reported" : name), "\(id)")
            let definition = try #require(catalogue[topic], "\(id): \(topic)")
            let role = try #require(
                line["from"]?.string?.split(separator: "@").first.flatMap { Role("\($0)") }
            )
            #expect(definition.mayPublish(roles: [role]), "\(id): \(topic) by \(role)")
            let routing = try story.play(line, definition)
            #expect(Story.told(by: routing).sorted() == Story.expected(by: line).sorted(), "\(id) \(topic)")
            count += 1
        }
        #expect(count > 30)
    }
}
