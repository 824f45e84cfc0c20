import Vocabulary

extension CaseRouting {
    /// A sentence for each recipient and each decision not to tell, in that order; identifiers only.
    public var explanation: [String] {
        recipients.map { recipient in
            let who = Self.name(recipient.role, recipient.staff)
            return "\(who) is told in \(recipient.detail.rawValue), because \(recipient.rule.sentence) "
                + "(\(recipient.rule.rawValue)); \(place), because \(because)"
        }
            + withheld.map { withheld in
                "\(Self.name(withheld.role, withheld.staff)) is not told, because \(withheld.rule.sentence) "
                    + "(\(withheld.rule.rawValue)); \(place)"
            }
    }

    private var place: String { caseID.map { "case \($0)" } ?? "front door" }

    private var because: String { reasons.map(\.sentence).joined(separator: " and ") }

    private static func name(_ role: Role, _ staff: StaffID?) -> String {
        staff.map { "\($0) (\(role))" } ?? "\(role), filled by nobody,"
    }
}

extension CaseRouting.Reason {
    /// Whether the case is concerned only because people live together.
    var isHousehold: Bool {
        switch self {
        case .household, .householdNamed: true
        case .named, .child, .namedButNotOpen, .knownWithoutCase, .nobodyKnown: false
        }
    }

    /// The reason in words, to follow "because".
    public var sentence: String {
        switch self {
        case .named: "the concern names it"
        case .child(let person): "it is the case of \(person)"
        case .household(let household, let person):
            "\(person) lives in household \(household) with a child of it"
        case .householdNamed(let household): "the concern names household \(household), with a child of it"
        case .namedButNotOpen(let caseID): "the concern names case \(caseID), which is not open here"
        case .knownWithoutCase(let person): "\(person) is known and has no open case"
        case .nobodyKnown: "nobody it is about is known"
        }
    }
}
