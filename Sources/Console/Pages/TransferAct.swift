import JSON
import Vocabulary

/// Something that somebody can say about a transfer with a button.
enum TransferAct: String, CaseIterable {
    case acknowledged, queried, accepted, interim, declined, answered
    case stayOffered = "stay-offered"
    case stayContinued = "stay-continued"
    case stayEnded = "stay-ended"
    case stayDeclined = "stay-declined"
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
        /// A plan, in words.
        case plan(label: String)
        /// The legal basis of a permanent offer.
        case basis
        /// At which number whoever acts is reached, where the staff register has none.
        case phone
    }

    /// The event of `transfer.*` that says it.
    var event: String {
        switch self {
        case .stayOffered, .stayContinued: "offered"
        case .stayDeclined: "declined"
        case .acknowledged, .queried, .accepted, .interim, .declined, .answered, .stayEnded,
            .conferenceBooked,
            .conferenceHeld, .coreGroupBooked, .waiverAgreed, .cancelRequested, .released:
            rawValue
        }
    }

    var title: String {
        switch self {
        case .acknowledged: "Acknowledge the move"
        case .queried: "Ask a question"
        case .accepted: "Accept responsibility"
        case .interim: "Hold for the meantime"
        case .declined: "Decline"
        case .answered: "Answer a question"
        case .stayOffered: "Offer a temporary stay"
        case .stayContinued: "Make the stay permanent"
        case .stayEnded: "End the stay: the family is back"
        case .stayDeclined: "End the stay"
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
        case .interim:
            "From now on your authority holds as well: it carries the plan out until it accepts or declines."
        case .declined: "The other authority stays responsible. This offer can never be accepted later."
        case .stayOffered:
            """
            The other authority is asked to see to the family for a time. Your authority stays responsible, whatever it \
            answers. A stay is not extended: one that lasts longer is made permanent, or ended and offered anew.
            """
        case .stayContinued:
            """
            The other authority is asked to take responsibility for good, and goes on meanwhile with what it does. \
            Nothing changes until it accepts. Documents cannot be sent from this page: if there is a pack, \
            the offer is made with it by “concordat transfer offer --continues-stay”.
            """
        case .stayEnded:
            "The other authority’s part ends as soon as this reaches it. Your authority stays responsible."
        case .stayDeclined: "Your authority’s part ends now. The other authority alone is responsible."
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
        case .acknowledged, .released, .stayEnded: []
        case .queried: [.words(name: "question", label: "Your question")]
        case .answered: [.words(name: "answer", label: "Your answer")]
        case .accepted: [.day(name: "conference", label: "Day of the receiving-in conference")]
        case .interim: [.plan(label: "What your authority does meanwhile")]
        case .declined, .waiverAgreed, .cancelRequested, .stayDeclined: [.words(name: "reason", label: "Why")]
        case .stayOffered:
            [
                .day(name: "until", label: "Last day of the stay"),
                .words(name: "reason", label: "Why the family is there"),
                .plan(label: "The plan in force, and who sees the child meanwhile"),
            ]
        case .stayContinued:
            [
                .basis, .words(name: "reason", label: "Why the family stays"),
                .plan(label: "The plan in force"),
            ]
        case .conferenceBooked, .coreGroupBooked: [.day(name: "at", label: "Day")]
        case .conferenceHeld: [.words(name: "outcome", label: "What it decided")]
        }
    }

    /// What the form asks of somebody: their number as well, if they are named to the other authority and nobody has it.
    func fields(for person: ConsolePerson) -> [Field] {
        isNamed && person.phone == nil ? fields + [.phone] : fields
    }

    /// Whether it says to the other authority who answers for it, and how they are reached.
    var isNamed: Bool {
        let named: [TransferAct] = [
            .acknowledged, .accepted, .interim, .waiverAgreed, .released, .declined, .stayEnded,
            .stayDeclined,
        ]
        return named.contains(self)
    }

    /// Whether it is a new offer, under the number that the receiver named for it.
    var isOffer: Bool { [.stayOffered, .stayContinued].contains(self) }

    /// Whether what is open on the cases goes along with it.
    var takesInventory: Bool { isOffer || self == .released }

    /// Whether it cannot be taken back.
    var isGrave: Bool { [.accepted, .declined, .released, .stayEnded, .stayDeclined].contains(self) }

    /// Whether it is what the transfer waits for.
    var isMain: Bool { [.acknowledged, .accepted, .released].contains(self) }

    private static let managers: Set<String> = ["TM", "HOS"]
    private static let workers: Set<String> = managers.union(["ASW"])
    private static let frontLine: Set<String> = ["TM", "HOS", "DUTY", "MASH", "EDT"]

    /// What one side may say as the transfer stands, and whether it is for somebody.
    static func open(_ row: JSONNode, at own: AuthorityCode, to visitor: Visitor) -> [TransferAct] {
        guard row["in-doubt"]?.bool != true else { return [] }
        return row.text("to") == own.text ? openToReceiver(row, visitor) : openToOfferer(row, visitor)
    }

    private static func openToReceiver(_ row: JSONNode, _ visitor: Visitor) -> [TransferAct] {
        let missing = needed(row)
        let isManager = visitor.stands(for: managers)
        // Nobody accepts a stay: it moves no responsibility, whoever holds meanwhile.
        let isStay = TransferStay.isStay(row)
        switch row.text("here") {
        case "notified": return visitor.stands(for: frontLine) ? [.acknowledged] : []
        case "received":
            guard isManager else { return [.queried] }
            return (isStay ? [] : [.accepted]) + [.interim, .queried, .declined]
        case "interim":
            guard isManager else { return [.queried] }
            return isStay ? [.queried, .stayDeclined] : [.accepted, .queried, .declined]
        case "accepted":
            let booked = [TransferAct.conferenceHeld, .coreGroupBooked].filter { missing.contains($0.event) }
            let unbooked = hasStep(row, "conference-booked") ? [] : [TransferAct.conferenceBooked]
            return (visitor.stands(for: workers.union(["CPC"])) ? unbooked + booked : [])
                + (isManager ? [.waiverAgreed] : [])
        case _: return []
        }
    }

    private static func openToOfferer(_ row: JSONNode, _ visitor: Visitor) -> [TransferAct] {
        let isManager = visitor.stands(for: managers)
        let isWorker = visitor.stands(for: workers)
        // The receiver names the number of the next offer; without it none can be made.
        let mayOffer = isWorker && row["next-epoch"]?.integer != nil
        switch row.text("here") {
        case "notified", "acknowledged", "declined": return mayOffer ? [.stayOffered] : []
        case "offered" where TransferStay.isStay(row):
            let mayEnd = isWorker && !hasStep(row, "stay-ended", since: "offered")
            return (mayOffer ? [.stayContinued] : []) + (mayEnd ? [.stayEnded] : []) + [.answered]
                + (isManager ? [.cancelRequested] : [])
        case "offered": return [.answered] + (isManager ? [.cancelRequested, .waiverAgreed] : [])
        case "accepted-seen":
            let release = needed(row) == ["released"] && isWorker ? [TransferAct.released] : []
            return release + [.answered] + (isManager ? [.waiverAgreed] : [])
        case _: return []
        }
    }

    /// What is still needed, by the last part of its topic's name.
    static func needed(_ row: JSONNode) -> [String] {
        row.texts("missing").map { $0.hasPrefix("transfer.") ? String($0.dropFirst("transfer.".count)) : $0 }
    }

    /// Whether a step was taken, or taken again since the latest of another.
    private static func hasStep(_ row: JSONNode, _ name: String, since other: String? = nil) -> Bool {
        let steps = row.list("milestones").compactMap { $0.text("what") }
        let begin = other.flatMap { other in steps.lastIndex(of: other) } ?? steps.startIndex
        return steps[begin...].contains(name)
    }
}
