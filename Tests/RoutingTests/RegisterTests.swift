import Routing
import Testing
import Topics
import Vocabulary

@Suite struct RegisterTests {
    private var register = Register()
    private let first = person("P-1-0")
    private let second = person("P-2-0")
    private let third = person("P-3-0")

    @Test mutating func `a person is new once and updated by any known identifier`() {
        let born = date("2016-11-14")
        let new = register.personRecorded([nhs("9990516286")], born: born, as: first)
        let person = Person(id: first, born: born, identifiers: [nhs("9990516286")])
        #expect(new == Decision(facts: [.personRecorded(person)]))
        let again = register.personRecorded(
            [nhs("9990516286"), own("wmp", "N/1")],
            born: nil,
            as: second
        )
        let more = Person(id: first, born: born, identifiers: [nhs("9990516286"), own("wmp", "N/1")])
        #expect(again == Decision(facts: [.personRecorded(more)]))
        #expect(register.personRecorded([own("wmp", "N/1")], born: born, as: third) == .nothing)
        #expect(register.match([known("wmp", "N/1")]) == .one(first))
        #expect(register.person(second) == nil)
    }

    @Test mutating func `identifiers agree exactly or not at all`() {
        _ = register.personRecorded([own("wmp", "N/1")], born: nil, as: first)
        for (scheme, value) in [("wmp", "n/1"), ("wmp", "N/10"), ("wmp", "N/"), ("west", "N/1")] {
            #expect(register.match([known(scheme, value)]) == .nobody)
        }
        #expect(PersonIdentifier(scheme: "nhs", value: "9990516287") == nil)
    }

    @Test mutating func `two people are never made one`() {
        _ = register.personRecorded([nhs("9990516286")], born: nil, as: first)
        _ = register.personRecorded([own("wmp", "N/1")], born: nil, as: second)
        let before = [register.person(first), register.person(second)]
        let decision = register.personRecorded([nhs("9990516286"), own("wmp", "N/1")], born: nil, as: third)
        let dispute = IdentityDispute(
            people: [first, second],
            identifiers: [known("nhs", "9990516286"), known("wmp", "N/1")]
        )
        #expect(decision == Decision(facts: [.identityDisputed(dispute)]))
        #expect([register.person(first), register.person(second)] == before)
        #expect(register.person(third) == nil)
        #expect(register.disputes == [dispute])
        #expect(
            register.personRecorded([own("wmp", "N/1"), nhs("9990516286")], born: nil, as: third) == .nothing
        )
    }

    @Test mutating func `a second NHS number for one person is a dispute`() {
        _ = register.personRecorded([nhs("9990516286"), own("wmp", "N/1")], born: nil, as: first)
        let decision = register.personRecorded([nhs("9992839457"), own("wmp", "N/1")], born: nil, as: second)
        let given = [known("nhs", "9992839457"), known("wmp", "N/1")]
        #expect(decision.facts == [.identityDisputed(IdentityDispute(people: [first], identifiers: given))])
        #expect(register.match([known("nhs", "9992839457")]) == .nobody)
        let both = register.personRecorded([nhs("9994673904"), nhs("9991427317")], born: nil, as: third)
        #expect(both.facts.count == 1 && register.person(third) == nil)
    }

    @Test mutating func `verified once is verified`() {
        _ = register.personRecorded([own("wmp", "N/1")], born: nil, as: first)
        let verified = HeldIdentifier(known("wmp", "N/1"), isVerified: true)
        _ = register.personRecorded([verified], born: nil, as: second)
        #expect(register.personRecorded([own("wmp", "N/1")], born: nil, as: third) == .nothing)
        #expect(register.person(first)?.identifiers == [verified])
    }

    @Test mutating func `a household recorded again is what it is now`() {
        let id = householdID("H-1")
        let address = Household.Address(uprn: identifier("099900000021"), authority: identifier("E08000025"))
        func household(_ people: [PersonID]) -> Household {
            Household(id: id, address: address, members: people.map { Household.Member($0, .child) })
        }
        #expect(
            register.householdRecorded(household([second, first])).facts == [
                .householdRecorded(household([first, second]))
            ]
        )
        #expect(register.householdRecorded(household([first, second])) == .nothing)
        _ = register.householdRecorded(household([third]))
        #expect(register.households(of: first).isEmpty)
        #expect(register.households(of: third) == [id])
        #expect(register.household(id)?.address?.uprn?.text == "099900000021")
    }

    @Test mutating func `a revoked key neither speaks nor comes back`() throws {
        func key(_ status: SystemKey.Status, user: String = "wmp/niche") -> SystemKey {
            SystemKey(
                key: identifier("k1"),
                user: identifier(user),
                status: status,
                roles: [Role("PPU")].compactMap(\.self),
                publishes: [TopicPattern("police.>")].compactMap(\.self),
                sees: [],
                cases: .involved
            )
        }
        let topic = try #require(Topic("police.arrest"))
        _ = try register.keyRecorded(key(.active))
        #expect(register.key(identifier("k1"))?.mayPublish(topic) == true)
        #expect(register.key(identifier("k1"))?.maySee(topic) == false)
        #expect(register.roles(of: identifier("wmp/niche")).map(\.code) == ["PPU"])
        #expect(throws: RegisterError.keyBelongsToAnother(identifier("wmp/niche"))) {
            try register.keyRecorded(key(.active, user: "bhm/x"))
        }
        _ = try register.keyRecorded(key(.revoked))
        #expect(try register.keyRecorded(key(.revoked)) == .nothing)
        #expect(register.key(identifier("k1"))?.mayPublish(topic) == false)
        #expect(register.roles(of: identifier("wmp/niche")).isEmpty)
        #expect(register.systems.isEmpty)
        #expect(throws: RegisterError.keyRevoked(identifier("wmp/niche"))) {
            try register.keyRecorded(key(.active))
        }
    }

    @Test mutating func `a role is filled by the team, else its agency, else anybody, a rota first`() throws {
        var town = try Town()
        let today = try #require(date("2018-06-06"))
        #expect(
            town.register.staff(filling: .teamManager, near: staff("bhm-csc/east"), on: today)
                == staff("bhm-csc/tess")
        )
        #expect(town.register.staff(filling: .teamManager, near: nil, on: today) == staff("bhm-csc/lost"))
        town.member("aaa/first", "TM")
        #expect(
            town.register.staff(filling: .teamManager, near: staff("bhm-csc/west"), on: today)
                == staff("bhm-csc/lost")
        )
        #expect(town.register.staff(filling: .dutyTeam, near: nil, on: today) == staff("bhm-csc/duty"))
        town.member("bhm-csc/alone", "DUTY")
        #expect(town.register.staff(filling: .dutyTeam, near: nil, on: today) == staff("bhm-csc/duty"))
        town.member("bhm-csc/lost", "TM", left: "2018-06-07")
        #expect(
            town.register.staff(filling: .teamManager, near: nil, on: today.advanced(byDays: 1))
                == staff("aaa/first")
        )
        town.member("bhm-csc/lost", "TM")
        town.member("bhm-csc/tess", "HOS")
        #expect(
            town.register.staff(filling: .teamManager, near: staff("bhm-csc/east"), on: today)
                == staff("bhm-csc/lost")
        )
    }
}
