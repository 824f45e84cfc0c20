import Routing
import Testing
import Topics
import Vocabulary

/// Two records are one person only after a named person said so, and again two when they take it back (S17).
@Suite struct RegisterMergeTests {
    private var register = Register()
    private let first = person("P-1-0")
    private let second = person("P-2-0")
    private let third = person("P-3-0")
    private let decider = staff("bhm-csc/dee")

    init() {
        _ = register.personRecorded([own("wmp", "N/1")], born: date("2012-03-04"), as: first)
        _ = register.personRecorded([own("bhm-hv", "H/2")], born: nil, as: second)
        _ = register.personRecorded([own("bhm-gp", "G/3")], born: nil, as: third)
    }

    private mutating func merge(_ absorb: PersonID, into keep: PersonID, at entry: Int64) throws {
        _ = try register.merged(absorb, into: keep, by: decider, in: LedgerSequence(entry))
    }

    private func match(_ scheme: String, _ value: String) -> PersonMatch {
        register.match([known(scheme, value)])
    }

    @Test mutating func `the absorbed handle leads to the kept one everywhere`() throws {
        let house = householdID("H-1")
        let members = [Household.Member(second, .child)]
        _ = register.householdRecorded(Household(id: house, address: nil, members: members))
        try merge(second, into: first, at: 5)
        #expect(match("bhm-hv", "H/2") == .one(first))
        #expect(register.match([known("wmp", "N/1"), known("bhm-hv", "H/2")]) == .one(first))
        #expect(register.person(second) == register.person(first))
        #expect(register.person(first)?.identifiers.count == 2)
        #expect(register.households(of: first) == [house] && register.households(of: second) == [house])
        #expect(register.household(house)?.members.map(\.person) == [first])
        #expect(register.handles(of: second) == [first, second])
    }

    @Test mutating func `taken back, each has what it had and what came by its own identifiers since`() throws
    {
        let before = [register.person(first), register.person(second)]
        try merge(second, into: first, at: 5)
        _ = try register.unmerged(second, from: first, by: decider)
        #expect([register.person(first), register.person(second)] == before)
        try merge(second, into: first, at: 6)
        _ = register.personRecorded([own("bhm-hv", "H/2"), nhs("9990516286")], born: nil, as: third)
        _ = register.personRecorded([own("wmp", "N/1"), own("wmp", "N/11")], born: nil, as: third)
        #expect(match("nhs", "9990516286") == .one(first))
        _ = try register.unmerged(second, from: first, by: decider)
        #expect(match("nhs", "9990516286") == .one(second))
        #expect(match("wmp", "N/11") == .one(first))
        #expect(register.merges.isEmpty)
    }

    @Test mutating func `of several merges exactly the one that joined the two is undone`() throws {
        try merge(second, into: first, at: 5)
        try merge(third, into: first, at: 6)
        _ = try register.unmerged(second, from: third, by: decider)
        #expect(register.isSame(first, second) && !register.isSame(first, third))
        try merge(first, into: third, at: 7)
        #expect(match("bhm-hv", "H/2") == .one(third))
        _ = try register.unmerged(second, from: third, by: decider)
        #expect(register.isSame(first, second) && !register.isSame(first, third))
    }

    @Test mutating func `what was never merged cannot be split, and a merge again changes nothing`() throws {
        try merge(second, into: first, at: 5)
        #expect(try register.merged(first, into: second, by: decider, in: LedgerSequence(6)) == .nothing)
        #expect(try register.unmerged(third, from: first, by: decider) == .nothing)
        #expect(throws: RegisterError.sameRecord(first)) {
            _ = try register.unmerged(first, from: first, by: decider)
        }
    }

    @Test mutating func `separated for ever is joined by nothing`() throws {
        let today = try #require(date("2018-06-06"))
        _ = try register.separated(first, from: second, isForEver: true, on: today)
        #expect(throws: RegisterError.separatedForEver) { try merge(second, into: first, at: 5) }
        #expect(throws: RegisterError.separatedForEver) {
            _ = try register.relationRecorded(
                Relation(Relation.Key(first, .linked, of: second), isLink: true)
            )
        }
        _ = try register.separated(first, from: second, on: today)
        #expect(register.areSeparatedForEver(second, first))
    }

    @Test mutating func `both cases are reached while merged, and one each before and after`() throws {
        var town = try Town()
        town.register = register
        try town.open("C-1", [first])
        try town.open("C-2", [second])
        for id in ["C-1", "C-2"] { try town.allocate("bhm-csc/nadia", "ASW", on: id) }
        func cases(_ scheme: String, _ value: String) -> [String] {
            town.route(town.matter([[known(scheme, value)]])).cases.map(\.text)
        }
        #expect(cases("wmp", "N/1") == ["C-1"])
        _ = try town.register.merged(second, into: first, by: decider, in: LedgerSequence(5))
        #expect(cases("wmp", "N/1") == ["C-1", "C-2"] && cases("bhm-hv", "H/2") == ["C-1", "C-2"])
        _ = try town.register.unmerged(second, from: first, by: decider)
        #expect(cases("wmp", "N/1") == ["C-1"] && cases("bhm-hv", "H/2") == ["C-2"])
    }

    @Test mutating func `verified beats unverified where identifiers contradict one another`() {
        let verified = HeldIdentifier(known("wmp", "N/1"), isVerified: true)
        #expect(register.record(of: [own("wmp", "N/1"), own("bhm-hv", "H/2")]) == nil)
        #expect(register.record(of: [verified, own("bhm-hv", "H/2")]) == first)
        _ = register.personRecorded([verified], born: nil, as: third)
        #expect(register.record(of: [own("wmp", "N/1"), own("bhm-hv", "H/2")]) == first)
        #expect(register.match([known("wmp", "N/1"), known("bhm-hv", "H/2")]) == .several([first, second]))
    }

    @Test
    mutating func `a verified NHS number is taken beside an unverified one, and a person still decides`() {
        let unverified = HeldIdentifier(known("nhs", "9990516286"), isVerified: false)
        _ = register.personRecorded([own("wmp", "N/1"), unverified], born: nil, as: third)
        let decision = register.personRecorded([own("wmp", "N/1"), nhs("9992839457")], born: nil, as: third)
        #expect(decision.facts.count == 2 && register.disputes.count == 1)
        #expect(match("nhs", "9992839457") == .one(first) && match("nhs", "9990516286") == .one(first))
        let again = register.personRecorded([own("wmp", "N/1"), nhs("9994673904")], born: nil, as: third)
        #expect(again.facts.count == 1 && match("nhs", "9994673904") == .nobody)
    }
}
