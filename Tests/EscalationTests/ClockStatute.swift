import Escalation
import Vocabulary

/// A second reading of `domain.md` section 3 and 5.8, to hold the clocks against.
///
/// A list of days, made by walking from 1970 one day at a time, and bank holidays computed from the statute. It shares no
/// arithmetic with the broker's.
struct ClockStatute {
    struct Day {
        let year: Int
        let month: Int
        let day: Int
        /// Monday is 0.
        let weekday: Int
        var isWorking: Bool
        /// Whether clocks at 17:00 of this day show summer time.
        var isSummer: Bool
    }

    private(set) var days: [Day] = []

    init(through lastYear: Int) {
        var (year, month, day, weekday, isSummer) = (1970, 1, 1, 3, false)
        while year <= lastYear {
            // Clocks change on the last Sunday of March and of October, before noon.
            if weekday == 6, day > 24, month == 3 { isSummer = true }
            if weekday == 6, day > 24, month == 10 { isSummer = false }
            let isOff = weekday > 4 || Self.isHoliday(year, month, day, weekday)
            days.append(
                Day(
                    year: year,
                    month: month,
                    day: day,
                    weekday: weekday,
                    isWorking: !isOff,
                    isSummer: isSummer
                )
            )
            weekday = (weekday + 1) % 7
            day += 1
            if day > Self.length(of: month, in: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    // MARK: Bank holidays

    private static func isHoliday(_ year: Int, _ month: Int, _ day: Int, _ weekday: Int) -> Bool {
        if let special = specials["\(year)-\(month)-\(day)"] { return special }
        switch (month, day, weekday) {
        case (1, 1, 0...4), (1, 2, 0), (1, 3, 0): return true  // New Year's Day, or the Monday after.
        case (5, 1...7, 0), (5, 25...31, 0), (8, 25...31, 0): return true
        case (12, 25, 0...4), (12, 26, 0...4): return true
        // A Saturday's holiday moves to the 27th or 28th, and so does a Sunday's.
        case (12, 27, 0...1), (12, 28, 0...1): return true
        default: break
        }
        let easter = easterSunday(of: year)
        let friday = easter.day > 2 ? (easter.month, easter.day - 2) : (3, 29 + easter.day)
        let monday = easter.month == 3 && easter.day == 31 ? (4, 1) : (easter.month, easter.day + 1)
        return (month, day) == friday || (month, day) == monday
    }

    /// What was proclaimed, or moved away.
    private static let specials: [String: Bool] = [
        "2011-4-29": true, "2012-5-28": false, "2012-6-4": true, "2012-6-5": true, "2020-5-4": false,
        "2020-5-8": true, "2022-5-30": false, "2022-6-2": true, "2022-6-3": true, "2022-9-19": true,
        "2023-5-8": true,
    ]

    /// After Gauss, with the Gregorian corrections of 1900 to 2099.
    private static func easterSunday(of year: Int) -> (month: Int, day: Int) {
        let moon = (19 * (year % 19) + 24) % 30
        let step = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
        var offset = 22 + moon + step
        if moon == 29, step == 6 { offset = 50 }
        if moon == 28, step == 6, year % 19 > 10 { offset = 49 }
        return offset <= 31 ? (3, offset) : (4, offset - 31)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        if month == 2 { return year % 400 == 0 || year % 4 == 0 && year % 100 != 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Bank holidays of those years that are no weekend, as `YYYY-MM-DD`.
    func holidays(of years: ClosedRange<Int>) -> [String] {
        days.filter { years.contains($0.year) && $0.weekday <= 4 && !$0.isWorking }.map { day in
            "\(day.year)-\(day.month < 10 ? "0" : "")\(day.month)-\(day.day < 10 ? "0" : "")\(day.day)"
        }
    }

    // MARK: Deadlines

    /// The place in `days` of London's date at that many milliseconds after 1970, and its minute.
    func local(_ milliseconds: Int64) -> (place: Int, minute: Int) {
        let place = Int(milliseconds / 86_400_000)
        let utcMinute = Int(milliseconds % 86_400_000 / 60_000)
        // On the day of a change, clocks change at 01:00 UTC; on others all hours are as at 17:00.
        let isChange = place > 0 && days[place].isSummer != days[place - 1].isSummer
        let isSummer = isChange && utcMinute < 60 ? days[place - 1].isSummer : days[place].isSummer
        let minute = utcMinute + (isSummer ? 60 : 0)
        return minute < 1440 ? (place, minute) : (place + 1, minute - 1440)
    }

    /// That minute, after noon or in office hours, of that day.
    func milliseconds(_ place: Int, _ minute: Int) -> Int64 {
        Int64(place) * 86_400_000 + Int64(minute - (days[place].isSummer ? 60 : 0)) * 60_000
    }

    func due(_ limit: ClockLimit, at now: Int64, gestation: Int) -> Int64 {
        let (start, minute) = local(now)
        var place = start
        switch limit {
        case .hours(let count): return now + Int64(count) * 3_600_000
        case .days(let count): for _ in 0..<count { place += 1 }
        case .sameDay: return milliseconds(place, minute < 1020 ? 1020 : 1439)
        case .workingDays(let count):
            for _ in 0..<count { repeat { place += 1 } while !days[place].isWorking }
        case .nextOpening:
            repeat { place += 1 } while !days[place].isWorking
            return milliseconds(place, 540)
        case .months(let count):
            place = later(start, months: count)
            while !days[place].isWorking { place -= 1 }
        case .pregnancyWeek(let week):
            place += (week - gestation) * 7
            while !days[place].isWorking { place -= 1 }
            if place <= start { return milliseconds(start, minute < 1020 ? 1020 : 1439) }
        case .day: preconditionFailure("a day that is said is not counted")
        }
        return milliseconds(place, 1020)
    }

    /// The same day of a later month, or its last day.
    private func later(_ start: Int, months: Int) -> Int {
        var place = start
        for _ in 0..<months {
            let month = days[place].month
            while days[place].month == month { place += 1 }
        }
        while days[place].day < days[start].day, days[place + 1].day > days[place].day { place += 1 }
        return place
    }
}
