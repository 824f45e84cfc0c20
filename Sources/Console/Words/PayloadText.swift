import JSON
import Vocabulary

/// What an event says, as labels and texts; every member has a line, so nothing that was said is left out.
enum PayloadText {
    /// Members that pages show in another place.
    private static let elsewhere: Set<String> = [
        "people", "contact", "severity", "observed", "expects", "satisfies",
    ]

    /// The lines of a payload, in the order in which they were said.
    static func lines(of data: JSONNode?, _ directory: StaffDirectory) -> [[String: Any]] {
        guard let data, data.kind == .object else { return [] }
        return data.members.filter { !elsewhere.contains($0.key) }.compactMap { member in
            let text = text(of: member.node, directory)
            return text.isEmpty ? nil : ["label": label(member.key), "text": text]
        }
    }

    /// The people that a payload names, in one line.
    static func people(in data: JSONNode?) -> String {
        guard let data else { return "" }
        return data.list("people").map { person in
            let name = person.text("name") ?? unnamed(person)
            return person.text("role").map { "\(name) (\($0))" } ?? name
        }.joined(separator: ", ")
    }

    private static func unnamed(_ person: JSONNode) -> String {
        if let due = person.text("due").flatMap({ CivilDate(iso8601: $0) }) {
            return "child expected \(BritishTime.text(due))"
        }
        return "somebody without a name"
    }

    /// Whom to ring about it.
    static func contact(in data: JSONNode?) -> String? {
        guard let contact = data?["contact"], let name = contact.text("name") else { return nil }
        let role = contact.text("role").map { ", " + RoleWords.name($0) } ?? ""
        return name + role + (contact.text("phone").map { ", " + $0 } ?? "")
    }

    /// `child-impact` as `Child impact`.
    static func label(_ name: String) -> String {
        let words = name.replacing("-", with: " ").replacing("_", with: " ")
        return capitalised(words)
    }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    static func text(of node: JSONNode, _ directory: StaffDirectory) -> String {
        switch node.kind {
        case .null: ""
        case .boolean: node.bool == true ? "yes" : "no"
        case .integer, .number: String(decoding: node.raw, as: UTF8.self)
        case .string: said(node.string ?? "", directory)
        case .array:
            node.elements.map { text(of: $0, directory) }.filter { !$0.isEmpty }.joined(separator: "; ")
        case .object:
            node.members.compactMap { member in
                let text = text(of: member.node, directory)
                return text.isEmpty ? nil : "\(label(member.key)): \(text)"
            }.joined(separator: ", ")
        }
    }

    /// Days, instants and staff as people read them; any other text as it is.
    private static func said(_ text: String, _ directory: StaffDirectory) -> String {
        if text.utf8.count == 10, let date = CivilDate(iso8601: text) { return BritishTime.text(date) }
        if text.utf8.count >= 20, let instant = Instant(rfc3339: text) { return BritishTime.text(instant) }
        if text.utf8.count == 64, text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) {
            return text.prefix(12) + "…"  // A digest: whoever needs all of it takes it from a proof.
        }
        if let staff = StaffID(text), directory[staff] != nil { return directory.name(of: text) }
        return text
    }
}
