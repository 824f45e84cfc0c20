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
    /// Whether the case is concerned only because people live together or are related.
    var isHousehold: Bool {
        switch self {
        case .household, .householdNamed, .related, .probableMatch: true
        case .named, .child, .namedButNotOpen, .knownWithoutCase, .nobodyKnown, .follows: false
        }
    }

    /// Whether the case is concerned only because two people may be one, which nobody has decided.
    var isProbable: Bool { if case .probableMatch = self { true } else { false } }

    /// The reason in words, to follow "because".
    public var sentence: String {
        switch self {
        case .named: "the concern names it"
        case .child(let person): "it is the case of \(person)"
        case .household(let household, let person):
            "\(person) lives in household \(household) with a child of it"
        case .householdNamed(let household): "the concern names household \(household), with a child of it"
        case .related(let person, let kind, let child):
            "\(person) is \(kind.words) \(child), whose case it is"
        case .probableMatch(let person, let other):
            "\(person) may be \(other), whose case it is, which nobody has decided yet"
        case .namedButNotOpen(let caseID): "the concern names case \(caseID), which is not open here"
        case .knownWithoutCase(let person): "\(person) is known and has no open case"
        case .nobodyKnown: "nobody it is about is known"
        case .follows(let entry): "entry \(entry.number), which it takes back or corrects, went there"
        }
    }
}

extension Relation.Kind {
    /// What the person is to the child of the case.
    fileprivate var words: String {
        switch self {
        case .parent: "a parent of"
        case .carer: "a carer of"
        case .partner: "the partner of a parent or carer of"
        case .sibling: "a brother or sister of"
        case .householdMember: "of the same household as"
        case .unbornChild: "the unborn child of"
        case .linked: "linked to"
        }
    }
}
