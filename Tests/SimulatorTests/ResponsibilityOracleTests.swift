import Testing
import Transfer
import Vocabulary

@testable import Simulator

/// The oracle notices each thing that must never be, by holders and decisions alone.
@Suite struct ResponsibilityOracleTests {
    private static let (here, there) = (
        SimulatedPartnership.authorities[0], SimulatedPartnership.authorities[1]
    )
    private var oracle = ResponsibilityOracle(
        [SimulatedChild(0, origin: 0, siblings: 1)],
        brokers: 3,
        areClocksRight: true
    )
    private let parties = TransferParties(
        transfer: named("T-1"),
        lineage: named("L-0"),
        from: Self.here,
        to: Self.there
    )
    private let now = Instant(milliseconds: 1)
    private let key = ConcernKey(source: "urn:concordat:E08000025:wmp:niche", id: named("c-1"))

    private func digest(_ number: Int) throws -> Digest {
        let digits = String(number, radix: 16)
        return try #require(Digest(hex: String(repeating: "0", count: 64 - digits.count) + digits))
    }

    private func said(_ number: Int) throws -> EntryReference {
        EntryReference(sequence: LedgerSequence(1), id: named("m-\(number)"), digest: try digest(number))
    }

    private func act(_ offer: Int, isOurWord: Bool = false) throws -> OfferAct {
        OfferAct(
            parties: parties,
            epoch: 1,
            offer: try digest(offer),
            said: try said(99),
            isOurWord: isOurWord
        )
    }

    private func offer(_ number: Int, epoch: Int64 = 1) throws -> Offer {
        let terms = OfferTerms(kind: .childProtection, members: [])
        return Offer(parties.header(epoch: epoch), terms, said: try said(number))
    }

    private func accepted(_ offer: Int) throws -> TransferFact {
        .accepted(try act(offer), conference: CivilDate(daysSinceEpoch: 20_000), at: now)
    }

    private func released(_ offer: Int) throws -> TransferFact {
        .released(try act(offer), through: LedgerSequence(1), coming: [], at: now)
    }

    private mutating func stands(_ broker: Int, _ standing: Responsibility?, durable: Responsibility? = nil) {
        oracle.stands(broker, decided: [standing], durable: [durable ?? standing])
    }

    @Test mutating func `a straight handover breaks nothing`() throws {
        stands(0, .offered(to: Self.there))
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        stands(1, .received(from: Self.here))
        oracle.durable(.received(try offer(1), at: now), at: 1)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
        oracle.stored(key, about: 0, isTold: true, from: 0, at: 1)
        stands(1, .accepted(with: Self.here))
        oracle.durable(try accepted(1), at: 1)
        oracle.decided(try released(1), at: 0)
        stands(0, .released(to: Self.there))
        oracle.durable(try released(1), at: 0)
        stands(1, .sole)
        oracle.durable(.settled(try act(1), at: now), at: 1)
        oracle.end(dead: [])
        #expect(oracle.violation == nil)
        #expect(oracle.overlaps == 1)
    }

    @Test mutating func `nobody holds`() {
        stands(0, .released(to: Self.there))
        #expect(oracle.violation?.invariant == "I1")
    }

    @Test mutating func `what is only in memory holds nothing`() {
        stands(0, .offered(to: Self.there))
        stands(1, .accepted(with: Self.here), durable: .received(from: Self.here))
        stands(0, .released(to: Self.there))
        #expect(oracle.violation?.invariant == "I1")
    }

    @Test mutating func `two hold and one shows as sole`() {
        stands(1, .interim(with: Self.here))
        #expect(oracle.violation?.invariant == "I2")
    }

    @Test mutating func `a release without acceptance`() throws {
        oracle.decided(try released(1), at: 0)
        #expect(oracle.violation?.invariant == "I3")
    }

    @Test mutating func `a decision that changes, and an epoch that is used twice`() throws {
        var other = oracle
        oracle.durable(try accepted(1), at: 1)
        oracle.durable(.declined(try act(1), at: now), at: 1)
        #expect(oracle.violation?.invariant == "I4")
        other.durable(.offered(try offer(1), at: now), at: 0)
        other.durable(.offered(try offer(2), at: now), at: 0)
        #expect(other.violation?.invariant == "I4")
    }

    @Test mutating func `what never was in a second place is undecided after a restore, and nothing else`()
        throws
    {
        oracle.durable(try accepted(1), at: 1)
        var kept = oracle
        oracle.restored(1, unmirrored: [try digest(1), try digest(2)])
        var released = oracle
        oracle.durable(.declined(try act(1), at: now), at: 1)
        #expect(oracle.violation == nil)
        oracle.durable(try accepted(1), at: 1)
        #expect(oracle.violation?.invariant == "I4")
        // The second place has it, or somebody heard of it all the same.
        kept.restored(1, unmirrored: [try digest(2)])
        kept.durable(.declined(try act(1), at: now), at: 1)
        #expect(kept.violation?.invariant == "I4")
        released.decided(try self.released(1), at: 0)
        #expect(released.violation?.invariant == "I3")
    }

    @Test func `a release that is handed back asks for nothing if its child has come back since`()
        throws
    {
        var (here, gone) = (oracle, oracle)
        func hand(back oracle: inout ResponsibilityOracle, isBack: Bool) throws -> String? {
            oracle.durable(.offered(try offer(1), at: now), at: 0)
            oracle.durable(try released(1), at: 0)
            if isBack {
                oracle.durable(.offered(try offer(2, epoch: 2), at: now), at: 0)
                oracle.durable(.declined(try act(2), at: now), at: 0)
            }
            oracle.restored(0, hasMirror: false)
            oracle.durable(.offered(try offer(1), at: now), at: 0)
            oracle.durable(try released(1), at: 0)
            oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
            oracle.end(dead: [0])
            return oracle.violation?.invariant
        }
        #expect(try hand(back: &here, isBack: true) == nil)
        #expect(try hand(back: &gone, isBack: false) == "C1")
    }

    @Test mutating func `two open offers`() {
        stands(0, .offered(to: Self.there))
        stands(2, .offered(to: Self.there))
        #expect(oracle.violation?.invariant == "I5")
    }

    @Test mutating func `a concern that is told twice, forwarded twice, or sent back`() throws {
        func queued(to peer: AuthorityCode) -> TransferFact {
            .queued(Parcel(to: peer, sequence: LedgerSequence(1), concern: key), at: now)
        }
        var (twice, back, atOnce) = (oracle, oracle, oracle)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
        oracle.stored(key, about: 0, isTold: true, from: 1, at: 0)
        #expect(oracle.violation?.invariant == "C2")
        twice.durable(queued(to: Self.there), at: 0)
        twice.durable(queued(to: Self.there), at: 0)
        #expect(twice.violation?.invariant == "C2")
        back.stored(key, about: 0, isTold: true, from: 1, at: 0)
        back.durable(queued(to: Self.there), at: 0)
        #expect(back.violation?.invariant == "C2")
        // What is forwarded in the turn that takes it is durable with it.
        atOnce.durable(queued(to: Self.there), at: 0)
        atOnce.stored(key, about: 0, isTold: true, from: 1, at: 0)
        #expect(atOnce.violation?.invariant == "C2")
    }

    @Test mutating func `what a disk forgot that had no second place is contradicted and settled`() {
        var mirrored = oracle
        mirrored.restored(1)
        let released: [Responsibility?] = [.released(to: Self.there)]
        mirrored.stands(0, decided: released, durable: released)
        #expect(mirrored.violation?.invariant == "I1")
        oracle.restored(1, hasMirror: false)
        oracle.stands(0, decided: released, durable: released)
        #expect(oracle.violation == nil)
        oracle.end(dead: [])
        #expect(oracle.violation?.invariant == "L1")
    }

    @Test(arguments: [0, 1])
    mutating func `an offer that no ledger has any more asks for nothing, and one that a ledger has for all`(
        broker: Int
    ) throws {
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        oracle.restored(0, hasMirror: false)
        var (kept, mirrored) = (oracle, oracle)
        oracle.forgetLost(keeping: [])
        kept.forgetLost(keeping: [try offer(1).digest])
        mirrored.forgetLost(keeping: nil)
        func invariant(_ oracle: ResponsibilityOracle) -> String? {
            var oracle = oracle
            oracle.stored(key, about: 0, isTold: true, from: nil, at: broker)
            oracle.end(dead: [])
            return oracle.violation?.invariant
        }
        #expect(invariant(oracle) == nil)
        #expect(invariant(kept) == "C1")
        #expect(invariant(mirrored) == "C1")
    }

    @Test mutating func `what an offer asked for goes with it, and with nothing else`() throws {
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 1)
        oracle.restored(0, hasMirror: false)
        var kept = oracle
        oracle.forgetLost(keeping: [])
        oracle.end(dead: [])
        #expect(oracle.violation == nil)
        kept.forgetLost(keeping: [try offer(1).digest, try offer(2).digest])
        kept.end(dead: [])
        #expect(kept.violation?.invariant == "C1")
    }

    @Test func `what whoever owed it lost is owed no more, and what it or the other has still is`() throws {
        func invariant(losing lost: [Int]) throws -> String? {
            var oracle = oracle
            oracle.durable(.offered(try offer(1), at: now), at: 0)
            oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
            // A third authority has it, and owes it to nobody.
            oracle.stored(key, about: 0, isTold: true, from: 0, at: 2)
            for broker in lost { oracle.restored(broker) }
            oracle.forgetLost(keeping: nil)
            oracle.end(dead: [0])
            return oracle.violation?.invariant
        }
        #expect(try invariant(losing: [0]) == nil)
        #expect(try invariant(losing: []) == "C1")
        #expect(try invariant(losing: [1, 2]) == "C1")
    }

    @Test func `what one side lost and then the other is owed no more, and what only one lost is given back`()
        throws
    {
        func invariant(losing lost: [Int]) throws -> String? {
            var oracle = oracle
            oracle.durable(.offered(try offer(1), at: now), at: 0)
            oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
            oracle.stored(key, about: 0, isTold: true, from: 0, at: 1)
            oracle.durable(.declined(try act(1), at: now), at: 0)
            for broker in lost {
                oracle.restored(broker)
                oracle.forgetLost(keeping: nil)
                // A third authority hands it back to whom it came from.
                if broker == 0 { oracle.stored(key, about: 0, isTold: true, from: 2, at: 0) }
            }
            oracle.end(dead: [0])
            return oracle.violation?.invariant
        }
        #expect(try invariant(losing: [0, 1]) == nil)
        #expect(try invariant(losing: [0]) == nil)
        #expect(try invariant(losing: [1]) == "C1")
    }

    @Test(arguments: [true, false])
    mutating func `what its publisher told the other side as well is in its file, and is nobody's debt`(
        isAside: Bool
    ) throws {
        if isAside { oracle.stored(key, about: 0, isTold: true, from: nil, at: 1) }
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
        if !isAside { oracle.stored(key, about: 0, isTold: true, from: 0, at: 1) }
        oracle.restored(0)
        oracle.forgetLost(keeping: nil)
        oracle.end(dead: [])
        #expect(oracle.violation?.invariant == (isAside ? nil : "C1"))
    }

    @Test mutating func `who becomes sole without what was released with the child`() throws {
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
        oracle.durable(try released(1), at: 0)
        oracle.durable(.settled(try act(1), at: now), at: 1)
        #expect(oracle.violation?.invariant == "C1")
    }

    @Test mutating func `that it was sole by a release it says again before everything is handed back`()
        throws
    {
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        oracle.restored(1)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
        oracle.durable(try released(1), at: 0)
        var first = oracle
        oracle.durable(.settled(try act(1, isOurWord: true), at: now), at: 1)
        #expect(oracle.violation == nil)
        first.durable(.settled(try act(1), at: now), at: 1)
        #expect(first.violation?.invariant == "C1")
    }

    @Test func `what the offerer was told while it was sole is not in the release`() throws {
        var (plain, forwarded) = (oracle, oracle)
        // Broker 2 let the child go to the receiver long ago, and was told of the same.
        let old = TransferParties(
            transfer: named("T-0"),
            lineage: named("L-0"),
            from: SimulatedPartnership.authorities[2],
            to: Self.there
        )
        let act = OfferAct(parties: old, epoch: 0, offer: try digest(7), said: try said(98), isOurWord: true)
        let first = TransferFact.released(act, through: LedgerSequence(1), coming: [], at: now)
        func hand(over oracle: inout ResponsibilityOracle, isForwarded: Bool) throws {
            oracle.durable(first, at: 2)
            oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
            oracle.stored(key, about: 0, isTold: true, from: nil, at: 2)
            if isForwarded { oracle.stored(key, about: 0, isTold: false, from: 2, at: 0) }
            oracle.durable(.offered(try offer(1), at: now), at: 0)
            oracle.durable(try released(1), at: 0)
            oracle.durable(.settled(try self.act(1), at: now), at: 1)
        }
        try hand(over: &plain, isForwarded: false)
        #expect(plain.violation == nil)
        try hand(over: &forwarded, isForwarded: true)
        #expect(forwarded.violation?.invariant == "C1")
        plain.end(dead: [0])
        #expect(plain.violation?.invariant == "C1")
    }

    @Test mutating func `a concern that never reached the other side, early ones included`() throws {
        var early = oracle
        oracle.durable(.offered(try offer(1), at: now), at: 0)
        oracle.stored(key, about: 0, isTold: true, from: nil, at: 0)
        oracle.end(dead: [])
        #expect(oracle.violation?.invariant == "C1")
        early.durable(.offered(try offer(1), at: now), at: 0)
        early.stored(key, about: 0, isTold: true, from: nil, at: 1)
        early.durable(.received(try offer(1), at: now), at: 1)
        early.end(dead: [])
        #expect(early.violation?.invariant == "C1")
    }

    @Test mutating func `a receipt for something else, and an entry that is gone`() {
        var gone = oracle
        oracle.receipted(1, named("m-1"), stored: named("m-2"), at: 0)
        #expect(oracle.violation?.invariant == "R1")
        gone.receipted(1, named("m-1"), stored: named("m-1"), at: 0)
        gone.compare(0) { _ in nil }
        #expect(gone.violation?.invariant == "R1")
    }

    @Test mutating func `something that never settles`() {
        stands(0, .offered(to: Self.there))
        oracle.end(dead: [])
        #expect(oracle.violation?.invariant == "L1")
    }
}
