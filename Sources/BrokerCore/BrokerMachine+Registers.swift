import Concerns
import JSON
import Routing
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// What an entry of the registers makes true of people, households, agencies, staff and keys.
    mutating func conclude(
        fromRegister concern: Concern,
        in draft: inout Draft,
        _ turn: inout Turn
    ) throws(WireRefusal) {
        let data = concern.data
        switch draft.topic.event {
        case "person": try recordPerson(draft.references.people, data, in: &draft)
        case "household":
            guard let id = data["household"]?.string.flatMap({ HouseholdID($0) }) else { return }
            let people = record(draft.references.people, in: &draft) { reference in
                concern.document.root[reference.pointer]?["relation"]?.string
                    .flatMap { Household.Relation(rawValue: $0) } ?? .other
            }
            let household = Household(
                id: id,
                address: Self.address(data["address"]),
                members: people,
                protection: try protection(data["protected-from"])
            )
            settle(household, in: &draft)
            let places = data["address"].map { PersonSketch.places($0) } ?? []
            for member in household.members where !places.isEmpty {
                draft.store(state.record { $0.sketched(member.person, PersonSketch(places: places)) })
            }
        case "relation": try relate(data, in: &draft)
        case "agency":
            guard let agency = data["agency"]?.string.flatMap({ AgencyID($0) }) else { return }
            draft.store(state.record { $0.agencyRecorded(agency) })
        case "staff":
            guard let said = try Self.staff(data) else { return }
            let staff = state.register.staff(said.id).map { said.keepingKey(of: $0) } ?? said
            draft.store(state.record { $0.staffRecorded(staff) })
            if !staff.isThere(on: LondonTime.date(of: draft.accepted)) {
                draft.store(leave(staff.id, at: draft.accepted))
            }
        case "key":
            guard let key = try Self.key(data) else { return }
            do throws(RegisterError) {
                draft.store(
                    try state.record { register throws(RegisterError) in try register.keyRecorded(key) }
                )
            } catch {
                throw WireRefusal(
                    .schema,
                    "key: is revoked or another system's; must be a new one",
                    field: "/data/key"
                )
            }
            dropUnlessSystem(key.user, in: &draft)
            turn.actions.append(.keysChanged)
            haveKeysChanged = true
        default: break  // The registers are the catalogue's; what is none of these makes nothing true.
        }
    }

    private static func address(_ node: JSONNode?) -> Household.Address? {
        guard let node else { return nil }
        return Household.Address(
            uprn: node["uprn"]?.string.flatMap { Identifier($0) },
            authority: node["authority"]?.string.flatMap { AuthorityCode($0) }
        )
    }

    private static func staff(_ data: JSONNode) throws(WireRefusal) -> StaffMember? {
        guard let id = data["staff"]?.string.flatMap({ StaffID($0) }),
            let agency = data["agency"]?.string.flatMap({ AgencyID($0) })
        else { return nil }
        return StaffMember(
            id: id,
            agency: agency,
            roles: try roles(data),
            kind: data["team"]?.bool == true
                ? .team(members: try list("members", of: data, "a member of staff") { StaffID($0) })
                : .person,
            isQualified: data["qualified"]?.bool,
            left: data["left"]?.string.flatMap { CivilDate(iso8601: $0) },
            leave: try leave(data["leave"]),
            signingKey: try signingKey(data)
        )
    }

    /// The key with which a member of staff signs; one that was recorded stays if nothing is said of it.
    private static func signingKey(_ data: JSONNode) throws(WireRefusal) -> [UInt8]? {
        guard let text = data["signing-key"]?.string else { return nil }
        guard let bytes = Base64.decode(text), VerifyingKey(bytes: bytes) != nil else {
            throw WireRefusal(
                .schema,
                "signing-key: must be the 32 bytes of an Ed25519 key in Base64",
                field: "/data/signing-key"
            )
        }
        return bytes
    }

    private static func leave(_ data: JSONNode?) throws(WireRefusal) -> Leave? {
        func date(_ name: String) -> CivilDate? { data?[name]?.string.flatMap { CivilDate(iso8601: $0) } }
        guard let from = date("from"), let to = date("to") else { return nil }
        guard
            let leave = Leave(from: from, to: to, cover: data?["cover"]?.string.flatMap { StaffID($0) })
        else {
            throw WireRefusal(.schema, "leave: must not end before it begins", field: "/data/leave/to")
        }
        return leave
    }

    /// From whom an address is kept; people whom nobody knows cannot lead here anyway.
    private func protection(_ data: JSONNode?) throws(WireRefusal) -> Household.Protection? {
        guard let data else { return nil }
        let people = (data["people"]?.elements.map { $0 } ?? []).flatMap { person in
            let identifiers = person.elements.compactMap { identifier in
                PersonIdentifier(
                    scheme: identifier["scheme"]?.string ?? "",
                    value: identifier["value"]?.string ?? ""
                )
            }
            return state.register.records(identifiers)
        }
        return Household.Protection(
            people: people,
            agencies: try Self.list("agencies", of: data, "an agency") { AgencyID($0) },
            staff: try Self.list("staff", of: data, "a member of staff") { StaffID($0) },
            roles: try Self.roles(data)
        )
    }

    private static func key(_ data: JSONNode) throws(WireRefusal) -> SystemKey? {
        guard let key = data["key"]?.string.flatMap({ Identifier<CurveKind>($0) }),
            let user = data["user"]?.string.flatMap({ UserID($0) })
        else { return nil }
        return SystemKey(
            key: key,
            user: user,
            status: data["status"]?.string.flatMap { SystemKey.Status(rawValue: $0) } ?? .active,
            roles: try roles(data),
            publishes: try list("publishes", of: data, "a topic pattern") { TopicPattern($0) },
            sees: try list("sees", of: data, "a topic pattern") { TopicPattern($0) },
            cases: data["cases"]?.string.flatMap { SystemKey.Reach(rawValue: $0) } ?? .involved
        )
    }

    private static func roles(_ data: JSONNode) throws(WireRefusal) -> [Role] {
        try list("roles", of: data, "a role of the partnership") { Role($0) }
    }

    /// A payload's list of texts, each of which must read.
    private static func list<Value>(
        _ name: String,
        of data: JSONNode,
        _ mustBe: String,
        _ read: (String) -> Value?
    ) throws(WireRefusal) -> [Value] {
        guard let elements = data[name]?.elements else { return [] }
        var values: [Value] = []
        for (index, element) in elements.enumerated() {
            guard let value = element.string.flatMap(read) else {
                throw WireRefusal(
                    .schema,
                    "\(name): must hold at place \(index) \(mustBe)",
                    field: "/data/\(name)/\(index)"
                )
            }
            values.append(value)
        }
        return values
    }
}
