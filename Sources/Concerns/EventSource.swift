public import Vocabulary

/// Where an event comes from: `urn:concordat:<authority>:<agency>:<system>`.
public struct EventSource: Hashable, Sendable {
    /// The authority whose broker knows the agency.
    public let authority: AuthorityCode
    /// The agency.
    public let agency: AgencyID
    /// The system, as in the user `agency/system`.
    public let system: String

    /// Creates a source from its parts, or `nil` if one holds a `:` or the system is no identifier.
    public init?(authority: AuthorityCode, agency: AgencyID, system: String) {
        let parts = [authority.text, agency.text, system]
        guard Identifier<Self>(system) != nil,
            parts.allSatisfy({ !$0.utf8.contains(UInt8(ascii: ":")) })
        else { return nil }
        self.authority = authority
        self.agency = agency
        self.system = system
    }

    /// Reads a source and nothing else.
    public init?(_ text: String) {
        guard text.utf8.starts(with: Self.prefix.utf8) else { return nil }
        // Read for every message, so by the places of its colons and without a list of its parts.
        let rest = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard let first = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let behind = rest[rest.index(after: first)...]
        guard let second = behind.firstIndex(of: UInt8(ascii: ":")),
            let authority = AuthorityCode(String(Substring(rest[..<first]))),
            let agency = AgencyID(String(Substring(behind[..<second])))
        else { return nil }
        let system = String(Substring(behind[behind.index(after: second)...]))
        guard Identifier<Self>(system) != nil, !system.utf8.contains(UInt8(ascii: ":")) else { return nil }
        self.authority = authority
        self.agency = agency
        self.system = system
    }

    private static let prefix = "urn:concordat:"

    /// The source as written.
    public var text: String { "urn:concordat:\(authority):\(agency):\(system)" }

    /// The user that its key speaks for, `agency/system`.
    public var user: UserID? { UserID(agency.text + "/" + system) }

    /// Whether that is who its key speaks for.
    public func isOf(_ user: UserID) -> Bool {
        let name = user.text.utf8
        let count = agency.text.utf8.count
        return name.count == count + 1 + system.utf8.count && name.starts(with: agency.text.utf8)
            && name.dropFirst(count).first == UInt8(ascii: "/")
            && name.dropFirst(count + 1).elementsEqual(system.utf8)
    }
}

extension EventSource: CustomStringConvertible {
    /// The source as written.
    public var description: String { text }
}
