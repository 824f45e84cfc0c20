import Adapters
import ArgumentParser
import Foundation
import Settings
import Vocabulary

/// `concordat adapter check`: what would become of an export, without publishing anything.
struct AdapterCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what would become of an export, without a broker.",
        discussion: """
            The file is mapped and, with --topics, held against the schemas. Prints row by row what would be published, \
            and nothing is. A file named .jsonl or .ndjson is read as JSON lines, any other as a table. Ends 1 with \
            everything that is wrong: row and column, or line and member, what stands there, what must.
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

    @Flag(help: "Say only what is wrong.")
    var quiet = false

    func run() async throws {
        let mapping = try MappingFile.mapping(at: mapping)
        let catalogue = try topics.map { try CatalogueFolder(path: $0).catalogue() }
        guard let agency = AgencyID(agency) else { throw ExitCode.validationFailure }
        let bytes = try InputFile.read(file)
        let preview = ExportPreview(
            of: bytes,
            as: ExportForm(fileNamed: file) ?? .table,
            by: mapping,
            agency: agency,
            catalogue: catalogue
        )
        if !quiet {
            for row in preview.rows { StandardOutput.write(row.line(in: preview.form)) }
        }
        guard preview.faults == 0 else {
            let faults = preview.faults == 1 ? "1 fault" : "\(preview.faults) faults"
            let name = URL(fileURLWithPath: file).lastPathComponent
            throw CommandFailure.refused(
                (["\(name): \(faults). Nothing of it would be published.", ""] + preview.faultLines)
                    .joined(separator: "\n")
            )
        }
        StandardOutput.write("\(preview.events) events, no faults")
    }
}

extension ExportPreview {
    fileprivate var faultLines: [String] {
        rows.compactMap { if case .fault(let line) = $0.verdict { line } else { nil } }
    }
}

extension ExportPreview.Row {
    /// `row 2: police.domestic-incident {…}`, `row 3: the same as row 2`, or what is wrong with it.
    fileprivate func line(in form: ExportForm) -> String {
        switch verdict {
        case .event(let topic, let data): "\(form.record) \(number): \(topic) \(data)"
        case .joins(let topic, let first): "\(form.record) \(number): \(topic), with \(form.record) \(first)"
        case .fault(let line): line
        }
    }
}
