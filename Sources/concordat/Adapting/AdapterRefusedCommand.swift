import ArgumentParser
import BrokerClient
import Concerns
import Foundation
import JSON
import Vocabulary
import Wire

/// `concordat adapter refused <config.yaml>…`: what was not taken, by the adapter or by the broker.
struct AdapterRefusedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refused",
        abstract: "Lists what an adapter or its broker refused.",
        discussion: """
            One JSON object a line, also while the adapter runs: `at`, `message` (its own id), `code` and `reason`; of the \
            broker's, `event`. Nothing of what stood in a message is in it. A file of a drop folder has its list beside it, in \
            rejected/.
            """
    )

    @Argument(help: "Adapters' configurations.")
    var files: [String]

    func run() async throws {
        for file in try files.map({ try AdapterFile(path: $0) }) {
            for system in file.systems { try await list(system) }
        }
    }

    private func list(_ system: AdapterFile.System) async throws {
        for name in ["refused.jsonl.1", "refused.jsonl"] {
            let bytes = FileManager.default.contents(atPath: system.boxPath + "/" + name) ?? Data()
            for line in bytes.split(separator: 0x0a) {
                StandardOutput.write(String(decoding: line, as: UTF8.self))
            }
        }
        guard FileManager.default.fileExists(atPath: system.boxPath + "/box.sqlite") else { return }
        for (id, refusal) in try await ClientBox(readingAt: system.boxPath).refusals() {
            StandardOutput.write(Self.line(id.text, refusal, of: system.source.text))
        }
    }

    private static func line(_ event: String, _ refusal: WireRefusal, of system: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("source", system)
        writer.member("event", event)
        writer.member("code", String(refusal.code.rawValue))
        writer.member("reason", refusal.text)
        if let field = refusal.field { writer.member("field", field) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
