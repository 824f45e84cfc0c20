import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

/// Whoever no identifier finds and who may be somebody known is told to both and decided by a person.
@Suite struct RegisterMatchTests {
    private var town: Town
    private let stranger = person("P-9-x1")
    private let born = date("2016-11-14")

    init() throws {
        town = try Town()
        _ = town.register.sketched(Town.child, sketch(names: [7], places: [40]))
    }

    private func sketch(names: [Int] = [], places: [Int] = []) -> PersonSketch {
        PersonSketch(
            names: names.compactMap { PersonSketch.Bucket($0) },
            places: places.compactMap { PersonSketch.Bucket($0) }
        )
    }

    private func candidates(_ sketch: PersonSketch, _ born: String = "2016-11-14") -> [MatchProposal
        .Candidate]
    {
        date(born).map { town.register.candidates(born: $0, sketch) } ?? []
    }

    @Test func `the same day and a name or an address make somebody probable, and neither alone`() {
        #expect(candidates(sketch(names: [7])) == [.init(Town.child, because: [.born, .name])])
        #expect(candidates(sketch(places: [40])) == [.init(Town.child, because: [.born, .address])])
        #expect(
            candidates(sketch(names: [7, 8], places: [40])) == [
                .init(Town.child, because: [.born, .name, .address])
            ]
        )
        #expect(candidates(sketch(names: [8])).isEmpty)
        #expect(candidates(sketch(names: [7], places: [40]), "2016-11-15").isEmpty)
    }

    private mutating func propose() {
        _ = town.register.personFound(PersonDetails(born: born), as: stranger)
        let candidate = MatchProposal.Candidate(Town.child, because: [.born, .name])
        let now = at("2018-06-06T10:00:00+01:00")
        let proposal = MatchProposal(
            stranger: stranger,
            candidates: [candidate],
            entry: LedgerSequence(9),
            at: now
        )
        #expect(town.register.matchProposed(proposal).facts == [.matchProposed(proposal)])
        #expect(town.register.matchProposed(proposal) == .nothing)
    }

    private func places() -> [String] {
        var matter = town.matter([])
        matter.strangers = [stranger]
        return town.route(matter).routings.map { $0.caseID?.text ?? "front-door" }
    }

    @Test mutating func `until somebody decides both are told: the case, and the front door`() {
        propose()
        #expect(places() == ["C-1042", "front-door"])
        #expect(town.register.openProposals.count == 1)
        #expect(!town.register.isSame(stranger, Town.child))
    }

    @Test mutating func `declared different, only the front door is told, and nobody asks again`() throws {
        propose()
        let today = try #require(date("2018-06-06"))
        _ = try town.register.separated(stranger, from: Town.child, on: today)
        #expect(places() == ["front-door"])
        #expect(town.register.openProposals.isEmpty)
        let again = try #require(
            born.map {
                town.register.candidates(born: $0, sketch(names: [7]), besides: stranger)
            }
        )
        #expect(again.isEmpty)
    }

    @Test mutating func `merged or linked, only the case is told, and taken back the question is open again`()
        throws
    {
        propose()
        let dee = staff("bhm-csc/dee")
        _ = try town.register.merged(stranger, into: Town.child, by: dee, in: LedgerSequence(10))
        #expect(places() == ["C-1042"] && town.register.openProposals.isEmpty)
        _ = try town.register.unmerged(stranger, from: Town.child, by: dee)
        #expect(places() == ["C-1042", "front-door"] && town.register.openProposals.count == 1)
        let link = Relation(Relation.Key(stranger, .linked, of: Town.child), isLink: true)
        _ = try town.register.relationRecorded(link)
        #expect(places() == ["C-1042"] && town.register.openProposals.isEmpty)
    }

    @Test mutating func `both leads are told of either while nobody has decided`() throws {
        propose()
        try town.open("C-9", [stranger])
        try town.allocate("bhm-csc/tess", "ASW", on: "C-9")
        #expect(places() == ["C-1042", "C-9"])
        let decision = town.route(town.matter([[known("nhs", "9990516286")]]))
        #expect(decision.cases.map(\.text) == ["C-1042", "C-9"])
    }
}
