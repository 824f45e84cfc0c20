import Foundation
import Testing

@Suite struct TopicsCommandTests {
    private let topics = Repository.path + "/Topics"

    @Test func `the topics shipped have no faults`() throws {
        let outcome = try Program.run(["topics", "check", topics], in: try TemporaryFolder())
        #expect(outcome.status == 0)
        #expect(outcome.output.hasSuffix(" topics, no faults\n"))
    }

    @Test func `a fault in a topic is told with file and line`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("Topics/police"),
            withIntermediateDirectories: true
        )
        try folder.write("topic: police.arrest\ntitel: Arrest\n", to: "Topics/police/arrest.yaml")
        let outcome = try Program.run(["topics", "check"], in: folder)
        #expect(outcome.status == 78)
        #expect(
            outcome.errors.contains("Topics/police/arrest.yaml:2:1: titel: was an unknown member; must be ")
        )
        #expect(outcome.errors.contains("Topics/police/arrest.yaml:1:1: title: was absent; must be there"))
    }

    @Test func `a topic is shown with who sees it`() throws {
        let outcome = try Program.run(
            ["topics", "show", "police.domestic-incident", "--topics", topics],
            in: try TemporaryFolder()
        )
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("topic:            police.domestic-incident\n"))
        #expect(outcome.output.contains("\nmust be answered: yes, in the time that its severity allows\n"))
        #expect(outcome.output.contains("\nexample:\n{\n  \"specversion\": \"1.0\",\n"))
    }

    @Test func `the catalogue is exported as AsyncAPI`() throws {
        let outcome = try Program.run(
            ["topics", "export", "--asyncapi", "--topics", topics],
            in: try TemporaryFolder()
        )
        #expect(outcome.status == 0)
        let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        #expect(document?["asyncapi"] as? String == "3.0.0")
        let channels = document?["channels"] as? [String: Any]
        #expect(channels?["police.domestic-incident"] != nil)
    }

    @Test func `a pattern chooses topics`() throws {
        let outcome = try Program.run(
            ["topics", "list", "acknowledgement.*", "--topics", topics],
            in: try TemporaryFolder()
        )
        #expect(outcome.output == "acknowledgement.made  S4  Acknowledgement by a person\n")
    }
}
