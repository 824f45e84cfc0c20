import BrokerClient
import Concerns
import Foundation
import JSON
import Vocabulary

/// What leaves: that something waits, how much of it and until when, not what, about whom or from whom.
struct WaitingNotice: Sendable, Equatable {
    let staff: StaffID
    let items: [WaitingItem]
    let at: Instant

    /// The same notice has the same id, however often it is sent.
    var id: MessageID {
        let cause = (["concordat-notice", staff.text] + items.map(\.key)).joined(separator: "\n")
        return MessageID(derivedFrom: .ofBody(Array(cause.utf8)))
    }

    var earliest: Instant? { items.compactMap(\.due).min() }

    /// The body of a webhook.
    var json: JSONValue {
        [
            "kind": "waiting", "id": .string(id.text), "person": .string(staff.text),
            "count": .integer(Int64(items.count)),
            "earliest-due": earliest.map { .string(LondonTime.rfc3339($0)) } ?? .null,
            "at": .string(LondonTime.rfc3339(at)),
        ]
    }

    /// The lines of a mail.
    func lines(console: String?) -> [String] {
        let what = items.count == 1 ? "One thing is waiting" : "\(items.count) things are waiting"
        var lines = ["\(what) for you in Concordat."]
        if let earliest { lines.append("Please answer by \(Self.shown(earliest)).") }
        lines += ["", console.map { "Sign in to read it: \($0)" } ?? "Sign in to read it."]
        lines += [
            "", "This message says nothing of what it is, so that it can be sent. Please do not reply to it.",
        ]
        return lines
    }

    /// `16:30 on Friday 3 December 2026`, on London's clocks.
    private static func shown(_ instant: Instant) -> String {
        let (date, milliseconds) = LondonTime.local(instant)
        let (year, _, day) = date.parts
        let minutes = milliseconds / 60_000
        let minute = minutes % 60 < 10 ? "0\(minutes % 60)" : "\(minutes % 60)"
        return "\(minutes / 60):\(minute) on \(date.weekdayName) \(day) \(date.monthName) \(year)"
    }
}
