import Routing
import Testing
import Topics
import Vocabulary

/// Who reaches a child's case without living with it (`domain.md` N39).
@Suite struct RelationTests {
    private static let absent = person("P-9-0")
    private static let absentID = own("wmp", "N/90")
    private var town: Town

    init() throws {
        town = try Town()
        _ = town.register.personRecorded([Self.absentID], born: nil, as: Self.absent)
    }

    private mutating func relate(
        _ kind: Relation.Kind,
        of other: PersonID,
        by person: PersonID = absent,
        from: String? = nil,
        to: String? = nil,
        isLink: Bool = false
    ) throws {
        let key = Relation.Key(person, kind, of: other)
        let relation = Relation(key, from: from.flatMap(date), to: to.flatMap(date), isLink: isLink)
        _ = try town.register.relationRecorded(relation)
    }

    private func cases(of identifier: HeldIdentifier, at instant: String = "2018-06-06T10:00:00+01:00")
        -> [String]
    {
        town.route(town.matter([[identifier.identifier]], at: instant)).cases.map(\.text)
    }

    @Test(arguments: [Relation.Kind.parent, .carer, .sibling, .householdMember])
    mutating func `a concern about somebody related to the child reaches its case, wherever they live`(
        kind: Relation.Kind
    ) throws {
        #expect(cases(of: Self.absentID).isEmpty)
        try relate(kind, of: Town.child)
        let decision = town.route(town.matter([[Self.absentID.identifier]]))
        #expect(decision.cases == [caseID("C-1042")])
        #expect(decision.routings.first?.reasons == [.related(Self.absent, as: kind, to: Town.child)])
        #expect(told(decision.routings.first).first == "ASW bhm-csc/nadia full lead-professional")
    }

    @Test mutating func `a parent's partner reaches the child while they are partners`() throws {
        let mother = person("P-9-1")
        _ = town.register.personRecorded([own("wmp", "N/91")], born: nil, as: mother)
        try relate(.parent, of: Town.child, by: mother)
        try relate(.partner, of: mother, from: "2018-01-01", to: "2018-06-07")
        #expect(cases(of: Self.absentID, at: "2017-12-31T10:00:00Z").isEmpty)
        #expect(cases(of: Self.absentID) == ["C-1042"])
        #expect(cases(of: Self.absentID, at: "2018-06-07T10:00:00+01:00").isEmpty)
    }

    @Test mutating func `a partner of a partner and a child's own kin are not followed further`() throws {
        let middle = person("P-9-1")
        let parent = person("P-9-2")
        _ = town.register.personRecorded([own("wmp", "N/91")], born: nil, as: middle)
        _ = town.register.personRecorded([own("wmp", "N/92")], born: nil, as: parent)
        try relate(.partner, of: middle)
        try relate(.partner, of: parent, by: middle)
        try relate(.parent, of: Town.child, by: parent)
        #expect(cases(of: own("wmp", "N/91")) == ["C-1042"])
        #expect(cases(of: Self.absentID).isEmpty)
    }

    @Test mutating func `an ended relation routes no longer, and one that is not yet begun does not`() throws
    {
        try relate(.carer, of: Town.child, from: "2018-06-06", to: "2018-06-08")
        #expect(cases(of: Self.absentID, at: "2018-06-05T10:00:00+01:00").isEmpty)
        #expect(cases(of: Self.absentID, at: "2018-06-06T10:00:00+01:00") == ["C-1042"])
        #expect(cases(of: Self.absentID, at: "2018-06-07T10:00:00+01:00") == ["C-1042"])
        #expect(cases(of: Self.absentID, at: "2018-06-08T10:00:00+01:00").isEmpty)
        try relate(.carer, of: Town.child, to: nil)
        #expect(cases(of: Self.absentID, at: "2018-06-09T10:00:00+01:00") == ["C-1042"])
    }

    @Test mutating func `a child is no way to its parent's other affairs, unless a person linked them`()
        throws
    {
        try town.open("C-7", [Self.absent])
        try town.allocate("bhm-csc/nadia", "ASW", on: "C-7")
        try relate(.parent, of: Town.child)
        #expect(cases(of: nhs("9990516286")) == ["C-1042"])
        try relate(.parent, of: Town.child, isLink: true)
        #expect(cases(of: nhs("9990516286")) == ["C-1042", "C-7"])
        #expect(cases(of: Self.absentID) == ["C-1042", "C-7"])
    }

    @Test mutating func `a concern about the mother reaches the case of her unborn child`() throws {
        let unborn = person("P-9-5")
        let mother = own("wmp", "N/90")
        let details = PersonDetails(due: date("2018-09-01"), mother: Self.absent, isUnborn: true)
        _ = town.register.personFound(details, as: unborn)
        try town.open("C-8", [unborn])
        try town.allocate("bhm-csc/nadia", "ASW", on: "C-8")
        let decision = town.route(town.matter([[mother.identifier]]))
        #expect(decision.cases == [caseID("C-8")])
        #expect(decision.routings.first?.reasons == [.related(Self.absent, as: .parent, to: unborn)])
        #expect(decision.routings.first?.isHeightened == false)
    }

    @Test
    mutating func
        `an address kept from a parent still lets the lead know of them, and from others leads nowhere`()
        throws
    {
        let members = [Household.Member(Town.child, .child), Household.Member(Town.mother, .parent)]
        let partner = person("P-9-6")
        _ = town.register.personRecorded([own("wmp", "N/96")], born: nil, as: partner)
        let protection = Household.Protection(
            people: [Self.absent, partner],
            roles: [Role("KWM")].compactMap(\.self)
        )
        let refuge = Household(id: householdID("H-1"), address: nil, members: members, protection: protection)
        _ = town.register.householdRecorded(refuge)
        try relate(.parent, of: Town.child)
        try relate(.partner, of: Town.mother, by: partner)
        try relate(.parent, of: Town.child, by: Town.mother)
        try town.allocate("bhm-add/femi", "KWM")
        let decision = town.route(town.matter([[Self.absentID.identifier]]))
        #expect(decision.cases == [caseID("C-1042")])
        #expect(untold(decision.routings.first).contains("KWM bhm-add/femi protected-address"))
        #expect(!told(decision.routings.first).contains { $0.contains("femi") })
        #expect(cases(of: own("wmp", "N/96")).isEmpty)
    }

    @Test mutating func `a person has no more relations than a family can`() throws {
        for number in 0..<Register.mostRelations {
            try relate(.sibling, of: person("P-50-\(number)"))
        }
        #expect(throws: RegisterError.tooMany(Self.absent)) {
            _ = try town.register.relationRecorded(
                Relation(Relation.Key(person("P-51-0"), .sibling, of: Self.absent))
            )
        }
    }
}
