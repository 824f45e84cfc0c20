import JSON
import Vocabulary

/// What became of everything that was said; every figure from ledgers, boxes and dropped files.
struct Summary: Equatable {
    /// A transfer of responsibility.
    struct Transfer: Equatable {
        struct State: Equatable {
            let state: String
            let at: Instant
            let authority: AuthorityCode
        }

        /// A time in which an authority held responsibility; without an end it still does.
        struct Hold: Equatable {
            let authority: AuthorityCode
            let from: Instant
            let until: Instant?
        }

        let id: String
        let states: [State]
        let holds: [Hold]
        /// For how long nobody held responsibility.
        let gapMilliseconds: Int64
    }

    var published = 0
    var receipted = 0
    var delivered = 0
    var acknowledged = 0
    var escalated = 0
    var unrouted = 0
    var lost = 0
    var duplicates = 0
    var transfers: [Transfer] = []
    var isVerified = false

    /// Whether everything is as promised.
    var isRight: Bool {
        unrouted == 0 && lost == 0 && duplicates == 0 && isVerified
            && transfers.allSatisfy { $0.gapMilliseconds == 0 }
    }

    var json: JSONValue {
        [
            "published": .integer(Int64(published)), "receipted": .integer(Int64(receipted)),
            "delivered": .integer(Int64(delivered)), "acknowledged": .integer(Int64(acknowledged)),
            "escalated": .integer(Int64(escalated)), "unrouted": .integer(Int64(unrouted)),
            "lost": .integer(Int64(lost)), "duplicates": .integer(Int64(duplicates)),
            "transfers": .array(
                transfers.map { transfer in
                    [
                        "id": .string(transfer.id),
                        "states": .array(
                            transfer.states.map {
                                [
                                    "state": .string($0.state), "at": .string(LondonTime.rfc3339($0.at)),
                                    "authority": .string($0.authority.text),
                                ]
                            }
                        ),
                        "holds": .array(
                            transfer.holds.map {
                                [
                                    "authority": .string($0.authority.text),
                                    "from": .string(LondonTime.rfc3339($0.from)),
                                    "until": $0.until.map { .string(LondonTime.rfc3339($0)) } ?? .null,
                                ]
                            }
                        ),
                        "gap_ms": .integer(transfer.gapMilliseconds),
                    ]
                }
            ),
            "verified": .bool(isVerified),
        ]
    }

    /// For a person, aligned.
    var table: String {
        var rows: [(String, String, String)] = [
            ("published", "\(published)", "said by agencies' systems, answers included"),
            ("receipted", "\(receipted)", "safe on disk before the receipt left"),
            ("delivered", "\(delivered)", "stored in somebody's inbox"),
            ("acknowledged", "\(acknowledged)", "answered by a named person"),
            ("escalated", "\(escalated)", "climbed, because nobody answered in time"),
            ("unrouted", "\(unrouted)", "went to nobody"),
            ("lost", "\(lost)", "receipted, dropped or sent, and missing where it must be"),
            ("duplicates", "\(duplicates)", "stored or handed over twice"),
        ]
        for transfer in transfers {
            rows.append(("gap_ms", "\(transfer.gapMilliseconds)", "nobody held \(transfer.id)"))
        }
        rows.append(("verified", "\(isVerified)", "both ledgers, from their files alone"))
        var lines = rows.map { label, figure, meaning in
            "  " + label + String(repeating: " ", count: 14 - label.count)
                + String(repeating: " ", count: max(0, 6 - figure.count)) + figure + "   " + meaning
        }
        for transfer in transfers {
            lines += ["", "  transfer \(transfer.id)"]
            lines += transfer.states.map { state in
                "    " + ShownTime.text(state.at)
                    + String(repeating: " ", count: max(1, 24 - ShownTime.text(state.at).count))
                    + state.state + String(repeating: " ", count: max(1, 20 - state.state.count))
                    + state.authority.text
            }
            lines += [""]
            lines += transfer.holds.map { hold in
                "    \(hold.authority) held from \(ShownTime.text(hold.from)) "
                    + (hold.until.map { "until \(ShownTime.text($0))" } ?? "and holds")
            }
        }
        return lines.joined(separator: "\n")
    }
}
