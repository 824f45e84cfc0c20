import Vocabulary

/// Somebody who is signed in, and the desk of their agency.
struct Visitor: Sendable {
    let person: ConsolePerson
    let session: Session
    /// What the browser holds.
    let secret: String
    let desk: any Desk

    /// Whether they stand for one of these roles.
    func stands(for roles: Set<String>) -> Bool { person.roles.contains { roles.contains($0.code) } }
}
