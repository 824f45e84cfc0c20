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
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts.count == 5, parts[0] == "urn", parts[1] == "concordat",
            let authority = AuthorityCode(parts[2]), let agency = AgencyID(parts[3])
        else { return nil }
        self.init(authority: authority, agency: agency, system: parts[4])
    }

    /// The source as written.
    public var text: String { "urn:concordat:\(authority):\(agency):\(system)" }

    /// The user that its key speaks for, `agency/system`.
    public var user: UserID? { UserID(agency.text + "/" + system) }
}

extension EventSource: CustomStringConvertible {
    /// The source as written.
    public var description: String { text }
}
