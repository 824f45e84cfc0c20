import JSON
import Routing
import Topics
import Vocabulary

extension Register.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .personRecorded(let person):
            writer.member("fact", "person")
            writer.member("person", person.id)
            if let born = person.born { writer.member("born", born.iso8601) }
            if let due = person.due { writer.member("due", due.iso8601) }
            if let died = person.died { writer.member("died", died.iso8601) }
            writer.member("mother", optional: person.mother)
            if person.isUnborn { writer.member("unborn", true) }
            writer.key("identifiers")
            writer.beginArray()
            for held in person.identifiers { write(held.identifier, verified: held.isVerified, to: &writer) }
            writer.endArray()
        case .identityDisputed(let dispute):
            writer.member("fact", "identity-disputed")
            writer.member("people", texts: dispute.people.map(\.text))
            writer.key("identifiers")
            writer.beginArray()
            for identifier in dispute.identifiers { write(identifier, verified: false, to: &writer) }
            writer.endArray()
        case .householdRecorded(let household): write(household, to: &writer)
        case .agencyRecorded(let agency):
            writer.member("fact", "agency")
            writer.member("agency", agency)
        case .keyRecorded(let key): write(key, to: &writer)
        case .staffRecorded(let staff):
            writer.member("fact", "staff")
            writer.member("staff", staff.id)
            writer.member("agency", staff.agency)
            writer.member("roles", texts: staff.roles.map(\.code))
            if let isQualified = staff.isQualified { writer.member("qualified", isQualified) }
            if let left = staff.left { writer.member("left", left.iso8601) }
            if let leave = staff.leave {
                writer.member("leave-from", leave.from.iso8601)
                writer.member("leave-to", leave.to.iso8601)
                writer.member("cover", optional: leave.cover)
            }
            if let key = staff.signingKey { writer.member("signing-key", Base64.encode(key)) }
            if staff.isTeam { writer.member("members", texts: staff.members.map(\.text)) }
        case .relationRecorded, .merged, .unmerged, .separated, .sketched,
            .matchProposed:
            writeKinship(to: &writer)
        }
    }

    private func write(_ identifier: PersonIdentifier, verified: Bool, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("scheme", identifier.scheme)
        writer.member("value", identifier.value)
        writer.member("verified", verified)
        writer.endObject()
    }

    private func write(_ household: Household, to writer: inout JSONWriter) {
        writer.member("fact", "household")
        writer.member("household", household.id)
        if let address = household.address {
            writer.member("uprn", optional: address.uprn)
            writer.member("authority", optional: address.authority)
        }
        writer.key("members")
        writer.beginArray()
        for member in household.members {
            writer.beginObject()
            writer.member("person", member.person)
            writer.member("relation", member.relation.rawValue)
            writer.endObject()
        }
        writer.endArray()
        guard let protection = household.protection else { return }
        writer.key("protected-from")
        writer.beginObject()
        writer.member("people", texts: protection.people.map(\.text))
        writer.member("agencies", texts: protection.agencies.map(\.text))
        writer.member("staff", texts: protection.staff.map(\.text))
        writer.member("roles", texts: protection.roles.map(\.code))
        writer.endObject()
    }

    private func write(_ key: SystemKey, to writer: inout JSONWriter) {
        writer.member("fact", "key")
        writer.member("key", key.key)
        writer.member("system", key.user)
        writer.member("status", key.status.rawValue)
        writer.member("roles", texts: key.roles.map(\.code))
        writer.member("publishes", texts: key.publishes.map(\.text))
        writer.member("sees", texts: key.sees.map(\.text))
        writer.member("cases", key.cases.rawValue)
    }

    /// Reads a fact of that name, or `nil` if it is none of the register.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "person":
            self = .personRecorded(
                Person(
                    id: try reader.identifier("person", PersonKind.self),
                    born: try reader.date("born"),
                    due: try reader.date("due"),
                    died: try reader.date("died"),
                    mother: try reader.optionalIdentifier("mother", PersonKind.self),
                    isUnborn: reader.has("unborn") ? try reader.flag("unborn") : false,
                    identifiers: try reader.heldIdentifiers()
                )
            )
        case "identity-disputed":
            self = .identityDisputed(
                IdentityDispute(
                    people: try reader.identifiers("people", PersonKind.self),
                    identifiers: try reader.heldIdentifiers().map(\.identifier)
                )
            )
        case "household": self = .householdRecorded(try reader.household())
        case "agency": self = .agencyRecorded(try reader.identifier("agency", AgencyKind.self))
        case "key": self = .keyRecorded(try reader.systemKey())
        case "staff":
            let kind: StaffMember.Kind =
                reader.has("members")
                ? .team(members: try reader.identifiers("members", StaffKind.self)) : .person
            self = .staffRecorded(
                StaffMember(
                    id: try reader.identifier("staff", StaffKind.self),
                    agency: try reader.identifier("agency", AgencyKind.self),
                    roles: try reader.roles("roles"),
                    kind: kind,
                    isQualified: reader.has("qualified") ? try reader.flag("qualified") : nil,
                    left: try reader.date("left"),
                    leave: try reader.leave(),
                    signingKey: try reader.signingKey()
                )
            )
        default:
            guard let fact = try Self.kinship(name, reader) else { return nil }
            self = fact
        }
    }
}

extension FactReader {
    func date(_ name: String) throws(FactFault) -> CivilDate? {
        guard has(name) else { return nil }
        guard let date = CivilDate(iso8601: try text(name)) else { throw FactFault(node, name) }
        return date
    }

    fileprivate func signingKey() throws(FactFault) -> [UInt8]? {
        guard has("signing-key") else { return nil }
        guard let key = Base64.decode(try text("signing-key")) else { throw FactFault(node, "signing-key") }
        return key
    }

    fileprivate func leave() throws(FactFault) -> Leave? {
        guard let from = try date("leave-from"), let to = try date("leave-to") else { return nil }
        guard
            let leave = Leave(from: from, to: to, cover: try optionalIdentifier("cover", StaffKind.self))
        else { throw FactFault(node, "leave-to") }
        return leave
    }

    fileprivate func protection() throws(FactFault) -> Household.Protection? {
        guard has("protected-from"), let protected = node["protected-from"] else { return nil }
        let reader = FactReader(node: protected)
        return Household.Protection(
            people: try reader.identifiers("people", PersonKind.self),
            agencies: try reader.identifiers("agencies", AgencyKind.self),
            staff: try reader.identifiers("staff", StaffKind.self),
            roles: try reader.roles("roles")
        )
    }

    fileprivate func heldIdentifiers() throws(FactFault) -> [HeldIdentifier] {
        try list("identifiers") { node throws(FactFault) in
            let reader = FactReader(node: node)
            guard
                let identifier = PersonIdentifier(
                    scheme: try reader.text("scheme"),
                    value: try reader.text("value")
                )
            else { throw FactFault(self.node, "identifiers") }
            return HeldIdentifier(identifier, isVerified: try reader.flag("verified"))
        }
    }

    fileprivate func household() throws(FactFault) -> Household {
        let uprn = try optionalIdentifier("uprn", PropertyKind.self)
        let authority = try optionalIdentifier("authority", AuthorityKind.self)
        let address =
            uprn == nil && authority == nil ? nil : Household.Address(uprn: uprn, authority: authority)
        return Household(
            id: try identifier("household", HouseholdKind.self),
            address: address,
            members: try list("members") { node throws(FactFault) in
                let reader = FactReader(node: node)
                return Household.Member(
                    try reader.identifier("person", PersonKind.self),
                    try reader.code("relation", Household.Relation.self)
                )
            },
            protection: try protection()
        )
    }

    fileprivate func systemKey() throws(FactFault) -> SystemKey {
        SystemKey(
            key: try identifier("key", CurveKind.self),
            user: try identifier("system", UserKind.self),
            status: try code("status", SystemKey.Status.self),
            roles: try roles("roles"),
            publishes: try patterns("publishes"),
            sees: try patterns("sees"),
            cases: try code("cases", SystemKey.Reach.self)
        )
    }
}
