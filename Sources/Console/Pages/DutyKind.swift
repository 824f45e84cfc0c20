import JSON

/// What the duty list holds, in the order in which a manager looks.
enum DutyKind: CaseIterable {
    case unallocated, overdue, climbing, unmatched, silent, match, hold, quarantined, breached, other

    init(row: JSONNode) {
        self =
            switch row.text("kind") {
            case "unallocated": .unallocated
            case "overdue": .overdue
            case "climbing": .climbing
            case "unmatched": .unmatched
            case "silent": .silent
            case "probable-match": .match
            case "hold" where row["hold"] != nil: .hold
            case "quarantined": .quarantined
            case "breached": .breached
            default: .other
            }
    }

    var title: String {
        switch self {
        case .unallocated: "Nobody holds the case"
        case .overdue: "Nobody answered on any rung"
        case .climbing: "Climbing"
        case .unmatched: "About nobody with a case"
        case .silent: "Silent systems"
        case .match: "Perhaps the same person"
        case .hold: "Held changes"
        case .quarantined: "Quarantined"
        case .breached: "Clocks that ran out"
        case .other: "Other alarms"
        }
    }

    var explanation: String {
        switch self {
        case .unallocated: "Allocate each to a qualified social worker."
        case .overdue: "Ring whoever is named, or answer yourself."
        case .climbing: "Somebody did not answer in time; it is with the next person."
        case .unmatched: "The front door screens them."
        case .silent:
            "They said nothing for longer than was agreed. Ring whoever runs them: a child may be missed by it."
        case .match: "Two records may be one person. Nobody is ever joined by a computer."
        case .hold: "A change of plan waits because a rule of the partnership says so."
        case .quarantined: "A system could not take them."
        case .breached: "Nothing has cleared them yet."
        case .other: "Ask whoever runs the broker."
        }
    }
}
