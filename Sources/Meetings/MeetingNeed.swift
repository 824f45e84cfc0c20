public import Vocabulary

/// Somebody without whom a meeting is not sound (P13 of `domain.md` 2.2).
public struct MeetingNeed: Hashable, Sendable {
    /// What is said if nobody meets it, such as `no-health`.
    public let fault: String
    /// The roles any of which meets it; a receiving authority's twin counts as its role.
    public let anyOf: [Role]
    /// Whether a report by one of them does instead.
    public let isMetByReport: Bool
    /// Whether it is only asked for if one of them is active on the case.
    public let isOnlyIfActive: Bool

    /// Creates a need.
    public init(fault: String, anyOf: [Role], isMetByReport: Bool = false, isOnlyIfActive: Bool = false) {
        self.fault = fault
        self.anyOf = anyOf
        self.isMetByReport = isMetByReport
        self.isOnlyIfActive = isOnlyIfActive
    }

    func isMet(present: [Role], reports: [Role], active: [Role]) -> Bool {
        if isOnlyIfActive, !active.contains(where: isOne) { return true }
        return present.contains(where: isOne) || isMetByReport && reports.contains(where: isOne)
    }

    private func isOne(_ role: Role) -> Bool { anyOf.contains(role.withoutTwin) }
}

extension Role {
    /// The role itself, or the one that a receiving authority's twin stands for.
    var withoutTwin: Role { isTwin ? Role(String(code.dropFirst(2))) ?? self : self }

    /// Whether it is a receiving authority's.
    var isTwin: Bool { code.hasPrefix("R-") }
}
