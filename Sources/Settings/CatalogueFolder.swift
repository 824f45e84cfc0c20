import Foundation
public import Topics

/// The folder `Topics/`: `definitions.yaml` and one file `<area>/<event>.yaml` a topic.
public struct CatalogueFolder: Sendable {
    /// Where it is.
    public let path: String

    /// Names a folder, which need not be there yet.
    public init(path: String) { self.path = path }

    /// Reads and checks every file.
    ///
    /// - Throws: every fault in any of them.
    public func catalogue() throws(SettingsFaults) -> Catalogue {
        var inspection = Inspection()
        guard let names = files(&inspection) else { throw SettingsFaults(inspection.faults) }
        let definitions = DefinitionsFile.read(
            path: path,
            isThere: names.contains(Self.definitions),
            &inspection
        )
        var topics: [TopicDefinition] = []
        for name in names where name != Self.definitions {
            guard let topic = topic(of: name, &inspection) else { continue }
            guard let place = YAMLFile.open("\(path)/\(name)", name: "\(path)/\(name)", &inspection) else {
                continue
            }
            let file = TopicFile(topic: topic, definitions: definitions)
            if let definition = file.read(place, &inspection) { topics.append(definition) }
        }
        definitions.noteUnused(by: topics, &inspection)
        return try inspection.result(Catalogue(topics))
    }

    static let definitions = "definitions.yaml"

    /// Every file in the folder but its README and hidden ones, ascending.
    private func files(_ inspection: inout Inspection) -> [String]? {
        do {
            return try FileManager.default.subpathsOfDirectory(atPath: path)
                .filter { name in
                    name != "README.md" && !name.split(separator: "/").contains { $0.hasPrefix(".") }
                }
                .filter { name in
                    let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
                    return attributes[.type] as? FileAttributeType != .typeDirectory
                }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            return inspection.refuse(
                SettingsFault(
                    file: path,
                    was: "no folder that can be read",
                    mustBe: "a folder of topics"
                )
            )
        }
    }

    /// The topic that a file must be about.
    private func topic(of name: String, _ inspection: inout Inspection) -> Topic? {
        let parts = name.split(separator: "/")
        if parts.count == 2, parts[1].hasSuffix(".yaml"),
            let topic = Topic("\(parts[0]).\(parts[1].dropLast(5))")
        {
            return topic
        }
        return inspection.refuse(
            SettingsFault(
                file: "\(path)/\(name)",
                was: "a file that is no topic's",
                mustBe: "definitions.yaml or <area>/<event>.yaml, in a-z, 0-9 and -"
            )
        )
    }
}
