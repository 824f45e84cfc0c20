import Topics
import Vocabulary
import Yams

/// What a topic's `sees` says: a detail for each role named, for keyworkers, and for whoever else works on the case.
struct SightFile {
    private(set) var named: [Sight] = []
    private(set) var keyworker: KeyworkerSight?
    private(set) var active: ActiveSight?

    static func read(_ place: YAMLPlace?, _ inspection: inout Inspection) -> SightFile {
        var file = SightFile()
        for (name, key, value) in inspection.entries(place) {
            switch name {
            case "keyworker": file.keyworker = keyworker(value, &inspection)
            case "active": file.active = active(value, &inspection)
            default:
                let detail = inspection.choice(value, of: Detail.self)
                guard let role = Role(name) else {
                    inspection.note(key.fault(mustBe: "a role (domain.md 5.2), keyworker or active"))
                    continue
                }
                if let detail { file.named.append(Sight(role: role, detail: detail)) }
            }
        }
        return file
    }

    private static func keyworker(_ place: YAMLPlace, _ inspection: inout Inspection) -> KeyworkerSight? {
        guard let mapping = inspection.mapping(place, required: ["own", "other"]) else { return nil }
        let own = inspection.choice(mapping["own"], of: Detail.self)
        let other = inspection.choice(mapping["other"], of: Detail.self)
        guard let own, let other else { return nil }
        guard other <= own else {
            return inspection.refuse(
                (mapping["other"] ?? place).fault(mustBe: "no more than a keyworker sees of their own")
            )
        }
        return KeyworkerSight(own: own, other: other)
    }

    /// A detail, or a mapping of `detail` and the roles that working on the case alone does not tell.
    private static func active(_ place: YAMLPlace, _ inspection: inout Inspection) -> ActiveSight? {
        guard place.node.mapping != nil else {
            return inspection.choice(place, of: Detail.self).map { ActiveSight($0) }
        }
        guard let mapping = inspection.mapping(place, required: ["detail", "except"]) else { return nil }
        let detail = inspection.choice(mapping["detail"], of: Detail.self)
        let except = inspection.roles(mapping["except"])
        return detail.map { ActiveSight($0, except: except) }
    }
}
