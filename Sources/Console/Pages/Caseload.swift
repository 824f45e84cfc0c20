import JSON
import Topics
import Vocabulary

/// The cases somebody works on, as far as what was heard tells.
struct Caseload {
    struct Case {
        let id: CaseID
        let about: String
        let role: String
    }

    let cases: [Case]

    /// Reads what was heard, oldest first.
    init(of person: StaffID, heard: some Sequence<HeardEntry>) {
        var about: [CaseID: String] = [:]
        var roles: [CaseID: [String]] = [:]
        var order: [CaseID] = []
        var closed: Set<CaseID> = []
        for entry in heard {
            guard let data = entry.data else { continue }
            let ids = entry.cases + [data.text("case").flatMap { CaseID($0) }].compactMap(\.self)
            let children = Family.names(ofChildrenIn: data)
            for id in Set(ids) {
                if !children.isEmpty { about[id] = children.joined(separator: ", ") }
                switch entry.topic.text {
                case "casefile.closed": closed.insert(id)
                case "casefile.opened": closed.remove(id)
                case "allocation.made" where data.text("staff") == person.text:
                    if roles[id] == nil { order.append(id) }
                    roles[id, default: []].append(data.text("role") ?? "")
                case "allocation.ended" where data.text("staff") == person.text:
                    roles[id] = roles[id]?.filter { $0 != data.text("role") ?? $0 }
                default: break
                }
            }
        }
        cases = order.filter { !closed.contains($0) && roles[$0]?.isEmpty == false }.map { id in
            let names = Set(roles[id] ?? []).sorted().map(RoleWords.name).joined(separator: ", ")
            return Case(id: id, about: about[id] ?? "", role: names)
        }
    }
}
