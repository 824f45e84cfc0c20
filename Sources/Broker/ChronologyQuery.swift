import BrokerCore
import Chronology
import JSON
import Meetings
import Topics
import Vocabulary
import Wire

/// A read of a child's merged story.
struct ChronologyQuery: Sendable {
    /// What makes it a meeting's data pack instead.
    struct Pack: Sendable {
        /// Only what was accepted then or later.
        let since: Instant?
        /// What belongs to it.
        let sections: [PackSection]
        /// Rows that come before those of the story.
        let rows: [UInt8]

        /// The section of a row, or `nil` if it belongs to none.
        func section(of row: StoryRow) -> PackSection? {
            Topic(row.entry.topic).flatMap { topic in sections.first { $0.includes(topic) } }
        }

        func includes(_ row: StoryRow) -> Bool { section(of: row) != nil }

        /// The row under its section; who else was told is not a meeting's business.
        func json(_ row: StoryRow) -> JSONValue {
            let left = ["told", "milestones", "cases"]
            guard case .object(let members) = row.json else { return row.json }
            return .object(
                [JSONMember("section", .string(section(of: row)?.name ?? ""))]
                    + members.filter { !left.contains($0.key) }
            )
        }
    }

    let caseID: CaseID
    var agency: AgencyID?
    var knownOn: Instant?
    var from: Instant?
    var to: Instant?
    var newestFirst = false
    var after: String?
    var limit = StoryQuery.longest
    let sight: StorySight
    var pack: Pack?

    init(caseID: CaseID, sight: StorySight) {
        self.caseID = caseID
        self.sight = sight
    }

    /// The stretch of a story that a read asks for.
    init(_ fetch: ClientMessage.Fetch, of caseID: CaseID, sight: StorySight) {
        self.init(caseID: caseID, sight: sight)
        agency = fetch.agency
        knownOn = fetch.knownOn
        from = fetch.from.map { Instant(milliseconds: $0) }
        to = fetch.to.map { Instant(milliseconds: $0) }
        newestFirst = fetch.newestFirst
        after = fetch.after
        limit = fetch.limit
    }
}
