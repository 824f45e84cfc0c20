public import Vocabulary

/// How much every role that works on a case is told of a topic, besides those named by themselves.
public struct ActiveSight: Hashable, Sendable {
    /// How much.
    public let detail: Detail
    /// Roles that are not told for working on the case alone, in ascending order.
    public let except: [Role]

    /// Creates the rule.
    public init(_ detail: Detail, except: [Role] = []) {
        self.detail = detail
        self.except = except.sorted()
    }
}

/// How much the parents' drug keyworkers see: each more of whom they work with than of the other parent.
public struct KeyworkerSight: Hashable, Sendable {
    /// Of the parent whose keyworker they are.
    public let own: Detail
    /// Of the other parent, of the child, or of the household as a whole.
    public let other: Detail

    /// Creates the rule.
    public init(own: Detail, other: Detail) {
        self.own = own
        self.other = other
    }

    /// What a keyworker sees of a concern about `parent`, or `nil` if the role is no keyworker's.
    func detail(for role: Role, about parent: Parent?) -> Detail? {
        switch role {
        case .motherKeyworker: parent == .mother ? own : other
        case .fatherKeyworker: parent == .father ? own : other
        default: nil  // Roles are an open set.
        }
    }
}

/// The parent that a concern is about.
public enum Parent: String, Hashable, Sendable, CaseIterable {
    /// The child's mother.
    case mother
    /// The child's father.
    case father
}

/// Which roles are told of an event that reaches their case, and how much.
public struct Telling: Hashable, Sendable {
    /// Roles that the topic names, in ascending order.
    public let named: [Sight]
    /// What the parents' keyworkers are told.
    public let keyworker: KeyworkerSight?
    /// What everybody else who works on the case is told, or `nil` if nothing.
    public let active: ActiveSight?
    /// Roles that are told even if they do not work on the case, in ascending order.
    public let always: [Role]

    /// Creates a policy.
    public init(
        named: [Sight],
        keyworker: KeyworkerSight? = nil,
        active: ActiveSight? = nil,
        always: [Role] = []
    ) {
        self.named = named.sorted { $0.role < $1.role }
        self.keyworker = keyworker
        self.active = active
        self.always = always.sorted()
    }

    /// What a role is told for being named, or `nil` if it is not named.
    public func namedDetail(for role: Role) -> Detail? { named.first { $0.role == role }?.detail }

    /// What a role is told of a concern about `parent`, or `nil` if nothing: what is named wins over what is general.
    public func detail(for role: Role, about parent: Parent? = nil) -> Detail? {
        if let detail = namedDetail(for: role) { return detail }
        if let detail = keyworker?.detail(for: role, about: parent) { return detail }
        return active.flatMap { $0.except.contains(role) ? nil : $0.detail }
    }
}

extension Telling: ExpressibleByArrayLiteral {
    /// Tells only the roles named.
    public init(arrayLiteral named: Sight...) { self.init(named: named) }
}
