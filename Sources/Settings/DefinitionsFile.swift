import JSON
import Topics

/// `Topics/definitions.yaml`: the schemas that topics share, under its one member `$defs`.
struct DefinitionsFile {
    /// The schemas.
    let definitions: SchemaDefinitions
    /// Whether something in the file was refused, so that what refers to it cannot be judged.
    let isFaulty: Bool
    private let place: YAMLPlace?

    static func read(path: String, isThere: Bool, _ inspection: inout Inspection) -> DefinitionsFile {
        guard isThere else { return DefinitionsFile(definitions: .none, isFaulty: false, place: nil) }
        let name = "\(path)/\(CatalogueFolder.definitions)"
        let root = inspection.mapping(YAMLFile.open(name, name: name, &inspection), required: ["$defs"])
        let place = root?["$defs"]
        guard let place, let description = inspection.json(place) else {
            return DefinitionsFile(definitions: .none, isFaulty: true, place: nil)
        }
        do throws(SchemaFaults) {
            let definitions = try SchemaDefinitions(description)
            return DefinitionsFile(definitions: definitions, isFaulty: false, place: place)
        } catch {
            inspection.note(error, in: place)
            return DefinitionsFile(definitions: .none, isFaulty: true, place: nil)
        }
    }

    /// Notes each definition that no topic uses.
    func noteUnused(by topics: [TopicDefinition], _ inspection: inout Inspection) {
        // While a topic is refused, what it would have used is unknown.
        guard let place, inspection.faults.isEmpty else { return }
        let used = Set(topics.flatMap(\.schema.definitionsUsed))
        for name in definitions.names where !used.contains(name) {
            inspection.note(place.nearest([name]).fault(was: "unused", mustBe: "used by a topic, or gone"))
        }
    }
}

extension Inspection {
    /// Notes what a schema's compiler refused, at the places of the description.
    mutating func note(_ error: SchemaFaults, in description: YAMLPlace) {
        for fault in error.faults {
            let place = description.nearest(fault.pointer.tokens)
            note(place.fault(was: fault.was, mustBe: fault.mustBe))
        }
    }
}
