import JSON
import Vocabulary

/// A temporary stay that is open: until when, and that somebody must decide by then what becomes of it.
struct TransferStay {
    let content: [String: Any]

    /// `nil` if the transfer's latest offer is of no stay, or of one that is over.
    init?(_ row: JSONNode, _ now: Instant) {
        guard Self.isStay(row), ["offered", "received", "interim"].contains(row.text("here") ?? ""),
            let last = row.text("until").flatMap({ CivilDate(iso8601: $0) })
        else { return nil }
        // Its last day is the stay's until midnight.
        let end = LondonTime.instant(on: last.advanced(byDays: 1), minuteOfDay: 0)
        content = [
            "until": BritishTime.text(last), "left": BritishTime.left(until: end, at: now),
            "isLate": end <= now,
        ]
    }

    /// Whether the latest offer of a transfer is of a stay.
    static func isStay(_ row: JSONNode) -> Bool { row.text("kind") == "temporary-stay" }
}
