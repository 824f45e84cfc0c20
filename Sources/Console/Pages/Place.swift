/// A part of the console, as its navigation names it.
enum Place: CaseIterable, Sendable {
    case inbox, children, duty, transfers, meetings, governance

    var path: String {
        switch self {
        case .inbox: "/inbox"
        case .children: "/children"
        case .duty: "/duty"
        case .transfers: "/transfers"
        case .meetings: "/meetings"
        case .governance: "/governance"
        }
    }

    var title: String {
        switch self {
        case .inbox: "Your inbox"
        case .children: "Children"
        case .duty: "Duty desk"
        case .transfers: "Transfers"
        case .meetings: "Meetings"
        case .governance: "Who read what"
        }
    }

    private static let socialCare: Set<String> = ["ASW", "SCW", "DUTY", "TM", "HOS", "MASH", "EDT"]

    /// Whether it is for somebody; the broker decides about what is in it by itself.
    func isOpen(to visitor: Visitor, _ settings: ConsoleSettings) -> Bool {
        switch self {
        case .inbox, .children: true
        case .duty: visitor.stands(for: ["DUTY", "TM", "HOS", "MASH", "EDT"])
        case .transfers: visitor.stands(for: Self.socialCare)
        case .meetings: visitor.stands(for: Self.socialCare.union(["CPC", "IRO"]))
        case .governance: settings.governance.contains(visitor.person.id)
        }
    }

    static func open(to visitor: Visitor, _ settings: ConsoleSettings) -> [Place] {
        allCases.filter { $0.isOpen(to: visitor, settings) }
    }
}
