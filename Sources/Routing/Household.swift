public import Vocabulary

/// People who live together, as last recorded.
public struct Household: Hashable, Sendable {
    /// What somebody is in the household.
    public enum Relation: String, Hashable, Sendable, CaseIterable {
        /// A child of the household.
        case child
        /// A child not yet born, kept on the mother's record until birth.
        case unborn
        /// A parent of a child of the household.
        case parent
        /// Somebody else who cares for a child of the household.
        case carer
        /// A partner of a parent or carer.
        case partner
        /// Anybody else who lives there.
        case other
    }

    /// One person of the household.
    public struct Member: Hashable, Sendable {
        /// The person.
        public let person: PersonID
        /// What they are there.
        public let relation: Relation

        /// Creates a member.
        public init(_ person: PersonID, _ relation: Relation) {
            self.person = person
            self.relation = relation
        }
    }

    /// Where the household lives.
    public struct Address: Hashable, Sendable {
        /// The property, up to 12 digits kept as text; leading zeros count.
        public let uprn: Identifier<PropertyKind>?
        /// The authority in whose area it lies.
        public let authority: AuthorityCode?

        /// Creates an address.
        public init(uprn: Identifier<PropertyKind>?, authority: AuthorityCode?) {
            self.uprn = uprn
            self.authority = authority
        }
    }

    /// Whom an address must not reach, because a member would be in danger (`domain.md` L17).
    public struct Protection: Hashable, Sendable {
        /// People, such as a violent partner, whose concerns never lead here, in order.
        public let people: [PersonID]
        /// Agencies that are not shown the address, in order.
        public let agencies: [AgencyID]
        /// Staff who are not, in order.
        public let staff: [StaffID]
        /// Roles that are not, such as the keyworker of an excluded adult, in order.
        public let roles: [Role]

        /// Creates a protection.
        public init(
            people: [PersonID] = [],
            agencies: [AgencyID] = [],
            staff: [StaffID] = [],
            roles: [Role] = []
        ) {
            self.people = Set(people).sorted()
            self.agencies = Set(agencies).sorted()
            self.staff = Set(staff).sorted()
            self.roles = Set(roles).sorted()
        }
    }

    /// The household.
    public let id: HouseholdID
    /// Where it lives, if anybody said.
    public let address: Address?
    /// Who lives there, in order of handles.
    public let members: [Member]
    /// From whom its address is kept, or `nil` if from nobody.
    public let protection: Protection?

    /// Creates a household.
    public init(id: HouseholdID, address: Address?, members: [Member], protection: Protection? = nil) {
        self.id = id
        self.address = address
        self.protection = protection
        self.members = members.sorted {
            ($0.person.text, $0.relation.rawValue) < ($1.person.text, $1.relation.rawValue)
        }
    }
}

/// What a UPRN names.
public enum PropertyKind {}
