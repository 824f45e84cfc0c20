import TestSupport
import Testing
import Vocabulary

@Suite struct WorkingCalendarTests {
    // domain.md 5.8, the worked due dates.
    @Test(arguments: [
        ("2009-12-24", 1, "2009-12-29"), ("2010-02-16", 1, "2010-02-17"), ("2010-12-27", 1, "2010-12-29"),
        ("2011-04-28", 1, "2011-05-03"), ("2011-04-28", 5, "2011-05-09"), ("2016-12-22", 15, "2017-01-17"),
        ("2016-12-29", 15, "2017-01-20"), ("2020-05-01", 15, "2020-05-26"), ("2022-05-31", 5, "2022-06-09"),
        ("2022-09-16", 1, "2022-09-20"), ("2023-04-06", 3, "2023-04-13"), ("2023-05-05", 1, "2023-05-09"),
        ("2026-12-24", 1, "2026-12-29"), ("2027-12-24", 2, "2027-12-30"),
    ])
    func `the nth working day is the one in the reference`(from: String, days: Int, due: String) throws {
        let date = try #require(CivilDate(iso8601: from))
        #expect(england.workingDay(days, after: date).iso8601 == due)
        // Whatever the hour, it is the date that counts, and the day ends at 17:00 in London.
        for clock in ["T00:00:00Z", "T08:59:00Z", "T17:30:00Z", "T22:59:59Z"] {
            let end = england.due(workingDays: days, after: at(from + clock))
            #expect(LondonTime.rfc3339(end).hasPrefix(due + "T17:00:00"))
        }
    }

    @Test(arguments: [
        ("2019-10-08", "2020-01-08"), ("2022-11-30", "2023-02-28"), ("2009-09-28", "2009-12-24"),
    ])
    func `three months no later than moves back to a working day`(from: String, due: String) throws {
        let date = try #require(CivilDate(iso8601: from))
        #expect(england.latestWorkingDay(months: 3, after: date).iso8601 == due)
    }

    @Test(arguments: [
        // Inside a day; over night; over a week-end; over Christmas; from before opening; from after closing.
        ("2016-06-08T10:30:00+01:00", 4, "2016-06-08T14:30:00+01:00"),
        ("2016-06-08T16:00:00+01:00", 4, "2016-06-09T12:00:00+01:00"),
        ("2016-06-10T16:00:00+01:00", 4, "2016-06-13T12:00:00+01:00"),
        ("2016-12-23T15:30:00Z", 4, "2016-12-28T11:30:00Z"),
        ("2016-06-08T03:00:00+01:00", 4, "2016-06-08T13:00:00+01:00"),
        ("2016-06-08T21:00:00+01:00", 4, "2016-06-09T13:00:00+01:00"),
        // What ends at closing ends that day; a millisecond later it does not.
        ("2016-06-08T13:00:00+01:00", 4, "2016-06-08T17:00:00+01:00"),
        ("2016-06-08T13:00:00.001+01:00", 4, "2016-06-09T09:00:00.001+01:00"),
        ("2016-06-08T17:00:00+01:00", 8, "2016-06-09T17:00:00+01:00"),
        // Over each change of clocks: the office is open as many hours on Monday as ever.
        ("2016-03-25T16:00:00Z", 4, "2016-03-29T13:00:00+01:00"),
        ("2017-03-24T16:00:00Z", 4, "2017-03-27T12:00:00+01:00"),
        ("2017-10-27T16:00:00+01:00", 4, "2017-10-30T12:00:00Z"),
    ])
    func `working hours run only while the office is open`(from: String, hours: Int, due: String) {
        #expect(LondonTime.rfc3339(england.due(workingHours: hours, after: at(from))) == due)
    }

    @Test(arguments: [
        ("2016-06-08T09:00:00+01:00", true), ("2016-06-08T08:59:59.999+01:00", false),
        ("2016-06-08T16:59:59.999+01:00", true), ("2016-06-08T17:00:00+01:00", false),
        ("2016-06-11T12:00:00+01:00", false), ("2016-12-27T12:00:00Z", false), ("2016-12-28T12:00:00Z", true),
    ])
    func `the office is open from nine up to, not at, five`(instant: String, isOpen: Bool) {
        #expect(england.isWorkingTime(at(instant)) == isOpen)
    }

    @Test func `holidays are data: their order and repeats do not matter, and their years are known`() {
        #expect(WorkingCalendar(holidays: bankHolidays.reversed() + bankHolidays) == england)
        #expect(england.years == 2009...2027)
        #expect(WorkingCalendar(holidays: []).years == nil)
    }

    @Test func `an office that never opens is refused`() async {
        await #expect(processExitsWith: .failure) {
            _ = WorkingCalendar(holidays: [], openingMinute: 600, closingMinute: 600)
        }
    }

    // R10: a plain walk in another language, with another time zone database, over thousands of instants.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func `every due time is what a plain walk in Python finds`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let questions = (0..<1500).map { _ in
            // From late 2008 to the end of 2027.
            let minutes = Int64.random(in: 20_454_480...30_500_000, using: &random)
            return PythonCalendar.Question(
                instant: Instant(milliseconds: minutes * 60_000),
                days: Int.random(in: 1...45, using: &random),
                minutes: Int.random(in: 1...960, using: &random),
                months: Int.random(in: 1...12, using: &random)
            )
        }
        let answers = try PythonCalendar.answer(questions, holidays: bankHolidays)
        #expect(answers.count == questions.count)
        for (question, theirs) in zip(questions, answers) {
            let instant = question.instant
            let ours = [
                LondonTime.rfc3339(instant),
                england.isWorkingTime(instant) ? "open" : "shut",
                LondonTime.rfc3339(england.due(workingDays: question.days, after: instant)),
                LondonTime.rfc3339(england.due(workingMinutes: question.minutes, after: instant)),
                england.latestWorkingDay(months: question.months, after: LondonTime.date(of: instant))
                    .iso8601,
            ]
            #expect(ours.joined(separator: " ") == theirs)
        }
    }
}
