public import Vocabulary

/// Whom and what a payload speaks of, found in one pass over it.
public struct PayloadReferences: Equatable, Sendable {
    /// Everybody, in the order in which the schema, then the payload, names them.
    public internal(set) var people: [PersonReference] = []
    /// The first case that is named, if it is an identifier.
    public internal(set) var caseID: CaseID?
    /// The first household that is named, if it is an identifier.
    public internal(set) var household: HouseholdID?

    /// Nobody and nothing.
    public static let none = PayloadReferences()

    /// The parent that the payload is about, or `nil` if that is the child, both, or somebody else.
    ///
    /// If it speaks of both, it is about the one it names first of all.
    public var parent: Parent? {
        let parents = people.compactMap { $0.role.flatMap { Parent(rawValue: $0) } }
        guard let one = parents.first, !parents.allSatisfy({ $0 == one }) else { return parents.first }
        return people.first?.role.flatMap { Parent(rawValue: $0) }
    }
}
