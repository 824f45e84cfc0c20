import Foundation
import JSON
import Ledger
import Testing
import Vocabulary

@testable import Chronology

@Suite struct ChronologyViewTests {
    private let folder: ViewFolder
    private let story: StoryFixture

    init() throws {
        folder = try ViewFolder()
        story = try StoryFixture()
    }

    private func sequences(_ query: StoryQuery, in view: ChronologyView) throws -> [Int64] {
        try view.page(query).rows.map(\.entry.sequence.number)
    }

    @Test func `a case is told in the order things happened, with who was told and what they did`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        let rows = try view.page(StoryQuery(.caseFile(story.caseID))).rows
        #expect(rows.map(\.entry.sequence.number) == [2, 1, 3])
        #expect(rows[0].entry.cases == [story.caseID, story.other])
        #expect(rows[0].entry.people == [story.child])
        #expect(
            rows[0].told == [
                StoryRow.Told(
                    caseID: story.caseID,
                    agency: story.socialCare,
                    person: story.nadia,
                    role: Role("ASW"),
                    why: "lead",
                    at: try StoryFixture.at(15, 12),
                    due: try StoryFixture.at(15, 13),
                    delivered: try StoryFixture.at(15, 13),
                    acknowledged: try StoryFixture.at(16, 9),
                    decision: "strategy-discussion"
                )
            ]
        )
        #expect(rows[1].told.first?.acknowledged == nil)
        #expect(rows[2].milestones.map(\.name) == ["offered"])
    }

    @Test func `what was known on a day leaves out what came later, and what was done later`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        func known(_ day: Int, _ hour: Int) throws -> [StoryRow] {
            try view.page(
                StoryQuery(.caseFile(story.caseID), knownOn: try StoryFixture.at(day, hour))
            ).rows
        }
        #expect(try known(15, 10).isEmpty)
        #expect(try known(15, 11).map(\.entry.sequence.number) == [1])
        let atNoon = try known(15, 12)
        #expect(atNoon.map(\.entry.sequence.number) == [2, 1])
        #expect(atNoon[0].told.first?.delivered == nil)
        let atOne = try known(15, 13)
        #expect(atOne[0].told.first?.delivered == (try StoryFixture.at(15, 13)))
        #expect(atOne[0].told.first?.acknowledged == nil)
        #expect(try known(16, 9)[0].told.first?.decision == "strategy-discussion")
    }

    @Test func `an agency's own story is what it said and what it was told`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        func told(_ agency: String, knownOn: Instant? = nil) throws -> [Int64] {
            let agency = try #require(AgencyID(agency))
            return try sequences(
                StoryQuery(.caseFile(story.caseID), agency: agency, knownOn: knownOn),
                in: view
            )
        }
        #expect(try told("wmp") == [2])
        #expect(try told("bhm-hv") == [1])
        #expect(try told("bhm-csc") == [2, 1, 3])
        #expect(try told("bhm-csc", knownOn: try StoryFixture.at(15, 11)) == [1])
        #expect(try told("school") == [])
    }

    @Test func `stories by person, recipient, topic and another case`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        #expect(try sequences(StoryQuery(.person(story.child)), in: view) == [2, 1])
        #expect(try sequences(StoryQuery(.recipient(story.nadia)), in: view) == [2, 1])
        #expect(try sequences(StoryQuery(.topic("police.domestic-incident")), in: view) == [2])
        #expect(try sequences(StoryQuery(.caseFile(story.other)), in: view) == [2])
        #expect(try sequences(StoryQuery(.caseFile(try #require(CaseID("C-1")))), in: view) == [])
    }

    @Test func `pages join without a gap or a repeat`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        var after: StoryPosition?
        var found: [Int64] = []
        var pages = 0
        repeat {
            let page = try view.page(StoryQuery(.caseFile(story.caseID), after: after, limit: 1))
            found += page.rows.map(\.entry.sequence.number)
            after = try page.next.map { try #require(StoryPosition($0.text)) }
            pages += 1
        } while after != nil
        #expect(found == [2, 1, 3])
        #expect(pages == 3)
        #expect(StoryQuery(.topic("a.b"), limit: 0).limit == 1)
        #expect(StoryQuery(.topic("a.b"), limit: 501).limit == 500)
    }

    @Test func `a story is told from its end as well, and of a stretch of time only`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        var newest = StoryQuery(.caseFile(story.caseID), limit: 2)
        newest.newestFirst = true
        let first = try view.page(newest)
        #expect(first.rows.map(\.entry.sequence.number) == [3, 1])
        newest.after = first.next
        #expect(try sequences(newest, in: view) == [2])
        #expect(try view.page(newest).next == nil)
        let times = try view.page(StoryQuery(.caseFile(story.caseID))).rows.map(\.entry.time)
        var stretch = StoryQuery(.caseFile(story.caseID))
        (stretch.from, stretch.to) = (times[1], times[2])
        #expect(try sequences(stretch, in: view) == [1])
    }

    @Test func `turns come once and in order, and a gap takes nothing in`() throws {
        let view = try folder.open()
        #expect(try view.cursor == 0)
        try view.index(Array(story.turns.prefix(2)))
        try view.index(Array(story.turns.prefix(2)))
        #expect(try view.cursor == 2)
        #expect(throws: ChronologyError.gap(expected: 3, got: 4)) { try view.index([story.turns[3]]) }
        #expect(throws: ChronologyError.gap(expected: 4, got: 5)) {
            try view.index([story.turns[2], IndexedTurn(number: 5)])
        }
        #expect(try view.cursor == 2)
        try view.index(story.turns)
        #expect(try sequences(StoryQuery(.caseFile(story.caseID)), in: view) == [2, 1, 3])
        #expect(try view.page(StoryQuery(.caseFile(story.caseID))).rows[0].told.count == 1)
    }

    @Test func `a closed view goes on where it was, and one made anew tells the same`() throws {
        let first = try folder.open()
        try first.index(Array(story.turns.prefix(3)))
        try first.close()
        let again = try folder.open()
        #expect(try again.cursor == 3)
        try again.index(story.turns)
        let anew = try ViewFolder()
        let rebuilt = try anew.open()
        for turn in story.turns { try rebuilt.index([turn]) }
        let query = StoryQuery(.caseFile(story.caseID))
        #expect(try again.page(query) == (try rebuilt.page(query)))
    }

    @Test(arguments: ["no database at all, but long enough to be taken for one by its first page", ""])
    func `a file that is no view of ours begins again`(content: String) throws {
        try Data(content.utf8).write(to: URL(fileURLWithPath: folder.file))
        let view = try folder.open()
        #expect(try view.cursor == 0)
        try view.index(story.turns)
        #expect(try view.cursor == 4)
    }

    @Test func `the view of another ledger is not told as this one's`() throws {
        let view = try folder.open()
        try view.index(story.turns)
        try view.close()
        let other = try folder.open(of: "concordat/E08000029 key")
        #expect(try other.cursor == 0)
        #expect(try sequences(StoryQuery(.caseFile(story.caseID)), in: other) == [])
    }

    @Test func `a folder that is not there is an error, and nothing is deleted for it`() throws {
        #expect(throws: ChronologyError.database(code: 14, doing: .opening)) {
            try ChronologyView(path: folder.path + "/none/view.sqlite", of: "l")
        }
    }

    @Test func `content comes from the ledger, as far as its reader may see it`() throws {
        let key = try CheckpointKey(
            authority: try #require(AuthorityCode("E08000025")),
            seed: Array(repeating: 7, count: 32)
        )
        let ledger = MemoryLedger(key: key)
        let entry = story.turns[0].entries[0]
        ledger.submit(
            TurnDraft(
                at: entry.accepted,
                entries: [
                    EntryDraft(
                        sequence: entry.sequence,
                        at: entry.accepted,
                        publisher: entry.publisher,
                        id: entry.id,
                        topic: entry.topic,
                        body: .plain(Array("content".utf8)),
                        facts: []
                    )
                ]
            )
        ) { _ in }
        let view = try folder.open()
        try view.index([story.turns[0]])
        let page = try view.page(StoryQuery(.caseFile(story.caseID)), from: ledger) { row, stored in
            var row = row
            row.data = ["bytes": .integer(Int64(stored.body.bytes.count))]
            return row
        }
        #expect(page.rows.map(\.data) == [["bytes": 7]])
        let hidden = try view.page(StoryQuery(.caseFile(story.caseID)), from: ledger) { _, _ in nil }
        #expect(hidden.rows.isEmpty)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        #expect(bytes.range(of: Data("content".utf8)) == nil)
    }
}
