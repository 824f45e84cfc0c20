import Vocabulary

@testable import Transfer

/// Judges a rehearsal by holders, decisions and concerns alone, never by how the machine came to them.
struct Oracle {
    /// Concerns that their publishers gave to either side from offer to settlement.
    var needed: Set<ConcernKey> = []
    private var decisions: [Digest: String] = [:]
    private var epochs: [Int64: Digest] = [:]
    private var forwarded: [Set<ConcernKey>] = [[], []]
    private var cameFrom: [[ConcernKey: AuthorityCode]] = [[:], [:]]
    private var fault: String?
    private var someoneSettled = false
    /// Once a backup was restored, what was forwarded is forwarded again, and handed back where it came from.
    var wasRestored = false
    /// Whether only the outcome counts: a ledger without a second place was restored.
    var isLenient = false

    /// I4, C2 and "no epoch twice", from the facts as they become durable.
    mutating func note(_ facts: [TransferFact], at index: Int) {
        for fact in facts {
            switch fact {
            case .offered(let offer, _):
                if let other = epochs[offer.epoch], other != offer.digest {
                    fault = "epoch \(offer.epoch) twice"
                }
                epochs[offer.epoch] = offer.digest
            case .accepted(let act, _, _): decide(act.offer, "accepted", at: index)
            case .declined(let act, _): decide(act.offer, "declined", at: index)
            case .queued(let parcel, _):
                guard let concern = parcel.concern, !wasRestored else { continue }
                if cameFrom[index][concern] == parcel.to { fault = "C2: \(concern) sent back" }
                if !forwarded[index].insert(concern).inserted { fault = "C2: \(concern) forwarded twice" }
            case .concernKnown(let concern, _): cameFrom[index][concern.key] = concern.cameFrom
            case .settled: someoneSettled = true
            case .moveNoted, .stepped, .epochReserved, .epochNamed, .received, .interim, .released,
                .spoke, .receipted, .enrolled, .holdQuestioned, .holdReplied, .journaled, .reconciliation:
                continue
            }
        }
    }

    /// A decision that nobody has any more never left: it was lost with the disk, and may be taken anew.
    mutating func forgetLost(_ brokers: [RehearsedBroker], lineage: LineageID) {
        let known = brokers.compactMap { $0.book.machines[lineage] }
        decisions = decisions.filter { offer, decision in
            known.contains { machine in
                guard let record = machine.offer(offer) else { return false }
                if case .declined = record.verdict { return decision == "declined" }
                return decision == "accepted" && record.acceptance != nil
            }
        }
    }

    private mutating func decide(_ offer: Digest, _ decision: String, at index: Int) {
        if let other = decisions[offer], other != decision {
            fault = "I4: \(offer.hex) \(other), then \(decision) at \(index)"
        }
        decisions[offer] = decision
    }

    mutating func check(_ brokers: [RehearsedBroker], lineage: LineageID) throws {
        if isLenient { return }
        if let fault { throw Broken(rule: fault) }
        let machines = brokers.map { $0.book.machines[lineage] }
        // Before anybody but the origin heard of the lineage, it is the origin's.
        guard let origin = machines[0] else { return }
        let other = machines[1]
        let standings = [origin.standing, other?.standing ?? .none]
        let holds = [origin.isHolding, other?.isHolding ?? false]
        guard holds.contains(true) else { throw Broken(rule: "I1: nobody holds, \(standings)") }
        for index in 0...1
        where standings[index] == .sole && holds[1 - index] && !brokers[index].book.isUnagreed(lineage) {
            throw Broken(rule: "I2: false sole, \(standings)")
        }
        for (index, machine) in machines.enumerated() {
            for record in machine?.offers ?? [] where record.parties.from == brokers[index].own {
                guard record.release != nil else { continue }
                let there = machines[1 - index]?.offer(record.digest)
                guard there?.acceptance != nil else { throw Broken(rule: "I3: released, not accepted") }
            }
        }
        if case .offered = standings[0], case .offered = standings[1], !wasRestored {
            throw Broken(rule: "I5: two open offers")
        }
        for machine in machines.compactMap(\.self) where machine.folded.standing != machine.standing {
            throw Broken(rule: "the offers together say \(machine.folded.standing), not \(machine.standing)")
        }
        for broker in brokers where Set(broker.handedOver).count != broker.handedOver.count {
            throw Broken(rule: "C2: a concern was handed over twice")
        }
        if someoneSettled { try checkCompleteness(brokers, machines) }
        someoneSettled = false
    }

    /// Who became sole by a release has everything forwarded up to it.
    private func checkCompleteness(_ brokers: [RehearsedBroker], _ machines: [TransferMachine?]) throws {
        for (index, machine) in machines.enumerated() {
            for record in machine?.offers ?? [] where record.parties.to == brokers[index].own {
                guard case .settled(_, let release, _) = record.verdict else { continue }
                guard !brokers[index].book.reconciliation.isSetBack else { continue }
                let sender = brokers[1 - index]
                for fact in sender.facts {
                    guard case .queued(let parcel, _) = fact, let concern = parcel.concern,
                        parcel.sequence <= release.through
                    else { continue }
                    guard brokers[index].book.knows(concern) else { throw Broken(rule: "sole too early") }
                }
            }
        }
    }

    /// L1 and C1: exactly one holds, and knows everything; nothing is under way.
    func settled(_ brokers: [RehearsedBroker], lineage: LineageID) throws {
        let soles = brokers.filter { $0.book.responsibility(for: lineage) == .sole }
        guard soles.count == 1, let sole = soles.first else {
            throw Broken(rule: "L1: \(soles.count) are sole")
        }
        for broker in brokers {
            guard broker.own == sole.own || broker.book.responsibility(for: lineage)?.isHeldHere != true
            else {
                throw Broken(rule: "L1: the other holds too")
            }
            guard broker.book.outbox.peers.isEmpty, broker.book.owed.isEmpty else {
                throw Broken(rule: "L1: something is still under way")
            }
        }
        guard needed.allSatisfy({ sole.book.knows($0) }) else {
            throw Broken(rule: "C1: a concern is unknown")
        }
    }
}
