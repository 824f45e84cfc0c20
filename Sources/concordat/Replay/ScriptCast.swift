import JSON
import Vocabulary

/// Who and what a story begins with: its first line.
struct ScriptCast {
    /// Somebody of the family.
    struct Person {
        /// What the lines call them, such as `C`, `M` or `F`.
        let ref: String
        let born: CivilDate?
        let nhs: String?
    }

    /// Days of heightened risk, as declared.
    struct Window {
        let name: String
        let from: CivilDate
        let to: CivilDate
    }

    let authority: AuthorityCode
    let title: String
    let people: [Person]
    /// Who works on the case before anything is said.
    let initialRoles: [Role]
    /// Who cares for the child before anything is said.
    let carers: [String]
    let windows: [Window]
    /// Whether minutes go out with every meeting, so that nobody waits for them.
    let sendsMinutes: Bool
}

extension ScriptCast {
    init(_ meta: JSONNode, at place: ScriptPlace) throws {
        authority = try place.value(meta, "la", "an authority's code") { AuthorityCode($0) }
        title = meta["key"]?.string ?? ""
        people = try (meta["people"].map { Array($0.elements) } ?? []).map { node in
            let born: CivilDate? =
                node["dob"]?.string == nil
                ? nil : try place.value(node, "dob", "a date") { CivilDate(iso8601: $0) }
            // An invented number need not be one; whoever has none is known by what the story calls them.
            let nhs = node["nhs"]?.string.flatMap { NHSNumber($0) }?.digits
            return Person(ref: try place.text(node, "ref"), born: born, nhs: nhs)
        }
        initialRoles = try (meta["initial_roles"].map { Array($0.elements) } ?? []).map { node in
            guard let role = node.string.flatMap({ Role($0) }), role != .leadProfessional else {
                throw place.fault(
                    "initial_roles",
                    "held `\(node.string ?? "?")`",
                    "roles of the partnership, none an alias"
                )
            }
            return role
        }
        carers = meta["carers"].map { $0.elements.compactMap(\.string) } ?? []
        windows = try (meta["windows"].map { Array($0.elements) } ?? []).map { node in
            Window(
                name: try place.text(node, "name"),
                from: try place.value(node, "from", "a date") { CivilDate(iso8601: $0) },
                to: try place.value(node, "to", "a date") { CivilDate(iso8601: $0) }
            )
        }
        sendsMinutes = meta["minutes_sent"]?.bool ?? true
    }
}
