import Vocabulary

/// A calendar as RFC 5545 writes it: what is due and which meetings are to come, without saying about whom.
struct CalendarText: Equatable {
    /// One date in it.
    struct Entry: Equatable {
        enum Time: Equatable {
            case day(CivilDate)
            case moment(Instant)
        }

        /// The same for the same thing, so that a calendar moves it rather than doubling it.
        let id: String
        let time: Time
        let summary: String
    }

    let entries: [Entry]
    let at: Instant

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Concordat//Deadlines and meetings//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:Concordat", "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
            "X-PUBLISHED-TTL:PT15M",
        ]
        for entry in entries {
            lines += ["BEGIN:VEVENT", "UID:\(entry.id)@concordat", "DTSTAMP:\(Self.utc(at))"]
            switch entry.time {
            case .day(let day):
                lines.append("DTSTART;VALUE=DATE:\(Self.digits(day.iso8601))")
                lines.append("DTEND;VALUE=DATE:\(Self.digits(day.advanced(byDays: 1).iso8601))")
            case .moment(let instant):
                lines += ["DTSTART:\(Self.utc(instant))", "DURATION:PT0S"]
            }
            lines += [
                "SUMMARY:\(Self.escaped(entry.summary))", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private static func digits(_ text: String) -> String { String(text.filter(\.isNumber)) }

    /// `20261203T163000Z`.
    private static func utc(_ instant: Instant) -> String {
        let text = Instant(milliseconds: instant.milliseconds / 1_000 * 1_000).rfc3339
        return String(text.filter { $0 != "-" && $0 != ":" })
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", ";", ",": result += "\\" + String(character)
            case "\n", "\r", "\r\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }

    /// A line of at most 75 bytes, what is left of it behind a blank; no letter is cut in two.
    private static func folded(_ line: String) -> String {
        var result = ""
        var count = 0
        for character in line {
            let size = String(character).utf8.count
            if count + size > 75 {
                result += "\r\n "
                count = 1
            }
            result.append(character)
            count += size
        }
        return result
    }
}
