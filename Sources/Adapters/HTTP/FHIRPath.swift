/// Where something stands in a FHIR message: `Appointment.status`, `Patient.identifier[system=https://…].value`.
///
/// The first word is a resource's type; in brackets is which elements of a list are meant. It is no FHIRPath of HL7's, only
/// the part of it that names places.
public struct FHIRPath: Sendable, Hashable {
    struct Step: Sendable, Hashable {
        let name: String
        /// The member of a list's elements that must have this value.
        let selector: [String]
    }

    let type: String
    let steps: [Step]

    /// Reads a path; `nil` unless it is written so.
    public init?(_ text: String) {
        var rest = Substring(text)
        guard let type = Self.word(&rest), type.first?.isUppercase == true else { return nil }
        var steps: [Step] = []
        while !rest.isEmpty {
            guard rest.removeFirst() == ".", let name = Self.word(&rest) else { return nil }
            var selector: [String] = []
            if rest.first == "[" {
                guard let end = rest.firstIndex(of: "]") else { return nil }
                let inside = rest[rest.index(after: rest.startIndex)..<end]
                guard let equal = inside.firstIndex(of: "=") else { return nil }
                selector = [String(inside[..<equal]), String(inside[inside.index(after: equal)...])]
                guard selector.allSatisfy({ !$0.isEmpty }) else { return nil }
                rest = rest[rest.index(after: end)...]
            }
            steps.append(Step(name: name, selector: selector))
        }
        self.type = type
        self.steps = steps
    }

    private static func word(_ rest: inout Substring) -> String? {
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard !word.isEmpty else { return nil }
        rest = rest.dropFirst(word.count)
        return String(word)
    }
}
