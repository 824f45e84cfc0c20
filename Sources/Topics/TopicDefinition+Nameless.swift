public import JSON
import Vocabulary

/// Topics on which nothing is taken that tells whom it is about (N64).
extension TopicDefinition {
    /// The first place in a whole event that could tell whom it is about, or `nil`; always `nil` on other topics.
    ///
    /// It names the member and never what stands in it. How to reach the desk that answers, in `contact`, is no such
    /// place. `isKnown` says of a word whether it is the id of a case.
    public func identifyingFault(in event: JSONNode, isKnown: (String) -> Bool) -> PayloadFault? {
        guard isNameless else { return nil }
        for (key, node) in event.members {
            let fault: PayloadFault? =
                switch key {
                case "data": Self.fault(in: node, at: ["data"], isKnown)
                case "subject": (node.string ?? "").isEmpty ? nil : Self.fault(["subject"], "a handle")
                case _ where Self.ownAttributes.contains(key): nil
                default: Self.fault(in: node, at: [key], isKnown)
                }
            if let fault { return fault }
        }
        return nil
    }

    private static func fault(
        in node: JSONNode,
        at path: [String],
        _ isKnown: (String) -> Bool
    ) -> PayloadFault? {
        switch node.kind {
        case .object:
            for (key, value) in node.members where path != ["data"] || key != "contact" {
                if identifying.contains(key) {
                    return fault(path + [key], "a member that tells who somebody is")
                }
                if let fault = fault(in: value, at: path + [key], isKnown) { return fault }
            }
        case .array:
            for (place, value) in node.elements.enumerated() {
                if let fault = fault(in: value, at: path + [String(place)], isKnown) { return fault }
            }
        case .string, .integer, .number:
            let text = node.string ?? String(decoding: node.raw, as: UTF8.self)
            if let finding = IdentifierScan.finding(in: text) {
                return fault(path, "text that holds \(finding.rawValue)")
            }
            if IdentifierScan.tokens(of: text).contains(where: isKnown) {
                return fault(path, "text that holds the id of a case")
            }
        case .null, .boolean: break
        }
        return nil
    }

    private static func fault(_ path: [String], _ was: String) -> PayloadFault {
        PayloadFault(
            pointer: JSONPointer(path),
            was: was,
            mustBe: "without anything that tells whom it is about"
        )
    }

    /// Attributes of an event that the wire has checked and that name nobody; those of a question are the asker's own.
    private static let ownAttributes: Set<String> = [
        "specversion", "id", "source", "type", "time", "datacontenttype", "recordedtime", "correlationid",
        "causationid", "supersedes", "signature",
    ]

    /// Members by which other topics say who somebody is, so that a refusal can name them.
    private static let identifying: Set<String> = [
        "people", "person", "persons", "identifiers", "identifier", "nhs", "nhs-number", "uprn", "case",
        "cases",
        "name", "first-name", "last-name", "surname", "born", "dob", "date-of-birth", "due", "address",
        "postcode",
        "household", "members", "child", "children", "author", "phone", "email",
    ]

    /// Who is said to have published an event on a topic without names, to everybody but the one who did.
    public static let somebody = "somebody"
}
