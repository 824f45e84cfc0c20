import JSON
import Vocabulary

/// A child's family, gathered from the people that entries name.
struct Family {
    /// Somebody of it.
    struct Member {
        /// What they are to the child.
        enum Part: Int {
            case mother, father, parent, partner, carer, sibling, child, unborn
        }

        let part: Part
        var name: String?
        var born: CivilDate?
        var due: CivilDate?

        /// How they are called.
        var title: String {
            if let name { return name }
            return part == .unborn || part == .child ? "Unborn child" : "Name not known"
        }

        /// Their part, and how old they are on a day.
        func note(on date: CivilDate) -> String {
            let part = "\(self.part)"
            if let born, let age = BritishTime.age(of: born, on: date) { return "\(part), \(age)" }
            if born == nil, let due { return "\(part), due \(BritishTime.text(due))" }
            return part
        }

        /// One line of a list, which says all that the drawing does.
        func line(on date: CivilDate) -> String { "\(title), \(note(on: date))" }
    }

    let members: [Member]

    /// Reads entries of a chronology, oldest first; the newest word about somebody stands.
    init(_ story: some Sequence<JSONNode>) {
        var found: [(keys: Set<String>, member: Member)] = []
        for row in story {
            for person in row["data"]?.list("people") ?? [] {
                guard let part = Self.part(person.text("role")) else { continue }
                let keys = Self.keys(person)
                guard !keys.isEmpty || part == .unborn else { continue }
                var member = Member(part: part, name: person.text("name"))
                member.born = person.text("born").flatMap { CivilDate(iso8601: $0) }
                member.due = person.text("due").flatMap { CivilDate(iso8601: $0) }
                if let place = found.firstIndex(where: { !$0.keys.isDisjoint(with: keys) }) {
                    found[place].keys.formUnion(keys)
                    found[place].member = Self.joined(found[place].member, member)
                } else {
                    found.append((keys, member))
                }
            }
        }
        // An unborn child that was born since is in the list under its own number as well.
        let births = found.map(\.member).filter { $0.part == .child && $0.born != nil }
        members = found.map(\.member).filter { member in
            member.part != .unborn
                || !births.contains { born in
                    guard let birth = born.born, let due = member.due else { return true }
                    return abs(birth.daysSinceEpoch - due.daysSinceEpoch) < 150
                }
        }.sorted { ($0.part.rawValue, $0.title) < ($1.part.rawValue, $1.title) }
    }

    /// The children's names, for a heading.
    var childrenLine: String? {
        let children = members.filter { $0.part == .child || $0.part == .unborn }
        return children.isEmpty ? nil : children.map(\.title).joined(separator: ", ")
    }

    /// The names of the children whom one payload names.
    static func names(ofChildrenIn data: JSONNode) -> [String] {
        // Who opens a case lists its children; other messages name them among others.
        (data.list("people") + data.list("children")).filter {
            ["child", "unborn"].contains($0.text("role") ?? "")
        }
        .map { $0.text("name") ?? ($0.text("role") == "unborn" ? "Unborn child" : nil) }.compactMap(\.self)
    }

    private static func part(_ role: String?) -> Member.Part? {
        switch role {
        case "mother": .mother
        case "father": .father
        case "parent": .parent
        case "partner": .partner
        case "carer": .carer
        case "sibling": .sibling
        case "child": .child
        case "unborn": .unborn
        default: nil
        }
    }

    private static func keys(_ person: JSONNode) -> Set<String> {
        let identifiers = person.list("identifiers").map {
            ($0.text("scheme") ?? "") + " " + ($0.text("value") ?? "")
        }
        if !identifiers.isEmpty { return Set(identifiers) }
        return Set([person.text("name"), person.text("due").map { "due " + $0 }].compactMap(\.self))
    }

    private static func joined(_ old: Member, _ new: Member) -> Member {
        // A mother who is also somebody's victim or patient is still the mother; a child that was unborn is born.
        let part = old.part == .unborn && new.part == .child ? new.part : old.part
        var member = Member(part: part, name: new.name ?? old.name)
        member.born = new.born ?? old.born
        member.due = new.due ?? old.due
        return member
    }
}
