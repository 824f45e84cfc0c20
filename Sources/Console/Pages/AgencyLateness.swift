import JSON
import Vocabulary

/// How late one agency's concerns come, and whether any come at all.
struct AgencyLateness: Sendable {
    /// Twenty-eight days.
    static let period: Int64 = 28 * 86_400_000

    let name: String
    let count: Int64
    let median: Int64
    let nineOfTen: Int64
    let worst: Int64

    /// Every agency of the register, those that were silent as well, the latest first.
    static func read(
        for visitor: Visitor,
        _ now: Instant,
        _ directory: StaffDirectory
    ) async throws -> [AgencyLateness] {
        let question = Question(
            .lateness(from: now.advanced(byMilliseconds: -period), to: now.advanced(byMilliseconds: 1))
        )
        let rows = try await visitor.desk.read(question, for: visitor.person.id).rows
        let heard = rows.map { row in
            AgencyLateness(
                name: directory.agencyName(of: row.text("agency") ?? ""),
                count: row["count"]?.integer ?? 0,
                median: row["event-to-accepted"]?["median"]?.integer ?? 0,
                nineOfTen: row["event-to-accepted"]?["p90"]?.integer ?? 0,
                worst: row["event-to-accepted"]?["worst"]?.integer ?? 0
            )
        }
        let silent = directory.agencies.filter { agency in
            !directory.isAuthority(agency.id) && !rows.contains { $0.text("agency") == agency.id.text }
        }
        return heard.sorted { ($0.worst, $0.name) > ($1.worst, $1.name) }
            + silent.map { AgencyLateness(name: $0.name, count: 0, median: 0, nineOfTen: 0, worst: 0) }
    }

    var row: [String: Any] {
        let isSilent = count == 0
        return [
            "name": name, "count": isSilent ? "none" : "\(count)",
            "median": isSilent ? "" : BritishTime.length(median),
            "nineOfTen": isSilent ? "" : BritishTime.length(nineOfTen),
            "worst": isSilent ? "" : BritishTime.length(worst),
        ]
    }
}
