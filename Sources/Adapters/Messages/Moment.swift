import Vocabulary

/// A day, and the instant on it that a source's text means.
struct Moment: Equatable {
    /// The day as written, whatever the zone.
    let date: CivilDate
    /// The instant; the beginning of the day in London if the text has no time.
    let instant: Instant

    init(date: CivilDate, instant: Instant) {
        self.date = date
        self.instant = instant
    }

    /// A second of a day on London's clocks.
    init(date: CivilDate, second: Int) {
        self.date = date
        instant = LondonTime.instant(on: date, minuteOfDay: second / 60)
            .advanced(byMilliseconds: Int64(second % 60) * 1_000)
    }
}
