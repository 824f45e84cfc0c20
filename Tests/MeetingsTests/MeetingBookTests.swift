import Meetings
import TestSupport
import Testing
import Vocabulary

@Suite struct MeetingBookTests {
    private let sound = MeetingJudgement(missing: [], faults: [])
    private var book: MeetingBook
    private let caseID: CaseID
    private let now = at("2016-09-20T10:00:00+01:00")

    init() throws {
        let (rules, calendar) = try MeetingRulesTests.shipped()
        book = MeetingBook(rules: rules, calendar: calendar)
        caseID = try #require(CaseID("C-1"))
    }

    private func key(_ entry: Int64) -> MeetingKey {
        MeetingKey(caseID: caseID, entry: LedgerSequence(entry))
    }

    private mutating func convene(_ entry: Int64, _ type: String, _ day: String?) -> [MeetingBook.Fact] {
        book.convened(
            key(entry),
            type: type,
            planned: day.flatMap { CivilDate(iso8601: $0) },
            organiser: Role("CPC"),
            invited: roles("CPC MW HV GP KWM"),
            at: now
        ).facts
    }

    @Test
    mutating func `reports are due before the meeting, and whoever was asked and has not sent one is named`()
        throws
    {
        #expect(convene(1, "ICPC", "2016-10-03").count == 2)
        #expect(convene(1, "ICPC", "2016-10-03") == [])
        let convened = try #require(book.upcoming(of: caseID).first)
        #expect(book.reportsDue(for: convened)?.iso8601 == "2016-09-29")
        let keyworker = try #require(Role("KWM"))
        #expect(book.reportReceived(of: caseID, type: "ICPC", by: keyworker, at: now).facts.count == 1)
        #expect(book.reportReceived(of: caseID, type: "ICPC", by: keyworker, at: now) == .nothing)
        #expect(book.reportReceived(of: caseID, type: "CORE", by: keyworker, at: now) == .nothing)
        let reported = try #require(book.upcoming(of: caseID).first)
        #expect(book.reportsMissing(for: reported) == roles("GP HV MW"))
        #expect(
            book.judgement(
                type: "ICPC",
                present: roles("CPC ASW MW HV"),
                invited: [],
                convened: reported,
                organiser: Role("CPC"),
                active: roles("MW GP KWM HV ACC"),
                includesPolice: false
            ) == MeetingJudgement(missing: roles("ACC"), faults: [])
        )
        _ = convene(2, "CORE", "2016-10-10")
        let core = try #require(book.next(of: caseID, type: "CORE"))
        #expect((book.reportsDue(for: core), book.reportsMissing(for: core)) == (nil, []))
    }

    @Test mutating func `a meeting that is held is the next one of its type`() {
        _ = convene(1, "CORE", nil)
        _ = convene(2, "CORE", "2016-10-20")
        _ = convene(3, "CORE", "2016-10-10")
        _ = convene(4, "RCPC", "2016-10-01")
        #expect(book.next(of: caseID)?.key == key(4))
        #expect(
            book.held(key(5), type: "CORE", at: now).facts
                == [.held(key(5), type: "CORE", convened: LedgerSequence(3), judgement: sound, at: now)]
        )
        #expect(book.held(key(5), type: "CORE", at: now) == .nothing)
        _ = book.held(key(6), type: "CORE", convened: LedgerSequence(1), at: now)
        #expect(book.upcoming(of: caseID).map(\.key) == [key(2), key(4)])
        #expect(
            book.held(key(7), type: "CIN", at: now).facts == [
                .held(key(7), type: "CIN", convened: nil, judgement: sound, at: now)
            ]
        )
        #expect(book.lastMeeting(of: caseID)?.key == key(7))
        #expect(book.lastMeeting(of: caseID, type: "CORE")?.key == key(6))
        #expect(book.closed(caseID, at: now).facts == [.calledOff(caseID, at: now)])
        #expect(book.closed(caseID, at: now) == .nothing)
        #expect(book.upcoming(of: caseID) == [])
    }

    @Test mutating func `mother and baby may leave once a discharge planning meeting was held`() {
        _ = convene(1, "DPM", "2016-11-17")
        _ = book.held(key(2), type: "CIN", at: now)
        #expect(!book.hasDischargeMeeting(caseID))
        _ = book.held(key(3), type: "DPM", at: now)
        #expect(book.hasDischargeMeeting(caseID))
        #expect(book.lastMeetings(of: caseID).map(\.hasMinutes) == [false, false])
        #expect(
            book.minutesSent(of: caseID, meeting: LedgerSequence(2), at: now).facts == [
                .minutesSent(key(2), at: now)
            ]
        )
        #expect(book.minutesSent(of: caseID, meeting: nil, at: now).facts == [.minutesSent(key(3), at: now)])
        #expect(book.minutesSent(of: caseID, meeting: nil, at: now) == .nothing)
        #expect(book.minutesSent(of: caseID, meeting: LedgerSequence(9), at: now) == .nothing)
    }

    @Test(arguments: UInt64(1)...10)
    func `facts rebuild the book, the fewest do, and it does not grow`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var book = book
        var facts: [MeetingBook.Fact] = []
        let types = book.rules.types.map(\.code)
        for number in Int64(1)...400 {
            let type = types[Int.random(in: 0..<types.count, using: &random)]
            let day = CivilDate(daysSinceEpoch: 17_000 + Int.random(in: 0..<400, using: &random))
            let isDated = Bool.random(using: &random)
            let role = try #require(roles("MW HV GP KWM").randomElement(using: &random))
            let step = Int.random(in: 0..<40, using: &random)
            let decision: Decision<MeetingBook.Fact, Never> =
                switch step {
                case 0: book.closed(caseID, at: now)
                case 1..<8: book.held(key(number), type: type, at: now)
                case 8..<12: book.minutesSent(of: caseID, meeting: nil, at: now)
                case 12..<20: book.reportReceived(of: caseID, type: type, by: role, at: now)
                default:
                    book.convened(
                        key(number),
                        type: type,
                        planned: isDated ? day : nil,
                        organiser: role,
                        invited: roles("GP HV"),
                        at: now
                    )
                }
            facts += decision.facts
            #expect(book.upcoming(of: caseID).count <= MeetingBook.mostConvened)
            #expect(book.lastMeetings(of: caseID).count <= types.count)
        }
        for list in [facts, book.restated] {
            var rebuilt = MeetingBook(rules: book.rules, calendar: book.calendar)
            for fact in list { rebuilt.apply(fact) }
            #expect(rebuilt == book)
        }
    }
}
