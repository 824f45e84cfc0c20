public import Topics
public import Vocabulary

/// What the console asks of an agency's broker connection, in the name of somebody who signed in.
///
/// The console holds no permission of its own: what is not for the agency's system does not come, what it reads is an
/// entry in the ledger before it comes, and what a person decides is published under the agency's key.
public protocol Desk: Sendable {
    /// Reads a page of rows; `person` is whom the ledger names as the reader, or `nil` when the console looks by itself.
    func read(_ question: Question, for person: StaffID?) async throws(DeskRefusal) -> Sheet

    /// Says something, and waits until the broker has it durably.
    func say(_ statement: Statement) async throws(DeskRefusal) -> LedgerSequence

    /// What came by subscription on these topics, the newest first.
    func heard(on topics: [Topic], limit: Int) async throws(DeskRefusal) -> [HeardEntry]

    /// What time it is at the broker, which may be a story's.
    func now() async throws(DeskRefusal) -> Instant

    /// Whether the broker runs on a story's clock.
    func isStory() async throws(DeskRefusal) -> Bool
}

extension Desk {
    /// Everything that a read has, page after page, as far as `limit` rows.
    func all(_ question: Question, for person: StaffID?, upTo limit: Int = 2_000) async throws(DeskRefusal)
        -> Sheet
    {
        var sheet = try await read(question, for: person)
        while let next = sheet.next, sheet.rows.count < limit {
            var question = question
            question.after = next
            let more = try await read(question, for: person)
            sheet = Sheet(rows: sheet.rows + more.rows, next: more.next)
        }
        return sheet
    }
}
