public import Topics
public import Vocabulary

/// Who is who: people, households, agencies, their systems and staff.
///
/// Durable: inputs return facts, `apply` alone writes, and replaying the facts rebuilds it. People are matched by
/// identifiers that agree exactly and are never merged; what contradicts is kept for a person to decide (S17).
public struct Register: Sendable, Equatable {
    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// The person is now known as that.
        case personRecorded(Person)
        /// Identifiers contradict one another.
        case identityDisputed(IdentityDispute)
        /// The household is now that, whoever was in it before.
        case householdRecorded(Household)
        /// The agency takes part.
        case agencyRecorded(AgencyID)
        /// The key now may do that.
        case keyRecorded(SystemKey)
        /// The member of staff or team is now that.
        case staffRecorded(StaffMember)
    }

    private(set) var people: [PersonID: Person] = [:]
    private(set) var households: [HouseholdID: Household] = [:]
    private(set) var agencySet: Set<AgencyID> = []
    private(set) var keys: [Identifier<CurveKind>: SystemKey] = [:]
    private(set) var staffRecords: [StaffID: StaffMember] = [:]
    private(set) var disputeSet: Set<IdentityDispute> = []

    // Derived from the records above, in the same apply; lists are sorted.
    private var personByIdentifier: [PersonIdentifier: PersonID] = [:]
    private var householdsByPerson: [PersonID: [HouseholdID]] = [:]
    private var keysByUser: [UserID: [Identifier<CurveKind>]] = [:]
    private var activeKeysByUser: [UserID: [SystemKey]] = [:]
    private var rolesByUser: [UserID: [Role]] = [:]
    private var staffByRole: [Role: [StaffID]] = [:]

    /// Creates an empty register.
    public init() {}

    // MARK: Reading

    /// The person of that handle.
    public func person(_ id: PersonID) -> Person? { people[id] }

    /// The household of that handle.
    public func household(_ id: HouseholdID) -> Household? { households[id] }

    /// The households a person lives in, in order of handles.
    public func households(of person: PersonID) -> [HouseholdID] { householdsByPerson[person] ?? [] }

    /// Whom the identifiers point at.
    public func match(_ identifiers: some Sequence<PersonIdentifier>) -> PersonMatch {
        let found = Set(identifiers.compactMap { personByIdentifier[$0] }).sorted()
        guard let first = found.first else { return .nobody }
        return found.count == 1 ? .one(first) : .several(found)
    }

    /// What a person has to decide, in order.
    public var disputes: [IdentityDispute] { disputeSet.sorted() }

    /// The agencies that take part, in order.
    public var agencies: [AgencyID] { agencySet.sorted() }

    /// The key, admitted or revoked.
    public func key(_ key: Identifier<CurveKind>) -> SystemKey? { keys[key] }

    /// Every key of a system, in order.
    public func keys(of user: UserID) -> [SystemKey] { (keysByUser[user] ?? []).compactMap { keys[$0] } }

    /// What a system stands for by its active keys, in order.
    public func roles(of user: UserID) -> [Role] { rolesByUser[user] ?? [] }

    /// The system's admitted keys, in order.
    public func activeKeys(of user: UserID) -> [SystemKey] { activeKeysByUser[user] ?? [] }

    /// The systems that have an active key, in order.
    public var systems: [UserID] {
        activeKeysByUser.keys.sorted()
    }

    /// The member of staff or team.
    public func staff(_ id: StaffID) -> StaffMember? { staffRecords[id] }

    /// Whom a member of staff works for: by the register, else by the agency part of the identifier.
    public func agency(of staff: StaffID) -> AgencyID? { staffRecords[staff]?.agency ?? staff.agency }

    /// Everybody who has that role, in order, also who left.
    public func staff(in role: Role) -> [StaffMember] {
        (staffByRole[role] ?? []).compactMap { staffRecords[$0] }
    }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the register exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .personRecorded(let person):
            people[person.id] = person
            for held in person.identifiers { personByIdentifier[held.identifier] = person.id }
        case .identityDisputed(let dispute): disputeSet.insert(dispute)
        case .householdRecorded(let household): settle(household)
        case .agencyRecorded(let agency): agencySet.insert(agency)
        case .keyRecorded(let key):
            if let before = keys.updateValue(key, forKey: key.key) {
                keysByUser.remove(key.key, under: before.user)
                settleRights(of: before.user)
            }
            keysByUser.insert(key.key, under: key.user)
            settleRights(of: key.user)
        case .staffRecorded(let staff):
            let before = staffRecords.updateValue(staff, forKey: staff.id)
            for role in before?.roles ?? [] { staffByRole.remove(staff.id, under: role) }
            for role in staff.roles { staffByRole.insert(staff.id, under: role) }
        }
    }

    /// What is asked for every message and delivery, worked out once when a key changes.
    private mutating func settleRights(of user: UserID) {
        let active = keys(of: user).filter { $0.status == .active }
        activeKeysByUser[user] = active.isEmpty ? nil : active
        rolesByUser[user] = active.isEmpty ? nil : Set(active.flatMap(\.roles)).sorted()
    }

    private mutating func settle(_ household: Household) {
        let before = households.updateValue(household, forKey: household.id)
        for member in before?.members ?? [] {
            householdsByPerson.remove(household.id, under: member.person)
        }
        for member in household.members { householdsByPerson.insert(household.id, under: member.person) }
    }
}
