import Escalation
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Settings

/// Every deadline that the shipped clocks and calendar count, against the second reading of `ClockStatute`.
struct ClockDeadlineTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path()

    /// With `CONCORDAT_DEADLINES=5000000` (`swift test -c release -Xswiftc -enable-testing --filter ClockDeadlineTests`) as
    /// many deadlines as that are compared; without it what a debug build does in a few seconds.
    private static let deadlines =
        ProcessInfo.processInfo.environment["CONCORDAT_DEADLINES"].flatMap(Int.init)
        ?? 200_000

    static func shipped() throws -> (rules: ClockRules, calendar: WorkingCalendar) {
        var inspection = Inspection()
        let calendar = CalendarFile.read(root + "Configs/calendar-england-wales.yaml", &inspection)
        let rules = ClocksFile.read(root + "Configs/clocks.yaml", &inspection)
        #expect(inspection.faults == [])
        return (try #require(rules), try #require(calendar))
    }

    @Test(arguments: [
        ("2009-12-24", ClockLimit.workingDays(1), "2009-12-29"),
        ("2010-02-16", .workingDays(1), "2010-02-17"),
        ("2010-12-27", .workingDays(1), "2010-12-29"), ("2011-04-28", .workingDays(1), "2011-05-03"),
        ("2011-04-28", .workingDays(5), "2011-05-09"), ("2016-12-22", .workingDays(15), "2017-01-17"),
        ("2016-12-29", .workingDays(15), "2017-01-20"), ("2020-05-01", .workingDays(15), "2020-05-26"),
        ("2022-05-31", .workingDays(5), "2022-06-09"), ("2022-09-16", .workingDays(1), "2022-09-20"),
        ("2023-04-06", .workingDays(3), "2023-04-13"), ("2023-05-05", .workingDays(1), "2023-05-09"),
        ("2026-12-24", .workingDays(1), "2026-12-29"), ("2027-12-24", .workingDays(2), "2027-12-30"),
        ("2019-10-08", .months(3), "2020-01-08"), ("2022-11-30", .months(3), "2023-02-28"),
        ("2009-09-28", .months(3), "2009-12-24"),
    ])
    func `the worked due dates of the reference`(from: String, limit: ClockLimit, due: String) throws {
        let calendar = try Self.shipped().calendar
        let start = try #require(CivilDate(iso8601: from))
        let noon = LondonTime.instant(on: start, minuteOfDay: 720)
        let end = try #require(CivilDate(iso8601: due))
        #expect(limit.due(from: start, at: noon, on: calendar) == calendar.close(of: end))
        let statute = ClockStatute(through: 2028)
        #expect(
            statute.due(limit, at: noon.milliseconds, gestation: 0) == calendar.close(of: end).milliseconds
        )
    }

    @Test func `the shipped bank holidays are those of the statute`() throws {
        let calendar = try Self.shipped().calendar
        let holidays = ClockStatute(through: 2035).holidays(of: 2009...2035)
        #expect(calendar.holidays.map(\.iso8601) == holidays)
        #expect(holidays.count == 27 * 8 + 5)  // 2011, 2012, 2022 (two) and 2023 had one more.
    }

    @Test func `generated deadlines are those of a walk from day to day`() async throws {
        let (rules, calendar) = try Self.shipped()
        let statute = ClockStatute(through: 2036)
        let book = ClockBook(rules: rules, calendar: calendar)
        let tasks = 4
        let share = (Self.deadlines + tasks - 1) / tasks
        let differences = await withTaskGroup(of: [String].self) { group in
            for task in 0..<tasks {
                group.addTask { Self.differences(share, seed: UInt64(2017 + task), book, statute) }
            }
            var all: [String] = []
            for await some in group { all += some }
            return all
        }
        #expect(differences == [])
    }

    /// Where what the book starts, for words at any time of 2009 to 2035 that expect any clock, is not what a walk finds.
    ///
    /// The last months are left out, because clocks that begin there end in years whose bank holidays are not in the file.
    private static func differences(
        _ count: Int,
        seed: UInt64,
        _ empty: ClockBook,
        _ statute: ClockStatute
    ) -> [String] {
        guard let caseID = CaseID("C-1") else { return ["no case"] }
        var random = SeededGenerator(seed: seed)
        var differences: [String] = []
        let (first, last) = (at("2009-01-01T00:00:00Z").milliseconds, at("2035-05-01T00:00:00Z").milliseconds)
        for number in 1...count {
            let now = Int64.random(in: first..<last, using: &random)
            let rule = empty.rules.rules[Int.random(in: 0..<empty.rules.rules.count, using: &random)]
            let sighting = rule.code == "T30" ? Int.random(in: 1...20, using: &random) : nil
            let gestation = Int.random(in: 4...40, using: &random)
            let word = ClockWord(
                entry: LedgerSequence(Int64(number)),
                at: Instant(milliseconds: now),
                topic: "clock.probe",
                facets: ["gestation:\(gestation)"],
                expects: [rule.code],
                sightingWorkingDays: sighting
            )
            var book = empty
            _ = book.said(word, of: caseID)
            let started = book.open(of: caseID).first?.due.milliseconds
            let limit = sighting.map { ClockLimit.workingDays($0) } ?? rule.limit
            let wanted =
                runs(rule, statute, now) ? statute.due(limit, at: now, gestation: gestation) : nil
            if started != wanted, differences.count < 10 {
                differences.append(
                    "\(rule.code) at \(now): \(String(describing: started)), not \(String(describing: wanted))"
                )
            }
        }
        return differences
    }

    /// Whether the rule runs for what happens then, by the dates of the policy sets written out.
    private static func runs(_ rule: ClockRule, _ statute: ClockStatute, _ now: Int64) -> Bool {
        let day = statute.days[statute.local(now).place]
        let number = day.year * 10_000 + day.month * 100 + day.day
        switch rule.code {
        case "T06": return number >= 20_130_415
        case "T07": return number <= 20_100_316
        case "T08": return number >= 20_100_317 && number < 20_130_415
        case "T09": return number < 20_130_415
        case "T16": return number >= 20_251_101
        case "T41", "T42": return number >= 20_180_629
        case "T81": return number >= 20_260_619
        // It ends on a day that the word says; none is said.
        case "P30", "T68a": return false
        default: return true
        }
    }

    @Test(arguments: [
        // Clocks go forward on 27 March 2016 and back on 30 October: closing time is 17:00 on the wall, hours are hours.
        ("2016-03-24T18:00:00Z", ClockLimit.workingDays(1), "2016-03-29T17:00:00+01:00"),
        ("2016-03-26T23:30:00Z", .hours(2), "2016-03-27T02:30:00+01:00"),
        ("2016-03-26T12:00:00Z", .days(1), "2016-03-27T17:00:00+01:00"),
        ("2016-10-28T12:00:00+01:00", .workingDays(1), "2016-10-31T17:00:00Z"),
        ("2016-10-30T00:30:00+01:00", .hours(2), "2016-10-30T01:30:00Z"),
        ("2016-10-29T23:30:00Z", .sameDay, "2016-10-30T17:00:00Z"),
        ("2016-07-01T23:30:00Z", .workingDays(1), "2016-07-04T17:00:00+01:00"),
        ("2016-12-21T17:00:00Z", .sameDay, "2016-12-21T23:59:00Z"),
        ("2016-12-21T16:59:59Z", .sameDay, "2016-12-21T17:00:00Z"),
        ("2016-12-23T12:00:00Z", .nextOpening, "2016-12-28T09:00:00Z"),
        ("2016-12-21T15:00:00Z", .days(14), "2017-01-04T17:00:00Z"),
        ("2016-01-31T12:00:00Z", .months(1), "2016-02-29T17:00:00Z"),
    ])
    func `clocks follow London's wall, and hours do not`(from: String, limit: ClockLimit, due: String) throws
    {
        let calendar = try Self.shipped().calendar
        let instant = at(from)
        #expect(limit.due(from: LondonTime.date(of: instant), at: instant, on: calendar) == at(due))
    }
}
