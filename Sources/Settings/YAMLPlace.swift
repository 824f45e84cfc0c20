import JSON
import Topics
import Yams

/// One value in a YAML file, and how it was reached.
struct YAMLPlace {
    /// The file, as faults name it.
    let file: String
    /// The value.
    let node: Node
    /// The members on the way to it, `systems[2].key`; empty for the outermost value.
    let member: String

    /// A fault at this place.
    func fault(was: String? = nil, mustBe: String) -> SettingsFault {
        fault(at: node, member: member, was: was ?? phrase, mustBe: mustBe)
    }

    /// A fault of the event that is written here.
    func fault(of fault: PayloadFault) -> SettingsFault {
        let nearest = nearest(fault.pointer.tokens)
        let was = "\(fault.was) at \(fault.pointer.text)"
        return self.fault(at: nearest.node, member: nearest.member, was: was, mustBe: fault.mustBe)
    }

    /// A fault of a member that is not there.
    func fault(missing name: String) -> SettingsFault {
        fault(at: node, member: path(to: name), was: "absent", mustBe: "there")
    }

    /// A fault of a member that must not be there.
    func fault(unknown key: Node, mustBe: String) -> SettingsFault {
        let name = key.scalar?.string ?? "?"
        return fault(at: key, member: path(to: name), was: "an unknown member", mustBe: mustBe)
    }

    private func fault(at node: Node, member: String, was: String, mustBe: String) -> SettingsFault {
        SettingsFault(
            file: file,
            line: node.mark?.line ?? 0,
            column: node.mark?.column ?? 0,
            member: member,
            was: was,
            mustBe: mustBe
        )
    }

    /// The value of a member, the name compared by bytes.
    subscript(name: String) -> YAMLPlace? {
        node.mapping?.first { $0.key.scalar?.string.utf8.elementsEqual(name.utf8) == true }.map {
            YAMLPlace(file: file, node: $0.value, member: path(to: name))
        }
    }

    /// The elements of a list; none of anything else.
    var elements: [YAMLPlace] {
        (node.sequence.map(Array.init) ?? []).enumerated().map { place, node in
            YAMLPlace(file: file, node: node, member: "\(member)[\(place)]")
        }
    }

    /// The members of a mapping in the order written; none of anything else.
    var members: [(name: String, key: Node, place: YAMLPlace)] {
        (node.mapping.map(Array.init) ?? []).map { key, value in
            let name = key.scalar?.string ?? ""
            return (name, key, YAMLPlace(file: file, node: value, member: path(to: name)))
        }
    }

    /// The furthest place that the names and numbers lead to.
    func nearest(_ tokens: [String]) -> YAMLPlace {
        var place = self
        for token in tokens {
            let elements = place.elements
            if let next = place[token] {
                place = next
            } else if let number = Int(token), elements.indices.contains(number) {
                place = elements[number]
            } else {
                break
            }
        }
        return place
    }

    /// What stands here, for a fault.
    var phrase: String {
        switch node {
        case .mapping(let mapping): "a mapping of \(mapping.count)"
        case .sequence(let sequence): "a list of \(sequence.count)"
        case .alias: "an alias"
        case .scalar(let scalar):
            switch YAMLScalar(scalar) {
            case .null: "nothing"
            case .bool(let value): value ? "true" : "false"
            case .integer(let value): String(value)
            case .number(let value): String(value)
            case .text(let text): text.utf8.count <= 60 ? "`\(text)`" : "a text of \(text.utf8.count) bytes"
            }
        }
    }

    private func path(to name: String) -> String { member.isEmpty ? name : "\(member).\(name)" }
}
