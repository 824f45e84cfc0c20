import Transfer
import Vocabulary

/// Judges a simulation by receipts, holders and decisions alone, never by how a broker came to them.
///
/// It is told what a broker decided (in memory) and what of it is durable; a process that dies goes from the one to the
/// other, so everything must hold of either.
struct ResponsibilityOracle {
    /// A promise that was broken.
    struct Violation: Error, Sendable, Equatable {
        let invariant: String
        let detail: String
    }

    private enum Verdict { case accepted, declined }
    /// Another broker, and the offer that brought the two together.
    private typealias Bond = (broker: Int, offer: Digest)

    /// What is known of a lineage.
    private struct Line {
        /// What each broker stands for, decided and durable.
        var decided: [Responsibility?]
        var durable: [Responsibility?]
        /// The first offer made under each epoch.
        var epochs: [Int64: Digest] = [:]
        /// Whom each broker must tell of new concerns, and to whom it last let go.
        var partner: [Int: Bond] = [:]
        var releasedTo: [Int: Bond] = [:]
        /// Who has offered to each broker, while the offer has not come.
        var coming: [Int: Bond] = [:]
        /// Concerns that whoever ends up sole must know, and who must tell whom of each, by which offer.
        var debts: [ConcernKey: [(by: Int, to: Bond)]] = [:]
        /// What of them an offerer knew when it released, by offer.
        var released: [Digest: Set<ConcernKey>] = [:]
    }

    private let places: [AuthorityCode: Int]
    private let origins: [Int]
    private let areClocksRight: Bool
    private let lineages: [LineageID: Int]
    private var lines: [Line]
    private var verdicts: [Digest: Verdict] = [:]
    /// How often each broker told its people of a concern, and whether it has it at all.
    private var told: [[ConcernKey: Int]]
    private var cameFrom: [[ConcernKey: Int]]
    private var forwarded: [Set<Forward>]
    /// Concerns that a publisher told a broker while no other needed them of it: they are in its file, and nobody waits.
    private var aside: Set<Forward> = []
    /// Receipts that were given out, by broker and sequence.
    private var receipts: [[Int64: MessageID]]
    private(set) var violation: Violation?
    private(set) var overlaps = 0
    private var wasRestored = false
    /// Whether a decision may have been lost with the only disk that had it: then only the end is promised.
    private var mayContradict = false

    private struct Forward: Hashable {
        let concern: ConcernKey
        let to: Int
    }

    init(_ children: [SimulatedChild], brokers: Int, areClocksRight: Bool) {
        self.areClocksRight = areClocksRight
        places = Dictionary(uniqueKeysWithValues: zip(SimulatedPartnership.authorities, 0...))
        origins = children.map(\.origin)
        lineages = Dictionary(uniqueKeysWithValues: children.map { ($0.lineage, $0.number) })
        let unspoken: [Responsibility?] = Array(repeating: nil, count: brokers)
        lines = children.map { _ in Line(decided: unspoken, durable: unspoken) }
        (told, cameFrom) = (Array(repeating: [:], count: brokers), Array(repeating: [:], count: brokers))
        (forwarded, receipts) = (Array(repeating: [], count: brokers), Array(repeating: [:], count: brokers))
    }

    mutating func fail(_ invariant: String, _ detail: String) {
        if violation == nil { violation = Violation(invariant: invariant, detail: detail) }
    }

    // MARK: Holders

    /// What a broker stands for changed, in memory or on its disk.
    mutating func stands(_ broker: Int, decided: [Responsibility?], durable: [Responsibility?]) {
        for index in lines.indices {
            guard
                lines[index].decided[broker] != decided[index]
                    || lines[index].durable[broker] != durable[index]
            else { continue }
            let before = holders(index).count
            (lines[index].decided[broker], lines[index].durable[broker]) = (decided[index], durable[index])
            check(index)
            if before < 2, holders(index).count > 1 { overlaps += 1 }
        }
    }

    /// Before anybody spoke of a child it is its origin's.
    private func standing(_ standing: Responsibility?, _ broker: Int, _ index: Int) -> Responsibility {
        standing
            ?? (origins[index] == broker
                ? .sole : .elsewhere(SimulatedPartnership.authorities[origins[index]]))
    }

    private func standings(_ index: Int) -> [(decided: Responsibility, durable: Responsibility)] {
        lines[index].decided.indices.map { broker in
            (
                standing(lines[index].decided[broker], broker, index),
                standing(lines[index].durable[broker], broker, index)
            )
        }
    }

    private func holders(_ index: Int) -> [Int] {
        standings(index).enumerated().filter { $1.decided.isHeldHere && $1.durable.isHeldHere }.map(\.offset)
    }

    private mutating func check(_ index: Int) {
        guard !mayContradict else { return }
        let standings = standings(index)
        if !standings.contains(where: { $0.decided.isHeldHere && $0.durable.isHeldHere }) {
            fail("I1", "nobody holds: \(standings)")
        }
        let soles = standings.indices.filter {
            standings[$0].decided == .sole || standings[$0].durable == .sole
        }
        let holding = standings.indices.filter {
            standings[$0].decided.isHeldHere || standings[$0].durable.isHeldHere
        }
        if let sole = soles.first, holding.contains(where: { $0 != sole }) {
            fail("I2", "\(sole) shows sole and others hold: \(standings)")
        }
        let offerers = standings.filter { if case .offered = $0.decided { true } else { false } }
        if offerers.count > 1 { fail("I5", "two open offers: \(standings)") }
    }

    // MARK: Decisions

    /// A broker decided; it may still forget it.
    mutating func decided(_ fact: TransferFact, at broker: Int) {
        guard case .released(let act, _, _, _) = fact, places[act.parties.from] == broker else { return }
        let isFounded = mayContradict || verdicts[act.offer] == .accepted
        if !isFounded { fail("I3", "released, and never accepted: \(act.offer.hex)") }
    }

    /// What a broker decided is durable.
    mutating func durable(_ fact: TransferFact, at broker: Int) {
        switch fact {
        case .offered(let offer, _):
            guard let index = lineages[offer.parties.lineage] else { return }
            let other = lines[index].epochs.updateValue(offer.digest, forKey: offer.epoch)
            let isNew = other != offer.digest
            if isNew, other != nil, !mayContradict { fail("I4", "epoch \(offer.epoch) has two offers") }
            // Handed back after a restore, an offer may be older than what was done since; so may a release.
            guard let to = places[offer.parties.to], newest(index) <= offer.epoch else { return }
            lines[index].partner[broker] = (to, offer.digest)
            if isNew { lines[index].coming[to] = (broker, offer.digest) }
        case .received(let offer, _):
            guard let index = lineages[offer.parties.lineage] else { return }
            lines[index].coming[broker] = nil
            guard newest(index) <= offer.epoch else { return }
            lines[index].partner[broker] = places[offer.parties.from].map { ($0, offer.digest) }
        case .accepted(let act, _, _) where places[act.parties.to] == broker:
            decide(.accepted, act.offer)
        case .declined(let act, _):
            guard let index = lineages[act.parties.lineage] else { return }
            if places[act.parties.to] == broker {
                decide(.declined, act.offer)
                lines[index].coming[broker] = nil
            }
            let standing = standing(lines[index].durable[broker], broker, index)
            // Who shows nobody as sole, not even itself, is interim with itself.
            let isOfferer = places[act.parties.from] == broker
            let isHidden = isOfferer && standing == .interim(with: act.parties.from)
            guard isHidden || !standing.isInTransfer else { return }
            lines[index].partner[broker] = isOfferer ? nil : lines[index].releasedTo[broker]
        case .released(let act, _, _, _) where places[act.parties.from] == broker:
            guard let index = lineages[act.parties.lineage] else { return }
            lines[index].released[act.offer] = Set(lines[index].debts.keys).filter {
                told[broker][$0] != nil && !aside.contains(Forward(concern: $0, to: broker))
            }
            guard newest(index) <= act.epoch else { return }
            lines[index].releasedTo[broker] = places[act.parties.to].map { ($0, act.offer) }
            lines[index].partner[broker] = lines[index].releasedTo[broker]
        case .settled(let act, _):
            guard let index = lineages[act.parties.lineage], places[act.parties.to] == broker else { return }
            lines[index].partner[broker] = nil
            // What it said before a restore it said when it had everything; what it lacks since is handed back.
            guard !act.isOurWord else { return }
            for key in (lines[index].released[act.offer] ?? []).sorted() where told[broker][key] == nil {
                fail("C1", "\(broker) is sole without \(key.id), which the release lists")
            }
        case .queued(let parcel, _):
            guard !wasRestored, let concern = parcel.concern, let to = places[parcel.to] else { return }
            if cameFrom[broker][concern] == to { fail("C2", "\(concern.id) goes back to where it came from") }
            if !forwarded[broker].insert(Forward(concern: concern, to: to)).inserted {
                fail("C2", "\(concern.id) is forwarded twice to \(to)")
            }
        default: return
        }
    }

    private func newest(_ index: Int) -> Int64 { lines[index].epochs.keys.max() ?? 0 }
    private mutating func decide(_ verdict: Verdict, _ offer: Digest) {
        guard let other = verdicts.updateValue(verdict, forKey: offer), other != verdict else { return }
        if !mayContradict { fail("I4", "\(offer.hex) was \(other), then \(verdict)") }
    }

    // MARK: Concerns and receipts

    /// A concern about a child is durable at a broker, which told its people of it or not.
    mutating func stored(
        _ key: ConcernKey,
        about child: Int,
        isTold: Bool,
        from peer: Int?,
        at broker: Int,
        isKnown: Bool = false
    ) {
        let isNew = told[broker][key] == nil
        told[broker][key, default: 0] += isTold ? 1 : 0
        if told[broker][key, default: 0] > 1 { fail("C2", "\(key.id) is told twice at \(broker)") }
        if isNew { cameFrom[broker][key] = peer }
        // What it already sends there it cannot have had before.
        if isNew, !wasRestored, let peer, forwarded[broker].contains(Forward(concern: key, to: peer)) {
            fail("C2", "\(key.id) goes back from \(broker) to \(peer), where it came from")
        }
        // What its publisher says of what is known owes nothing new. What comes between an offer and its arrival is
        // looked for, as far as clocks agree on what that is.
        guard !isKnown, isNew || peer != nil else { return }
        let early = areClocksRight && peer == nil ? lines[child].coming[broker] : nil
        let (partner, here) = (lines[child].partner[broker] ?? early, Forward(concern: key, to: broker))
        if partner == nil, peer == nil { aside.insert(here) } else { aside.remove(here) }
        guard let partner, partner.broker != peer else { return }
        lines[child].debts[key, default: []].append((broker, partner))
    }

    /// Somebody was told that an entry is safe.
    mutating func receipted(_ sequence: Int64, _ id: MessageID, stored: MessageID?, at broker: Int) {
        if stored != id { fail("R1", "receipt \(sequence) is for \(id), and \(broker) has something else") }
        if let other = receipts[broker].updateValue(id, forKey: sequence), other != id {
            fail("R1", "receipt \(sequence) of \(broker) was given to two messages")
        }
    }

    /// Everything that was receipted is compared with a broker's ledger.
    mutating func compare(_ broker: Int, with entry: (Int64) -> MessageID?) {
        for (sequence, id) in receipts[broker].sorted(by: { $0.key < $1.key }) where entry(sequence) != id {
            fail("R1", "\(broker) lost \(id), which it receipted")
        }
    }

    // MARK: Restores

    /// A ledger was set back: whoever lost entries is told again, handed back and forwarded what it was before.
    ///
    /// Without a second place it may have forgotten what others rest on, so that they contradict until they have spoken.
    /// What a second place did not have yet has not left, and is undecided again.
    mutating func restored(_ broker: Int, hasMirror: Bool = true, unmirrored: Set<Digest> = []) {
        (wasRestored, mayContradict) = (true, mayContradict || !hasMirror)
        for offer in unmirrored { verdicts[offer] = nil }
        (told[broker], cameFrom[broker], receipts[broker]) = ([:], [:], [:])
    }

    /// What whoever owed it lost is owed anew if it comes back, and what an offer asked for that no ledger has is not.
    mutating func forgetLost(keeping offers: Set<Digest>?) {
        func kept(_ bonds: [Int: Bond]) -> [Int: Bond] {
            bonds.filter { offers?.contains($0.value.offer) != false }
        }
        for index in lines.indices {
            let line = lines[index]
            (lines[index].partner, lines[index].coming) = (kept(line.partner), kept(line.coming))
            (lines[index].releasedTo, lines[index].released) = (kept(line.releasedTo), [:])
            for (key, debts) in line.debts {
                let has = told.indices.map {
                    told[$0][key] != nil && !aside.contains(Forward(concern: key, to: $0))
                }
                let left = debts.map { (by: has[$0.by] ? $0.by : $0.to.broker, to: $0.to) }
                    .filter { has[$0.by] && !kept([$0.by: $0.to]).isEmpty }
                lines[index].debts[key] = left.isEmpty ? nil : left
            }
        }
    }

    /// After healing exactly one is sole and knows everything, and both sides' people were told of everything once.
    mutating func end(dead: Set<Int>) {
        for index in lines.indices where !dead.contains(index) {
            let standings = standings(index)
            let soles = standings.indices.filter { standings[$0].decided == .sole }
            guard soles.count == 1, let sole = soles.first, holders(index) == [sole] else {
                fail("L1", "child \(index) is not settled: \(standings)")
                continue
            }
            for key in lines[index].debts.keys.sorted() where told[sole][key] == nil {
                fail("C1", "\(key.id) never reached \(sole), which is sole")
            }
        }
        for (key, debts) in lines.flatMap(\.debts).sorted(by: { $0.key < $1.key }) {
            for broker in debts.map(\.to.broker).sorted() where told[broker][key] != 1 {
                fail("C1", "\(key.id) was not told at \(broker)")
            }
        }
    }
}
