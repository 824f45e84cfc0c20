public import Vocabulary

/// What a partnership asks of its meetings; data from `Configs/`.
public struct MeetingRules: Hashable, Sendable {
    /// The types, in the order written.
    public let types: [MeetingType]
    /// What is asked of a meeting of any other type.
    public let other: MeetingType
    /// Groups of roles that count as one agency.
    public let agencies: [[Role]]
    /// Roles that nobody expects to be asked to a meeting.
    public let neverAsked: [Role]
    /// Whether a receiving authority's twins are expected to be asked.
    public let areTwinsAsked: Bool
    /// Who is asked as well after domestic incidents.
    public let police: Role
    /// What a data pack holds of the ledger, in this order; a topic belongs to the first section that names it.
    public let pack: [PackSection]

    private let places: [String: Int]

    /// Creates rules; the codes of the types MUST differ.
    public init(
        types: [MeetingType],
        other: MeetingType,
        agencies: [[Role]],
        neverAsked: [Role],
        areTwinsAsked: Bool,
        police: Role,
        pack: [PackSection] = []
    ) {
        self.types = types
        self.other = other
        self.agencies = agencies
        self.neverAsked = neverAsked
        self.areTwinsAsked = areTwinsAsked
        self.police = police
        self.pack = pack
        var places: [String: Int] = [:]
        for (number, type) in types.enumerated() {
            precondition(places.updateValue(number, forKey: type.code) == nil, "two types \(type.code)")
        }
        self.places = places
    }

    /// The type of that code; what is not known is ``other``.
    public subscript(code: String) -> MeetingType { places[code].map { types[$0] } ?? other }

    /// Whom to ask to a meeting, in order: whoever is active and can be asked, and whom the type asks as well.
    ///
    /// With `includesPolice` there was a domestic incident of P09 within a year.
    public func invitations(type: String, active: [Role], includesPolice: Bool) -> [Role] {
        let roles = expected(active: active, includesPolice: includesPolice) + self[type].alsoAsked
        return Set(roles).sorted()
    }

    /// What is wrong with a meeting: at convening who was not asked, at holding also who was not there.
    ///
    /// `present` is `nil` while it is only convened. `active` is the case's active register, in which its holder is not;
    /// whoever organises the meeting needs no invitation.
    public func judgement(
        type: String,
        present: [Role]?,
        invited: [Role],
        reports: [Role] = [],
        organiser: Role?,
        active: [Role],
        includesPolice: Bool
    ) -> MeetingJudgement {
        let missing = expected(active: active, includesPolice: includesPolice)
            .filter { !invited.contains($0) && $0 != organiser }
        let faults = present.map {
            self.faults(of: self[type], present: $0, reports: reports, active: active)
        }
        return MeetingJudgement(missing: Set(missing).sorted(), faults: faults ?? [])
    }

    /// Who is expected to be asked to any meeting.
    private func expected(active: [Role], includesPolice: Bool) -> [Role] {
        active.filter { !neverAsked.contains($0) && (areTwinsAsked || !$0.isTwin) }
            + (includesPolice ? [police] : [])
    }

    private func faults(
        of type: MeetingType,
        present: [Role],
        reports: [Role],
        active: [Role]
    ) -> [String] {
        var faults = type.needs.filter { !$0.isMet(present: present, reports: reports, active: active) }
            .map(\.fault)
        if Set(present.map(agency)).count < type.agencies { faults.append("under-\(type.agencies)-agencies") }
        return faults
    }

    /// What a role counts as: its group, or itself.
    private func agency(of role: Role) -> Role {
        agencies.first { $0.contains(role.withoutTwin) }?.first ?? role
    }
}
