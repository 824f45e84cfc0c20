import Vocabulary

/// A mail as it is sent (RFC 5322): plain text of ASCII, short lines.
struct MailMessage: Sendable, Equatable {
    let from: String
    let to: String
    let id: MessageID
    let subject: String
    let lines: [String]
    let at: Instant

    /// Whether a text may stand as an address in a command and a header: nothing that ends a line or a bracket.
    static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 254
            && text.wholeMatch(of: /[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*/) != nil
    }

    var text: String {
        let host = from.split(separator: "@").last.map(String.init) ?? "localhost"
        let headers = [
            "Date: \(Self.date(at))", "From: Concordat <\(from)>", "To: <\(to)>", "Subject: \(subject)",
            "Message-ID: <\(id)@\(host)>", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=us-ascii",
            "Content-Transfer-Encoding: 7bit",
        ]
        // A line that begins with a full stop would end the message.
        let body = lines.map { $0.hasPrefix(".") ? "." + $0 : $0 }
        return (headers + [""] + body).joined(separator: "\r\n") + "\r\n.\r\n"
    }

    /// `Fri, 03 Dec 2026 16:30:00 +0000`.
    private static func date(_ instant: Instant) -> String {
        let (date, milliseconds) = LondonTime.local(instant)
        let (year, _, day) = date.parts
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let seconds = milliseconds / 1_000
        let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
        let zone = LondonTime.offsetMinutes(at: instant) == 60 ? "+0100" : "+0000"
        let names = (date.weekdayName.prefix(3), date.monthName.prefix(3))
        return "\(names.0), \(two(Int64(day))) \(names.1) \(year) \(clock) \(zone)"
    }
}
