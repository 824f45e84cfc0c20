import Testing
import Vocabulary

@Suite struct CivilDateTests {
    @Test(arguments: [
        ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2016-11-14", 17_119, 1),
        ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ])
    func `a day has its number and its weekday`(text: String, days: Int, weekday: Int) throws {
        let date = try #require(CivilDate(iso8601: text))
        #expect(date.daysSinceEpoch == days)
        #expect(date.weekday == weekday)
        #expect(CivilDate(daysSinceEpoch: days).iso8601 == text)
    }

    @Test(arguments: [
        "", "2015-02-29", "1900-02-29", "2016-13-01", "2016-00-10", "2016-04-31", "2016-1-01", "2016-01-1",
        "2016/01/01", "0000-01-01", "2016-01-01 ", "-016-01-01", "2016-01-00",
    ])
    func `what is no day is refused`(text: String) { #expect(CivilDate(iso8601: text) == nil) }

    @Test(arguments: [
        ("2022-11-30", 3, "2023-02-28"), ("2019-11-30", 3, "2020-02-29"), ("2016-01-31", 1, "2016-02-29"),
        ("2016-12-15", 1, "2017-01-15"), ("2016-03-31", -1, "2016-02-29"), ("2016-05-31", 12, "2017-05-31"),
    ])
    func `months keep the day number or end with the month`(from: String, months: Int, to: String) throws {
        #expect(try #require(CivilDate(iso8601: from)).advanced(byMonths: months).iso8601 == to)
    }

    @Test func `four centuries of days follow one another`() throws {
        var before = try #require(CivilDate(iso8601: "1799-12-31"))
        for _ in 0..<146_097 {
            let day = before.advanced(byDays: 1)
            let (year, month, number) = day.parts
            guard CivilDate(year: year, month: month, day: number) == day, before < day,
                day.weekday == before.weekday % 7 + 1, CivilDate(iso8601: day.iso8601) == day
            else {
                Issue.record("after \(before.iso8601)")
                return
            }
            before = day
        }
        #expect(before.iso8601 == "2199-12-31")
    }
}
