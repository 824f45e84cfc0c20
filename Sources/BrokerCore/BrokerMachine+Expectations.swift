import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// What an agency says will come; what does not come is a concern that the broker itself publishes.
extension BrokerMachine {
    /// Notes what the concern says will come, and what it is that was to come.
    mutating func expect(_ testimony: Testimony, of id: CaseID, by role: Role?, in draft: inout Draft) {
        let (topic, entry) = (testimony.topic.text, draft.sequence)
        // A system that stands for several says whose word it is.
        let named = testimony.data["role"]?.string.flatMap { Role($0) }
        let role = role ?? named.flatMap { state.register.roles(of: draft.publisher).contains($0) ? $0 : nil }
        draft.store(state.record { $0.heard(topic, by: role, of: id, in: entry) })
        guard topic == "expected.registered", let what = testimony.data["what"]?.string,
            let due = testimony.data["by"]?.string.flatMap(due)
        else { return }
        let expectation = ExpectationBook.Expectation(
            entry: entry,
            id: draft.id,
            caseID: id,
            what: what,
            by: testimony.data["from-role"]?.string.flatMap { Role($0) },
            due: max(due, draft.accepted),
            tells: testimony.roles("if-missed")
        )
        draft.store(state.record { $0.registered(expectation) })
    }

    /// A date is due when the office closes that day.
    private func due(_ text: String) -> Instant? {
        Instant(rfc3339: text) ?? CivilDate(iso8601: text).map { policy.calendar.close(of: $0) }
    }

    /// What was due and did not come: each is a concern of its own, told to whoever leads.
    mutating func missExpectations(to now: Instant, atMost limit: Int, into turn: inout Turn) -> Int {
        var count = 0
        while count < limit, let (missed, decision) = state.missExpectation(to: now) {
            count += 1
            var members = [
                JSONMember("case", .string(missed.caseID.text)),
                JSONMember("expectation", .string(missed.id.text)),
                JSONMember("what", .string(missed.what)), JSONMember("by", .string(missed.due.rfc3339)),
            ]
            if let role = missed.by { members.append(JSONMember("from-role", .string(role.code))) }
            var draft = draft(
                "expected.missed",
                cause: "\(missed.entry.number)-\(missed.caseID)",
                at: now,
                data: .object(members)
            )
            draft.store(decision)
            let lead: [[Role]] = [[.leadProfessional]]
            let owners = resolve(lead + missed.tells.map { [$0] }, on: missed.caseID, at: now)
            let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s3
            tellOwners(owners, of: missed.caseID, severity, in: draft, at: now, into: &turn)
        }
        return count
    }
}
