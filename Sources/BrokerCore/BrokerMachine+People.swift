import Concerns
import JSON
import Routing
import Topics
import Vocabulary
import Wire

/// What entries say of who is who. Two records are one person, or linked, only by a named person's act (S17).
extension BrokerMachine {
    /// What a concern makes true of people, before anybody is told of it.
    ///
    /// Nothing is changed if it throws.
    mutating func conclude(
        fromPeople concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) {
        // What another authority decided about its own records is told here, and joins nobody of ours.
        let isOurs = policy.peers[publisher] == nil
        switch draft.topic.text {
        case "person.merged" where isOurs: try merge(concern, by: publisher, in: &draft)
        case "person.unmerged" where isOurs: try unmerge(concern, by: publisher, in: &draft)
        case "person.linked" where isOurs: try link(concern, by: publisher, in: &draft)
        case "person.declared-different" where isOurs: try separate(concern, by: publisher, in: &draft)
        case "health.birth":
            take(birth: concern, in: &draft)
            recognise(draft.references.people, in: &draft)
        default: recognise(draft.references.people, in: &draft)
        }
    }

    // MARK: Merges and links

    private mutating func merge(
        _ concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) {
        let staff = try decider(of: concern, publisher, at: draft.accepted)
        let (keep, absorb) = try pair(concern.data, "keep", "absorb")
        let entry = draft.sequence
        draft.store(
            try join { register throws(RegisterError) in
                try register.merged(absorb, into: keep, by: staff, in: entry)
            }
        )
    }

    private mutating func unmerge(
        _ concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) {
        let staff = try decider(of: concern, publisher, at: draft.accepted)
        let (keep, split) = try pair(concern.data, "keep", "split")
        draft.store(
            try join { register throws(RegisterError) in
                try register.unmerged(split, from: keep, by: staff)
            }
        )
    }

    private mutating func link(
        _ concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) {
        _ = try decider(of: concern, publisher, at: draft.accepted)
        let data = concern.data
        let (from, to) = try pair(data, "from", "to")
        let today = LondonTime.date(of: draft.accepted)
        guard data["broken"]?.bool != true else {
            draft.store(
                try join { register throws(RegisterError) in
                    try register.separated(from, from: to, isForEver: true, on: today)
                }
            )
            return
        }
        let relation = Relation(
            linkKey(data["relation"]?.string, from, to),
            to: data["until"]?.string.flatMap { CivilDate(iso8601: $0) },
            isLink: true
        )
        draft.store(try join { register throws(RegisterError) in try register.relationRecorded(relation) })
    }

    private func linkKey(_ relation: String?, _ from: PersonID, _ to: PersonID) -> Relation.Key {
        switch relation {
        case "mother-of" where state.register.person(to)?.isUnborn == true:
            Relation.Key(to, .unbornChild, of: from)
        case "mother-of", "father-of": Relation.Key(from, .parent, of: to)
        case "sibling-of", "half-sibling-of": Relation.Key(from, .sibling, of: to)
        case "carer-of": Relation.Key(from, .carer, of: to)
        case "partner-of": Relation.Key(from, .partner, of: to)
        default: Relation.Key(from, .linked, of: to)
        }
    }

    private mutating func separate(
        _ concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) {
        _ = try decider(of: concern, publisher, at: draft.accepted)
        let (one, other) = try pair(concern.data, "from", "to")
        let today = LondonTime.date(of: draft.accepted)
        draft.store(
            try join { register throws(RegisterError) in
                try register.separated(one, from: other, on: today)
            }
        )
    }

    /// A relation as an agency's register has it, which says who belongs to whom and joins no records.
    mutating func relate(_ data: JSONNode, in draft: inout Draft) throws(WireRefusal) {
        guard let kind = data["relation"]?.string.flatMap({ Relation.Kind(rawValue: $0) }) else { return }
        let (person, other) = try pair(data, "person", "other")
        let relation = Relation(
            Relation.Key(person, kind, of: other),
            from: data["from"]?.string.flatMap { CivilDate(iso8601: $0) },
            to: data["to"]?.string.flatMap { CivilDate(iso8601: $0) },
            hasParentalResponsibility: data["parental-responsibility"]?.bool
        )
        draft.store(try join { register throws(RegisterError) in try register.relationRecorded(relation) })
    }

    private mutating func join(
        _ input: (inout Register) throws(RegisterError) -> Decision<Register.Fact, Never>
    ) throws(WireRefusal) -> [BrokerFact] {
        do throws(RegisterError) { return try state.record(input) } catch { throw Self.refusal(error) }
    }

    private static func refusal(_ error: RegisterError) -> WireRefusal {
        switch error {
        case .unknownPerson, .keyBelongsToAnother, .keyRevoked:
            WireRefusal(.noSuch, "people: both must be known by their identifiers", field: "/data")
        case .sameRecord:
            WireRefusal(.schema, "people: are one record; must be two", field: "/data")
        case .separatedForEver:
            WireRefusal(.forbidden, "people: were separated for ever; nothing joins them", field: "/data")
        case .tooMany:
            WireRefusal(.schema, "people: one has too many relations or records", field: "/data")
        }
    }

    // MARK: Who

    /// The records that two members of a payload point at, each the one that holds the identifiers given.
    private func pair(
        _ data: JSONNode,
        _ first: String,
        _ second: String
    ) throws(WireRefusal) -> (PersonID, PersonID) {
        (try somebody(data, first), try somebody(data, second))
    }

    /// Whom a member names: by identifiers, by the handle that the broker gave somebody without any, or as the one child
    /// that a mother expects.
    private func somebody(_ data: JSONNode, _ name: String) throws(WireRefusal) -> PersonID {
        let node = data[name]
        if let handle = node?["handle"]?.string.flatMap({ PersonID($0) }),
            state.register.person(handle) != nil
        {
            return handle
        }
        let mother = node?["unborn-of"].map { Self.identifiers(in: $0) } ?? []
        if let mother = state.register.record(of: mother) {
            let unborn = state.register.unborn(of: mother)
            if unborn.count == 1 { return unborn[0] }
        }
        let identifiers = (node?["identifiers"]).map { Self.identifiers(in: $0) } ?? []
        guard let person = state.register.record(of: identifiers) else {
            throw WireRefusal(
                .noSuch,
                "\(name): must be one person whom the register knows",
                field: "/data/\(name)/identifiers"
            )
        }
        return person
    }

    /// Who decided, if it is a named person who may: one whom the register knows, and no team.
    ///
    /// If the register has a key of theirs, the concern must be signed with it, whichever system publishes it. Without
    /// one, it is taken from a system of the agency for which they work, and from nobody else.
    func decider(
        of concern: Concern,
        _ publisher: UserID,
        at now: Instant
    ) throws(WireRefusal) -> StaffID {
        guard let staff = concern.data["decided-by"]?.string.flatMap({ StaffID($0) }) else {
            throw WireRefusal(.schema, "decided-by: must be a named person", field: "/data/decided-by")
        }
        guard let member = state.register.staff(staff), !member.isTeam,
            member.isThere(on: LondonTime.date(of: now))
        else {
            throw WireRefusal(
                .forbidden,
                "decided-by: must be a person whom the register knows, neither a team nor gone",
                field: "/data/decided-by"
            )
        }
        if let bytes = state.register.signingKey(of: staff) {
            guard let key = VerifyingKey(bytes: bytes), concern.verdict(by: key) == .valid else {
                throw WireRefusal(
                    .forbidden,
                    "signature: must be made with the key of whoever decided",
                    field: "/signature"
                )
            }
        } else if member.agency != publisher.agency {
            throw WireRefusal(
                .forbidden,
                "decided-by: must work for the publishing agency or sign with a key of their own",
                field: "/data/decided-by"
            )
        }
        return staff
    }

    /// The identifiers in a list, with whether their sender verified them.
    static func identifiers(in list: JSONNode) -> [HeldIdentifier] {
        list.elements.compactMap { node in
            PersonIdentifier(scheme: node["scheme"]?.string ?? "", value: node["value"]?.string ?? "")
                .map { HeldIdentifier($0, isVerified: node["verified"]?.bool ?? false) }
        }
    }
}
