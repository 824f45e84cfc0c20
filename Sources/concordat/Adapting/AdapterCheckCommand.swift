import Adapters
import ArgumentParser
import BrokerClient
import Concerns
import Foundation
import Logging
import Settings
import Vocabulary

/// `concordat adapter check`: what would become of an export, without publishing anything.
struct AdapterCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what would become of an export, without a broker.",
        discussion: """
            The file is mapped and, with --topics, held against the schemas. Ends 1 with everything that is wrong: \
            row, column, what stands there, what must.
            """
    )

    @Argument(help: "The mapping, a YAML file.")
    var mapping: String

    @Argument(help: "The export.")
    var file: String

    @Option(help: "The folder of topics, to hold rows against their schemas.")
    var topics: String?

    @Option(help: "Whose export it is; its own references count as this agency's.")
    var agency = "agency"

    func validate() throws {
        guard AgencyID(agency) != nil, !agency.contains("/") else {
            throw ValidationError("--agency must be an agency's id")
        }
    }

    func run() async throws {
        let mapping = try MappingFile.mapping(at: mapping)
        let catalogue = try topics.map { try CatalogueFolder(path: $0).catalogue() }
        guard let authority = AuthorityCode("E00000000"), let agency = AgencyID(agency),
            let source = EventSource(authority: authority, agency: agency, system: "check")
        else { throw ExitCode.validationFailure }
        let bytes = try InputFile.read(file)
        let folder = NSTemporaryDirectory() + "/concordat-" + UUID().uuidString
        try NewFolder.make(folder + "/drop")
        defer { Self.remove(folder) }
        let name = URL(fileURLWithPath: file).lastPathComponent
        try OutputFile.write(bytes, to: "\(folder)/drop/\(name)")
        let adapter = try DropFolderAdapter(
            DropFolderConfiguration(
                folder: folder + "/drop",
                mapping: mapping,
                source: source,
                catalogue: catalogue
            ),
            box: try ClientBox(at: folder + "/box"),
            connection: nil,
            logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
        )
        // A file is taken when two looks saw the same.
        for outcome in try await adapter.look() + adapter.look() {
            switch outcome {
            case .taken(_, let events, _): StandardOutput.write("\(events) events, no faults")
            case .repeated: preconditionFailure("a new box has taken nothing")
            case .rejected:
                let list = try InputFile.read("\(folder)/drop/rejected/\(name).rejected")
                throw CommandFailure.refused(String(decoding: list, as: UTF8.self))
            }
        }
    }

    private static func remove(_ folder: String) {
        do { try FileManager.default.removeItem(atPath: folder) } catch {
            // The system clears its folder of temporary files.
        }
    }
}
