import JSON
import Vocabulary

/// Something that somebody can say about a transfer with a button.
enum TransferAct: String, CaseIterable {
    case acknowledged, queried, accepted, declined, answered
    case conferenceBooked = "conference-booked"
    case conferenceHeld = "conference-held"
    case coreGroupBooked = "core-group-booked"
    case waiverAgreed = "waiver-agreed"
    case cancelRequested = "cancel-requested"
    case released

    /// What a form asks for.
    enum Field {
        case day(name: String, label: String)
        case words(name: String, label: String)
        /// At which number whoever acts is reached, where the staff register has none.
        case phone
    }

    var title: String {
        switch self {
        case .acknowledged: "Acknowledge the move"
        case .queried: "Ask a question"
        case .accepted: "Accept responsibility"
        case .declined: "Decline"
        case .answered: "Answer a question"
        case .conferenceBooked: "Book the receiving-in conference"
        case .conferenceHeld: "Record that the conference was held"
        case .coreGroupBooked: "Book the first core group"
        case .waiverAgreed: "Agree to release without conference or core group"
        case .cancelRequested: "Ask to take the offer back"
        case .released: "Release responsibility"
        }
    }

    /// What it means, said before the button.
    var explanation: String {
        switch self {
        case .acknowledged: "Your front door knows of the move, and you answer for that by name."
        case .queried: "The other authority sees the question; nothing changes."
        case .accepted:
            "From now on both authorities hold, until the other releases. It cannot be taken back."
        case .declined: "The other authority stays responsible. This offer can never be accepted later."
        case .answered: "The other authority sees the answer; nothing changes."
        case .conferenceBooked, .coreGroupBooked: "Both sides see the date."
        case .conferenceHeld: "The outcome never undoes the acceptance."
        case .waiverAgreed: "It counts once a lead of each side has agreed."
        case .cancelRequested: "Only a request: an acceptance that is on its way wins."
        case .released: "From now on your authority holds no more. It is recorded under your name."
        }
    }

    var fields: [Field] {
        switch self {
        case .acknowledged, .released: []
        case .queried: [.words(name: "question", label: "Your question")]
        case .answered: [.words(name: "answer", label: "Your answer")]
        case .accepted: [.day(name: "conference", label: "Day of the receiving-in conference")]
        case .declined, .waiverAgreed, .cancelRequested: [.words(name: "reason", label: "Why")]
        case .conferenceBooked, .coreGroupBooked: [.day(name: "at", label: "Day")]
        case .conferenceHeld: [.words(name: "outcome", label: "What it decided")]
        }
    }

    /// What the form asks of somebody: their number as well, if they are named to the other authority and nobody has it.
    func fields(for person: ConsolePerson) -> [Field] {
        isNamed && person.phone == nil ? fields + [.phone] : fields
    }

    /// Whether it says to the other authority who answers for it, and how they are reached.
    var isNamed: Bool { [.acknowledged, .accepted, .waiverAgreed, .released, .declined].contains(self) }

    /// Whether it cannot be taken back.
    var isGrave: Bool { [.accepted, .declined, .released].contains(self) }

    /// Whether it is what the transfer waits for.
    var isMain: Bool { [.acknowledged, .accepted, .released].contains(self) }

    private static let managers: Set<String> = ["TM", "HOS"]
    private static let frontLine: Set<String> = ["TM", "HOS", "DUTY", "MASH", "EDT"]

    /// What one side may say as the transfer stands, and whether it is for somebody.
    static func open(_ row: JSONNode, at own: AuthorityCode, to visitor: Visitor) -> [TransferAct] {
        let here = row.text("here") ?? ""
        let missing = needed(row)
        let isWorker = visitor.stands(for: managers.union(["ASW"]))
        func steps(_ acts: [TransferAct]) -> [TransferAct] { acts.filter { missing.contains($0.rawValue) } }
        guard row["in-doubt"]?.bool != true else { return [] }
        switch (row.text("to") == own.text, here) {
        case (true, "notified"): return visitor.stands(for: frontLine) ? [.acknowledged] : []
        case (true, "received"), (true, "interim"):
            return visitor.stands(for: managers) ? [.accepted, .queried, .declined] : [.queried]
        case (true, "accepted"):
            let booked = steps([.conferenceHeld, .coreGroupBooked])
            let unbooked = hasStep(row, "conference-booked") ? [] : [TransferAct.conferenceBooked]
            return (visitor.stands(for: ["CPC"]) || isWorker ? unbooked + booked : [])
                + (visitor.stands(for: managers) ? [.waiverAgreed] : [])
        case (false, "offered"):
            return [.answered] + (visitor.stands(for: managers) ? [.cancelRequested, .waiverAgreed] : [])
        case (false, "accepted-seen"):
            let release = missing == ["released"] && isWorker ? [TransferAct.released] : []
            return release + [.answered] + (visitor.stands(for: managers) ? [.waiverAgreed] : [])
        case (_, _): return []
        }
    }

    /// What is still needed, by the last part of its topic's name.
    static func needed(_ row: JSONNode) -> [String] {
        row.texts("missing").map { $0.hasPrefix("transfer.") ? String($0.dropFirst("transfer.".count)) : $0 }
    }

    private static func hasStep(_ row: JSONNode, _ name: String) -> Bool {
        row.list("milestones").contains { $0.text("what") == name }
    }
}
