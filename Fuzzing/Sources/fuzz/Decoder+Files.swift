import JSON
import Topics

@testable import Adapters
@testable import Settings

extension Decoder {
    static func takeCSV(_ bytes: [UInt8]) {
        for delimiter in [",", ";", "\t"] as [Character] {
            do throws(RowFault) {
                let table = try ExportTable(bytes, delimiter: delimiter, columns: [])
                for row in table.rows { _ = table.cell("a", of: row) }
            } catch {
                _ = "\(error)"
            }
        }
    }

    static func takeYAML(_ bytes: [UInt8]) {
        guard bytes.count <= YAMLFile.longest, let text = String(validating: bytes, as: UTF8.self) else {
            return
        }
        var inspection = Inspection()
        guard let place = YAMLFile.parse(text, name: "settings.yaml", &inspection) else {
            precondition(!inspection.faults.isEmpty, "refused without a fault")
            return
        }
        var reading = Inspection()
        if reading.json(place) == nil { precondition(!reading.faults.isEmpty, "refused without a fault") }
        guard let topic = Topic("police.domestic-incident") else { return }
        let definitions = DefinitionsFile.read(path: "Topics", isThere: false, &inspection)
        let definition = TopicFile(topic: topic, definitions: definitions).read(place, &inspection)
        precondition(definition != nil || !inspection.faults.isEmpty, "refused without a fault")
        for fault in inspection.faults { _ = fault.description }
    }
}
