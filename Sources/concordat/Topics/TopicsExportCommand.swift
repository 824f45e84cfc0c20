import ArgumentParser
import Settings
import Topics

/// `concordat topics export`: the catalogue for other people's tools.
struct TopicsExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints the catalogue as an AsyncAPI 3 document (JSON), for agencies' own tools."
    )

    @OptionGroup var topics: TopicsOption

    @Flag(name: .customLong("asyncapi"), help: "The form of the document; the only one there is.")
    var asyncAPI = false

    @Option(help: "The version that the document is to state.")
    var version = "1"

    func run() throws {
        guard asyncAPI else { throw CommandFailure.usage("say in which form: --asyncapi") }
        let catalogue = try CatalogueFolder(path: topics.folder).catalogue()
        StandardOutput.write(IndentedJSON.text(of: catalogue.asyncAPI(version: version)))
    }
}
