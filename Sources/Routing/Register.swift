import Topics
public import Vocabulary

/// Who is who: people, households, agencies, their systems and staff.
///
/// Durable: inputs return facts, `apply` alone writes, and replaying the facts rebuilds it. People are matched by
/// identifiers that agree exactly; two are one person only after a named person said so, by an alias that can be taken
/// back, and what contradicts is kept for a person to decide (S17). Whatever takes a handle takes an absorbed one too.
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
        /// The relation is now that.
        case relationRecorded(Relation)
        /// The handles stand for one person.
        case merged(PersonMerge)
        /// The absorbed record stands for itself again.
        case unmerged(absorbed: PersonID, decidedBy: StaffID)
        /// The records are two people; if for ever, nothing joins them again.
        case separated(PersonPair, isForEver: Bool)
        /// The person can be recognised by that.
        case sketched(PersonID, PersonSketch)
        /// Somebody may be one of these.
        case matchProposed(MatchProposal)
    }

    private(set) var people: [PersonID: Person] = [:]
    private(set) var households: [HouseholdID: Household] = [:]
    private(set) var agencySet: Set<AgencyID> = []
    private(set) var keys: [Identifier<CurveKind>: SystemKey] = [:]
    private(set) var staffRecords: [StaffID: StaffMember] = [:]
    private(set) var disputeSet: Set<IdentityDispute> = []
    private(set) var kinship = Kinship()
    private(set) var aliases = Aliases()
    private(set) var separations: [PersonPair: Bool] = [:]
    private(set) var sketches: [PersonID: PersonSketch] = [:]
    private(set) var proposals: [PersonID: MatchProposal] = [:]

    // Derived from the records above, in the same apply; lists are sorted.
    private(set) var personByIdentifier: [PersonIdentifier: PersonID] = [:]
    private(set) var householdsByPerson: [PersonID: [HouseholdID]] = [:]
    private(set) var childrenByMother: [PersonID: [PersonID]] = [:]
    private(set) var peopleByBirth: [CivilDate: [PersonID]] = [:]
    private(set) var proposalsByPerson: [PersonID: [PersonID]] = [:]
    private var keysByUser: [UserID: [Identifier<CurveKind>]] = [:]
    private var activeKeysByUser: [UserID: [SystemKey]] = [:]
    private var rolesByUser: [UserID: [Role]] = [:]
    private var staffByRole: [Role: [StaffID]] = [:]

    /// Creates an empty register.
    public init() {}

    // MARK: Reading

    /// Every contradiction that was seen, in order.
    public var disputes: [IdentityDispute] { disputeSet.sorted() }

    /// The Ed25519 key with which a member of staff signs, 32 bytes, or `nil` if none is recorded.
    public func signingKey(of staff: StaffID) -> [UInt8]? { staffRecords[staff]?.signingKey }

    /// The keys with which any of the staff sign, sorted by who they are.
    public var signingKeys: [[UInt8]] {
        staffRecords.sorted { $0.key < $1.key }.compactMap(\.value.signingKey)
    }

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

    /// Every member of staff and team of whom something is true, also who left, in order.
    public func staff(where isMeant: (StaffMember) -> Bool) -> [StaffMember] {
        staffRecords.values.filter(isMeant).sorted { $0.id < $1.id }
    }

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
        case .personRecorded(let person): settle(person)
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
        case .relationRecorded(let relation): kinship.record(relation)
        case .merged(let merge): aliases.add(merge)
        case .unmerged(let absorbed, _): aliases.cut(absorbed)
        case .separated(let pair, let isForEver):
            separations[pair] = isForEver || separations[pair] == true
        case .sketched(let person, let sketch): sketches[person] = sketch
        case .matchProposed(let proposal): settle(proposal)
        }
    }

    private mutating func settle(_ proposal: MatchProposal) {
        for person in proposals[proposal.stranger]?.people ?? [] {
            proposalsByPerson.remove(proposal.stranger, under: person)
        }
        proposals[proposal.stranger] = proposal
        for person in proposal.people { proposalsByPerson.insert(proposal.stranger, under: person) }
    }

    private mutating func settle(_ person: Person) {
        let before = people.updateValue(person, forKey: person.id)
        for held in person.identifiers { personByIdentifier[held.identifier] = person.id }
        if let mother = before?.mother { childrenByMother.remove(person.id, under: mother) }
        if let mother = person.mother { childrenByMother.insert(person.id, under: mother) }
        if let born = before?.born { peopleByBirth.remove(person.id, under: born) }
        if let born = person.born { peopleByBirth.insert(person.id, under: born) }
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
