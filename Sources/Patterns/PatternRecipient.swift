public import Vocabulary

/// Who is told of a pattern: a role, or whoever stands in that relation to what completed it.
public enum PatternRecipient: Hashable, Sendable {
    /// Whoever fills the role.
    case role(Role)
    /// Whoever fills the role, if a child of the household is unborn or under five.
    case roleForYoungChild(Role)
    /// The keyworker of the person it is about.
    case keyworker
    /// Whoever published what completed it.
    case author
    /// Everybody who published one of its causes.
    case authors
    /// The manager of whoever published it.
    case authorsManager
    /// The clinical lead of whoever published it.
    case authorsClinicalLead
    /// The roles that its details name.
    case named
    /// Every role that works on the case.
    case active
    /// Whoever chaired or chairs the meeting.
    case chair
    /// The stage that the challenge has reached.
    case nextStage
    /// The managers on both sides of a handover.
    case bothManagers

    /// Reads a role, `<role> if under 5`, or the words for the others; `nil` if it is none.
    public init?(_ text: String) {
        let suffix = " if under 5"
        if let relation = Self.relations.first(where: { $0.text == text }) {
            self = relation.recipient
        } else if text.hasSuffix(suffix), let role = Role(String(text.dropLast(suffix.count))) {
            self = .roleForYoungChild(role)
        } else if let role = Role(text) {
            self = .role(role)
        } else {
            return nil
        }
    }

    private static let relations: [(text: String, recipient: PatternRecipient)] = [
        ("keyworker", .keyworker), ("author", .author), ("authors", .authors),
        ("author's manager", .authorsManager), ("author's clinical lead", .authorsClinicalLead),
        ("named", .named), ("active", .active), ("chair", .chair), ("next stage", .nextStage),
        ("both managers", .bothManagers),
    ]
}
