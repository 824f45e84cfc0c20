import Topics
import Vocabulary

/// Values on the command line, in the forms that the wire has for them.
enum CommandArgument {
    /// An authority's GSS code.
    static func authority(_ text: String) -> AuthorityCode? {
        StringFormat.authority.admits(text) ? AuthorityCode(text) : nil
    }

    /// A date-time, or the first millisecond of a day in London.
    static func instant(beginOfDay text: String) -> Instant? {
        guard let date = CivilDate(iso8601: text) else { return Instant(rfc3339: text) }
        return LondonTime.instant(on: date, minuteOfDay: 0)
    }

    /// A date-time, or the last millisecond of a day in London.
    static func instant(endOfDay text: String) -> Instant? {
        guard let date = CivilDate(iso8601: text) else { return Instant(rfc3339: text) }
        let midnight = LondonTime.instant(on: date.advanced(byDays: 1), minuteOfDay: 0)
        return Instant(milliseconds: midnight.milliseconds - 1)
    }
}
