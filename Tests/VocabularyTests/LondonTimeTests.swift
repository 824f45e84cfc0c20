import TestSupport
import Testing
import Vocabulary

@Suite struct LondonTimeTests {
    @Test(arguments: [
        ("2016-03-27T00:59:59.999Z", "2016-03-27T00:59:59.999Z"),
        ("2016-03-27T01:00:00Z", "2016-03-27T02:00:00+01:00"),
        ("2016-10-30T00:59:59.999Z", "2016-10-30T01:59:59.999+01:00"),
        ("2016-10-30T01:00:00Z", "2016-10-30T01:00:00Z"),
        // The last Sunday on the 31st, and on the 25th, the earliest it can be.
        ("2024-03-31T00:59:59Z", "2024-03-31T00:59:59Z"),
        ("2024-03-31T01:00:00Z", "2024-03-31T02:00:00+01:00"),
        ("2026-10-25T00:59:59Z", "2026-10-25T01:59:59+01:00"),
        ("2026-10-25T01:00:00Z", "2026-10-25T01:00:00Z"),
        // Midnight in London is not midnight in Greenwich.
        ("2016-06-30T23:30:00Z", "2016-07-01T00:30:00+01:00"),
        ("2016-12-31T23:59:59Z", "2016-12-31T23:59:59Z"),
    ])
    func `London keeps its clocks`(utc: String, london: String) {
        #expect(LondonTime.rfc3339(at(utc)) == london)
        #expect(LondonTime.date(of: at(utc)).iso8601 == String(london.prefix(10)))
    }

    @Test(arguments: [
        // The hour that is skipped, and the hour that comes twice.
        ("2016-03-27", 59, "2016-03-27T00:59:00Z"), ("2016-03-27", 60, "2016-03-27T02:00:00+01:00"),
        ("2016-03-27", 90, "2016-03-27T02:30:00+01:00"), ("2016-03-27", 120, "2016-03-27T02:00:00+01:00"),
        ("2016-10-30", 59, "2016-10-30T00:59:00+01:00"), ("2016-10-30", 60, "2016-10-30T01:00:00+01:00"),
        ("2016-10-30", 119, "2016-10-30T01:59:00+01:00"), ("2016-10-30", 120, "2016-10-30T02:00:00Z"),
        ("2016-07-01", 1020, "2016-07-01T17:00:00+01:00"), ("2016-01-01", 0, "2016-01-01T00:00:00Z"),
    ])
    func `a time on the clock is one instant`(date: String, minute: Int, expected: String) throws {
        let day = try #require(CivilDate(iso8601: date))
        #expect(LondonTime.rfc3339(LondonTime.instant(on: day, minuteOfDay: minute)) == expected)
    }

    @Test func `every day from 1996 to 2099 has its midnight and its noon`() throws {
        let first = try #require(CivilDate(iso8601: "1996-01-01"))
        for offset in 0..<37_986 {
            let day = first.advanced(byDays: offset)
            for minute in [0, 540, 720, 1020, 1439] {
                let (date, millisecond) = LondonTime.local(LondonTime.instant(on: day, minuteOfDay: minute))
                guard date == day, millisecond == Int64(minute) * 60_000 else {
                    Issue.record(
                        "\(day.iso8601) minute \(minute) came back as \(date.iso8601) \(millisecond)"
                    )
                    return
                }
            }
        }
    }
}
