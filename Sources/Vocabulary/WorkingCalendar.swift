/// When social care is open: Monday to Friday, not on bank holidays, between opening and closing, in London.
///
/// Bank holidays are data (`Configs/`), because they are proclaimed and moved; outside the years of the data only
/// weekends are known (``years``). Counting rules: `domain.md` section 3.
public struct WorkingCalendar: Hashable, Sendable {
    /// The days on which nobody is in, weekends apart, in order.
    public let holidays: [CivilDate]
    /// Minutes past midnight, London, at which the working day begins.
    public let openingMinute: Int
    /// Minutes past midnight, London, at which the working day has ended.
    public let closingMinute: Int

    private let closedDays: Set<CivilDate>

    /// Creates a calendar from its holidays; the hours default to 09:00–17:00 and MUST lie within one day.
    public init(
        holidays: some Swift.Sequence<CivilDate>,
        openingMinute: Int = 9 * 60,
        closingMinute: Int = 17 * 60
    ) {
        precondition(
            0 <= openingMinute && openingMinute < closingMinute && closingMinute <= 1440,
            "a working day from minute \(openingMinute) to \(closingMinute)"
        )
        closedDays = Set(holidays)
        self.holidays = closedDays.sorted()
        self.openingMinute = openingMinute
        self.closingMinute = closingMinute
    }

    /// The years whose bank holidays are known, or `nil` without any holiday.
    public var years: ClosedRange<Int>? {
        guard let first = holidays.first, let last = holidays.last else { return nil }
        return first.parts.year...last.parts.year
    }

    /// Minutes between opening and closing.
    public var minutesPerDay: Int { closingMinute - openingMinute }

    // MARK: Days

    /// Whether somebody is in on that day.
    public func isWorkingDay(_ date: CivilDate) -> Bool { date.weekday <= 5 && !closedDays.contains(date) }

    /// The `count`th working day strictly after `date`; `count` MUST be at least 1.
    public func workingDay(_ count: Int, after date: CivilDate) -> CivilDate {
        precondition(count >= 1, "working day \(count) after a date")
        var day = date
        var left = count
        while left > 0 {
            day = day.advanced(byDays: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// `date` if it is a working day, else the last one before it: how "no later than" moves.
    public func latestWorkingDay(onOrBefore date: CivilDate) -> CivilDate {
        var day = date
        while !isWorkingDay(day) { day = day.advanced(byDays: -1) }
        return day
    }

    /// The last working day on which something due "no later than" so many months after `date` can be done.
    public func latestWorkingDay(months: Int, after date: CivilDate) -> CivilDate {
        latestWorkingDay(onOrBefore: date.advanced(byMonths: months))
    }

    // MARK: Instants

    /// Whether the office is open: [opening, closing) of a working day.
    public func isWorkingTime(_ instant: Instant) -> Bool {
        let (date, millisecond) = LondonTime.local(instant)
        let minute = millisecond / 60_000
        return isWorkingDay(date) && minute >= openingMinute && minute < closingMinute
    }

    /// Closing time of that day.
    public func close(of date: CivilDate) -> Instant {
        LondonTime.instant(on: date, minuteOfDay: closingMinute)
    }

    /// Closing time of the `workingDays`th working day strictly after the London date of `instant`.
    public func due(workingDays: Int, after instant: Instant) -> Instant {
        close(of: workingDay(workingDays, after: LondonTime.date(of: instant)))
    }

    /// The instant by which the office was open for so many hours since `instant`.
    public func due(workingHours: Int, after instant: Instant) -> Instant {
        due(workingMinutes: workingHours * 60, after: instant)
    }

    /// The instant by which the office was open for so many minutes since `instant`; `workingMinutes` MUST be at least 1.
    ///
    /// What ends exactly at closing time is due then, not at the next opening.
    public func due(workingMinutes: Int, after instant: Instant) -> Instant {
        precondition(workingMinutes >= 1, "due after \(workingMinutes) minutes")
        var left = Int64(workingMinutes) * 60_000
        var date = LondonTime.date(of: instant)
        while true {
            if isWorkingDay(date) {
                let start = max(instant, LondonTime.instant(on: date, minuteOfDay: openingMinute))
                let open = close(of: date).milliseconds(since: start)
                if open >= left { return start.advanced(byMilliseconds: left) }
                left -= max(0, open)
            }
            date = date.advanced(byDays: 1)
        }
    }
}
