public import Vocabulary

/// The agreement's staff register: who may sign in, as what, and how everybody is called.
public struct StaffDirectory: Sendable {
    /// Everybody, in the order of the register.
    public let people: [ConsolePerson]
    private let agencyNames: [AgencyID: String]
    private let authorities: Set<AgencyID>
    private let authorityNames: [String: String]
    private let byID: [StaffID: ConsolePerson]

    /// Creates a directory; brokers speak under their authorities' codes.
    public init(
        people: [ConsolePerson],
        agencies: [(id: AgencyID, name: String)],
        authorities: [(code: AuthorityCode, name: String)]
    ) {
        self.people = people
        let brokers = authorities.compactMap { authority in
            AgencyID(authority.code.text).map { ($0, "\(authority.name)’s broker") }
        }
        authorityNames = Dictionary(
            authorities.map { ($0.code.text, $0.name) },
            uniquingKeysWith: { first, _ in first }
        )
        self.authorities = Set(brokers.map(\.0))
        agencyNames = Dictionary(
            agencies.map { ($0.id, $0.name) } + brokers,
            uniquingKeysWith: { first, _ in first }
        )
        byID = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Somebody, if the register knows them.
    public subscript(id: StaffID) -> ConsolePerson? { byID[id] }

    /// The agencies, in order.
    var agencies: [(id: AgencyID, name: String)] {
        agencyNames.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// How an authority is called, by its code.
    func authorityName(of code: String) -> String { authorityNames[code] ?? code }

    /// Whether it is an authority's broker, and no agency of people.
    func isAuthority(_ id: AgencyID) -> Bool { authorities.contains(id) }

    /// How somebody is called; their id if the register does not know them.
    func name(of staff: String) -> String {
        StaffID(staff).flatMap { byID[$0]?.name } ?? staff
    }

    /// How an agency is called, or whoever a system belongs to.
    func agencyName(of user: String) -> String {
        let agency = user.split(separator: "/").first.map(String.init) ?? user
        return AgencyID(agency).flatMap { agencyNames[$0] } ?? agency
    }
}
