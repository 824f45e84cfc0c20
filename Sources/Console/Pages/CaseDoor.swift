import JSON
import Vocabulary

/// Somebody wants to read a case that is not theirs, and has not said why.
struct ReasonNeeded: Error {
    let caseID: CaseID
}

/// Who may open a case's pages without giving a reason.
///
/// What a system may see at all is the broker's to decide, at every read. Within an agency the console asks whoever is not of
/// the case's team for a reason, which the case's lead hears of (`access.break-glass`).
struct CaseDoor: Sendable {
    /// Roles that answer for every case of the authority.
    private static let everywhere: Set<String> = ["DUTY", "TM", "HOS", "MASH", "EDT"]

    let parts: ConsoleParts

    /// Lets somebody read, or asks for a reason.
    func check(_ id: CaseID, for visitor: Visitor) async throws {
        let now = try await visitor.desk.now()
        if let until = visitor.session.opened[id], now < until { return }
        if visitor.stands(for: Self.everywhere) { return }
        let row: JSONNode?
        do throws(DeskRefusal) {
            // The console looks by itself who is on the team: nothing of it is shown, and nobody is said to have read it.
            row = try await visitor.desk.read(Question(.caseFile(id)), for: nil).rows.first
        } catch {
            guard error.code == 403 else { throw error }
            throw ReasonNeeded(caseID: id)
        }
        guard let row, isOnTeam(visitor.person, row) else { throw ReasonNeeded(caseID: id) }
    }

    private func isOnTeam(_ person: ConsolePerson, _ row: JSONNode) -> Bool {
        let own = person.id.text
        if row.text("lead") == own { return true }
        if row.list("team").contains(where: { $0.text("staff") == own }) { return true }
        if row.list("to-answer").contains(where: { $0.text("owner") == own }) { return true }
        // Whoever chairs a case's meeting prepares it.
        return person.roles.contains { ["CPC", "IRO"].contains($0.code) }
            && row.list("meetings").contains { $0.text("state") == "convened" }
    }
}
