import JSON
import Synchronization
import Topics
import Vocabulary

@testable import Console

/// A desk that answers from a table and remembers what was asked and said.
final class FakeDesk: Desk {
    struct Asked: Sendable {
        let question: Question
        let person: StaffID?
    }

    private struct Memory {
        var asked: [Asked] = []
        var said: [Statement] = []
        var now: Instant
    }

    let isOfStory: Bool
    private let answers: @Sendable (Question) throws(DeskRefusal) -> Sheet
    private let heardEntries: [HeardEntry]
    private let memory: Mutex<Memory>

    init(
        isStory: Bool = true,
        now: Instant = Instant(milliseconds: 1_480_932_000_000),
        heard: [HeardEntry] = [],
        _ answers: @escaping @Sendable (Question) throws(DeskRefusal) -> Sheet
    ) {
        isOfStory = isStory
        self.answers = answers
        heardEntries = heard
        memory = Mutex(Memory(now: now))
    }

    var asked: [Asked] { memory.withLock { $0.asked } }
    var said: [Statement] { memory.withLock { $0.said } }

    func read(_ question: Question, for person: StaffID?) async throws(DeskRefusal) -> Sheet {
        memory.withLock { $0.asked.append(Asked(question: question, person: person)) }
        return try answers(question)
    }

    func say(_ statement: Statement) async throws(DeskRefusal) -> LedgerSequence {
        memory.withLock { $0.said.append(statement) }
        return LedgerSequence(99)
    }

    func heard(on topics: [Topic], limit: Int) async throws(DeskRefusal) -> [HeardEntry] {
        Array(heardEntries.filter { topics.contains($0.topic) }.prefix(limit))
    }

    func now() async throws(DeskRefusal) -> Instant { memory.withLock { $0.now } }

    func isStory() async throws(DeskRefusal) -> Bool { isOfStory }
}

/// Rows as the broker writes them.
func sheet(_ rows: String..., next: String? = nil) -> Sheet {
    Sheet(
        rows: rows.map { row in
            do { return try JSONDocument(parsing: Array(row.utf8)).root } catch {
                preconditionFailure("no row: \(row)")
            }
        },
        next: next
    )
}
