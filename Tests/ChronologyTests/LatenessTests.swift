import JSON
import Testing
import Vocabulary

@testable import Chronology

@Suite struct LatenessTests {
    @Test(
        arguments: [
            ([], [nil, nil, nil] as [Int64?]), ([7], [7, 7, 7]), ([9, 1], [1, 9, 9]),
            ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [5, 9, 10]), ([5, 5, 5, 100], [5, 100, 100]),
        ] as [([Int64], [Int64?])]
    )
    func `median, ninetieth and worst by nearest rank`(delays: [Int64], expected: [Int64?]) {
        let spread = Lateness.Spread(delays)
        #expect([spread.median, spread.ninetieth, spread.worst] == expected)
        #expect(spread.count == delays.count)
    }

    @Test func `how late each agency's concerns came, in the time asked for`() throws {
        let view = try ViewFolder().open()
        try view.index(try StoryFixture().turns)
        let all = try view.lateness(
            from: StoryFixture.at(1, 0),
            to: StoryFixture.at(30, 0),
            where: { !$0.hasPrefix("transfer") }
        )
        #expect(all.map(\.agency.text) == ["bhm-hv", "wmp"])
        #expect(all.map(\.event.worst) == [3_600_000, 14 * 3_600_000])
        #expect(all.map(\.recorded.count) == [0, 1])
        #expect(all.last?.recorded.median == 14_400_000)
        let early = try view.lateness(from: StoryFixture.at(15, 11), to: StoryFixture.at(15, 12)) { _ in true
        }
        #expect(early.map(\.agency.text) == ["bhm-hv"])
        let none = try view.lateness(from: StoryFixture.at(1, 0), to: StoryFixture.at(30, 0)) { _ in false }
        #expect(none.isEmpty)
        #expect(
            String(decoding: try #require(all.last).json.serialized(), as: UTF8.self)
                == #"{"agency":"wmp","count":1,"recorded-to-accepted":{"count":1,"median":14400000,"p90":14400000,"#
                + #""worst":14400000},"event-to-accepted":{"count":1,"median":50400000,"p90":50400000,"#
                + #""worst":50400000}}"#
        )
    }

    @Test func `a story is opened by whoever was told of what is in it, and first acted on is first`() throws
    {
        let view = try ViewFolder().open()
        let story = try StoryFixture()
        try view.index(story.turns)
        func opening(_ agency: String, _ sequence: Int64, _ day: Int) throws -> OpeningRecord {
            OpeningRecord(
                caseID: story.caseID,
                agency: try #require(AgencyID(agency)),
                sequence: LedgerSequence(sequence),
                at: try StoryFixture.at(day, 9)
            )
        }
        func answer(_ decision: String, _ day: Int) throws -> AcknowledgementRecord {
            AcknowledgementRecord(
                sequence: LedgerSequence(2),
                person: story.nadia,
                agency: story.socialCare,
                decision: decision,
                at: try StoryFixture.at(day, 9)
            )
        }
        let turn = IndexedTurn(
            number: 5,
            openings: [
                try opening("bhm-csc", 2, 20), try opening("bhm-csc", 9, 21), try opening("wmp", 9, 22),
            ],
            acknowledgements: [try answer("done", 25), try answer("acting", 24)]
        )
        try view.index([turn])
        let agencies = [story.socialCare, try #require(AgencyID("wmp"))]
        let first = try view.opened(LedgerSequence(1), by: agencies)
        #expect(first.opened == (try StoryFixture.at(20, 9)))
        #expect(first.acted == nil)
        // The second came after the first opening, and police were told of neither.
        let second = try view.opened(LedgerSequence(2), by: agencies)
        #expect(second.opened == (try StoryFixture.at(21, 9)))
        #expect(second.acted == (try StoryFixture.at(24, 9)))
        #expect(try view.opened(LedgerSequence(2), by: [try #require(AgencyID("wmp"))]).opened == nil)
    }
}
