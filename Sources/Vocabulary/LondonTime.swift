/// Civil time in England and Wales (`Europe/London`): GMT, and BST from the last Sunday of March to the last of
/// October, changing at 01:00 UTC.
///
/// The rule in force since 1996; earlier autumns ended on other Sundays, so nothing before 1996 is promised.
public enum LondonTime {
    /// Minutes that London is ahead of UTC at that instant: 60 in summer, 0 otherwise.
    public static func offsetMinutes(at instant: Instant) -> Int {
        let year = utcDate(of: instant).parts.year
        guard let begins = change(inMonth: 3, of: year), let ends = change(inMonth: 10, of: year) else {
            return 0
        }
        return instant >= begins && instant < ends ? 60 : 0
    }

    /// The day on London's calendars and the milliseconds its clocks show past midnight.
    public static func local(_ instant: Instant) -> (date: CivilDate, millisecondOfDay: Int64) {
        let local = instant.milliseconds + Int64(offsetMinutes(at: instant)) * 60_000
        let day = local.flooredQuotient(by: millisecondsPerDay)
        return (CivilDate(daysSinceEpoch: Int(day)), local - day * millisecondsPerDay)
    }

    /// The day on London's calendars.
    public static func date(of instant: Instant) -> CivilDate { local(instant).date }

    /// The instant at which London's clocks show that minute of that day.
    ///
    /// An hour that is shown twice means its first showing (BST). An hour that is skipped is read as if clocks had
    /// not been put forward, so 01:30 on the last Sunday of March is 02:30 BST.
    public static func instant(on date: CivilDate, minuteOfDay: Int) -> Instant {
        let minutes = Int64(date.daysSinceEpoch) * 1440 + Int64(minuteOfDay)
        let inSummer = Instant(milliseconds: (minutes - 60) * 60_000)
        return offsetMinutes(at: inSummer) == 60 ? inSummer : Instant(milliseconds: minutes * 60_000)
    }

    /// The instant as London writes it, RFC 3339: `2016-05-11T17:00:00+01:00` in summer, `Z` in winter.
    public static func rfc3339(_ instant: Instant) -> String {
        instant.rfc3339(offsetMinutes: offsetMinutes(at: instant))
    }

    private static let millisecondsPerDay: Int64 = 86_400_000

    private static func utcDate(of instant: Instant) -> CivilDate {
        CivilDate(daysSinceEpoch: Int(instant.milliseconds.flooredQuotient(by: millisecondsPerDay)))
    }

    /// 01:00 UTC on the last Sunday of a month that has 31 days.
    private static func change(inMonth month: Int, of year: Int) -> Instant? {
        guard let last = CivilDate(year: year, month: month, day: 31) else { return nil }
        let sunday = last.advanced(byDays: -(last.weekday % 7))
        return Instant(milliseconds: Int64(sunday.daysSinceEpoch) * millisecondsPerDay + 3_600_000)
    }
}
