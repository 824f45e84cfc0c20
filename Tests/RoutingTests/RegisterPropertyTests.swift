import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

/// Whatever is recorded, merged, split, linked and born, the register can be rebuilt, and only people join records (S17).
@Suite struct RegisterPropertyTests {
    /// A register in which random things happen, and the joins that people decided, kept apart from it.
    private struct World {
        var register = Register()
        var facts: [Register.Fact] = []
        /// The joins in force, by the absorbed handle.
        var joins: [PersonID: PersonID] = [:]
        var handles: [PersonID] = []
        let today: CivilDate

        static let dee = staff("bhm-csc/dee")

        mutating func take(_ decision: Decision<Register.Fact, Never>, mayJoin: Bool = false) {
            for fact in decision.facts {
                switch fact {
                case .merged(let merge):
                    #expect(mayJoin)
                    joins[merge.absorb] = merge.keep
                case .unmerged(let absorbed, _):
                    #expect(mayJoin)
                    joins[absorbed] = nil
                case .personRecorded(let person) where !handles.contains(person.id): handles.append(person.id)
                default: break
                }
            }
            facts += decision.facts
        }

        mutating func step(_ number: Int, _ random: inout SeededGenerator) {
            func any(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
            func anybody() -> PersonID { handles.randomElement(using: &random) ?? person("P-0-0") }
            let new = person("P-\(number)-1")
            let born = today.advanced(byDays: -any(3))
            let identifiers = (0..<any(3)).map { _ in
                HeldIdentifier(known("a\(any(2))", "R\(any(16))"), isVerified: any(3) == 0)
            }
            let (one, other) = (anybody(), anybody())
            do throws(RegisterError) {
                switch any(12) {
                case 0, 1: take(register.personRecorded(identifiers, PersonDetails(born: born), as: new))
                case 2: take(register.personFound(PersonDetails(mother: one, isUnborn: true), as: new))
                case 3: take(register.childBorn(one, as: identifiers, on: today, of: other))
                case 4:
                    let kind = Relation.Kind.allCases[any(7)]
                    let to = any(2) == 0 ? today.advanced(byDays: any(3) - 1) : nil
                    let relation = Relation(Relation.Key(one, kind, of: other), to: to, isLink: any(3) == 0)
                    take(try register.relationRecorded(relation))
                case 5, 6:
                    let entry = LedgerSequence(Int64(number))
                    take(try register.merged(one, into: other, by: Self.dee, in: entry), mayJoin: true)
                case 7: take(try register.unmerged(one, from: other, by: Self.dee), mayJoin: true)
                case 8: take(try register.separated(one, from: other, isForEver: any(9) == 0, on: today))
                case 9:
                    let names = (0..<2).compactMap { _ in PersonSketch.Bucket(any(5)) }
                    take(register.sketched(one, PersonSketch(names: names)))
                case 10:
                    let name = [PersonSketch.Bucket(any(5))].compactMap(\.self)
                    let candidates = register.candidates(born: born, PersonSketch(names: name), besides: one)
                    let proposal = MatchProposal(
                        stranger: one,
                        candidates: candidates,
                        entry: LedgerSequence(Int64(number)),
                        at: Instant(milliseconds: Int64(number))
                    )
                    take(register.matchProposed(proposal))
                default:
                    let members = [one, other].map { Household.Member($0, .other) }
                    let home = Household(id: householdID("H-\(any(4))"), address: nil, members: members)
                    take(register.householdRecorded(home))
                }
            } catch {}  // A refusal changes nothing, which is what the comparison below shows.
        }

        /// Whom every identifier, handle and household leads to.
        var readings: [String] {
            let matches = (0..<2).flatMap { scheme in
                (0..<16).map { "\(register.match([known("a\(scheme)", "R\($0)")]))" }
            }
            return matches + handles.map { "\($0) \(String(describing: register.person($0)))" }
                + handles.map { "\($0) \(register.households(of: $0)) \(register.kin(of: $0, on: today))" }
                + handles.map { "\($0) \(register.probable(of: $0))" }
        }

        /// Whether people's own decisions join the two, counted by walking them and nothing else.
        func isJoined(_ one: PersonID, _ other: PersonID) -> Bool { end(of: one) == end(of: other) }

        private func end(of handle: PersonID) -> PersonID {
            var handle = handle
            while let next = joins[handle] { handle = next }
            return handle
        }
    }

    private static func world(_ seed: UInt64) throws -> (World, SeededGenerator) {
        var random = SeededGenerator(seed: seed)
        var world = World(today: try #require(date("2018-06-06")))
        for number in 0..<90 { world.step(number, &random) }
        return (world, random)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `replaying the facts rebuilds the register, and so does their restatement`(seed: UInt64) throws {
        let (world, _) = try Self.world(seed)
        var replayed = Register()
        for fact in world.facts { replayed.apply(fact) }
        #expect(replayed == world.register)
        var restated = Register()
        for fact in world.register.restated { restated.apply(fact) }
        #expect(restated == world.register)
        #expect(restated.restated == world.register.restated)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `two records are one person exactly while people's decisions join them`(seed: UInt64) throws {
        let (world, _) = try Self.world(seed)
        for one in world.handles {
            for other in world.handles {
                #expect(world.register.isSame(one, other) == world.isJoined(one, other))
            }
            let handles = world.handles.filter { world.isJoined(one, $0) }.sorted()
            #expect(world.register.handles(of: one) == handles)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a merge that is taken back leaves every reading as it was`(seed: UInt64) throws {
        var (world, random) = try Self.world(seed)
        for number in 0..<20 {
            let (before, state) = (world.readings, world.register)
            let one = try #require(world.handles.randomElement(using: &random))
            let other = try #require(world.handles.randomElement(using: &random))
            guard !world.register.isSame(one, other), !world.register.areSeparatedForEver(one, other) else {
                continue
            }
            let entry = LedgerSequence(Int64(1_000 + number))
            _ = try world.register.merged(one, into: other, by: World.dee, in: entry)
            #expect(world.register.isSame(one, other))
            _ = try world.register.unmerged(other, from: one, by: World.dee)
            #expect(world.readings == before)
            #expect(world.register == state)
        }
    }
}
