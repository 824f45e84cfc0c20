public import Vocabulary

/// When a meeting is or something happened: a day, or a day with its time.
public enum Appointment: Hashable, Sendable {
    /// On that day.
    case on(CivilDate)
    /// At that instant.
    case at(Instant)

    /// Reads `YYYY-MM-DD` or an RFC 3339 date-time.
    public init?(_ text: String) {
        if let date = CivilDate(iso8601: text) {
            self = .on(date)
        } else if let instant = Instant(rfc3339: text) {
            self = .at(instant)
        } else {
            return nil
        }
    }

    /// `YYYY-MM-DD`, or a date-time in UTC.
    public var text: String {
        switch self {
        case .on(let date): date.iso8601
        case .at(let instant): instant.rfc3339
        }
    }
}
