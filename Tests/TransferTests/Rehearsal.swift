import TestSupport
import Vocabulary

@testable import Transfer

/// Two authorities, one child, people who decide at random, and a network that loses, repeats and reorders.
///
/// One seed gives one course of events. Every step is one atomic thing that the real system does.
struct Rehearsal {
    struct Packet {
        let from: Int
        let entry: RehearsedBroker.Entry
        let sequence: LedgerSequence
        var isReceipt = false
        /// How often the two brokers had been restored: nobody knows receipts of before.
        var restores: [Int] = []
    }

    var random: SeededGenerator
    var brokers: [RehearsedBroker]
    var network: [Packet] = []
    /// Everything that ever was on the network: an old message may come again at any time.
    var history: [Packet] = []
    /// In the first phase things go wrong; afterwards everything arrives and people decide.
    var isHealed = false
    var now = Instant(milliseconds: 1_480_000_000_000)
    var made = 0
    var transfers = 0
    var seen = Sightings()
    var oracle = Oracle()
    let lineage: LineageID
    /// The broker whose backup is restored once, if one is, and whether it has a second place.
    var restored: (index: Int, hasMirror: Bool)?
    var backup: RehearsedBroker.Backup?
    var restores = [0, 0]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        let codes = ["E08000025", "E08000029"]
        brokers = try codes.enumerated().map { index, code in
            RehearsedBroker(
                try AuthorityCode(code).orThrow(),
                case: try CaseID("C-\(index)").orThrow()
            )
        }
        lineage = try LineageID("L-1").orThrow()
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<Value>(_ values: [Value]) -> Value? { values.randomElement(using: &random) }

    mutating func run(steps: Int) throws {
        let notice = MoveNotice(members: [member(0)], fromDate: CivilDate(daysSinceEpoch: 17_000))
        while try !say(.moveNotified(notice), at: 0) {}
        for _ in 0..<steps { try step() }
        if let restored, restores == [0, 0] {
            if backup == nil { backup = brokers[restored.index].backup }
            try restoreBackup()
        }
        isHealed = true
        var rounds = 0
        while try stepHealed() {
            rounds += 1
            guard rounds < 5000 else { throw Unsettled(phase: describe()) }
        }
        do {
            try oracle.settled(brokers, lineage: lineage)
        } catch {
            throw Unsettled(phase: "\(error) \(describe())")
        }
    }

    mutating func step() throws {
        now = now.advanced(byMilliseconds: Int64.random(in: 0...3_600_000, using: &random))
        let broker = Int.random(in: 0...1, using: &random)
        ask()
        if let restored {
            if backup == nil, chance(1) { backup = brokers[restored.index].backup }
            if backup != nil, restores == [0, 0], chance(1) { try restoreBackup() }
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<26: pump(broker)
        case 26..<56: try deliver()
        case 56..<60: try replay()
        case 60..<70: try sayOwed(broker)
        case 70..<92: try act(broker)
        case 92..<94: try concern(broker)
        case 94..<99: try deliver()
        default:
            let lost = brokers[broker].crash()
            seen.crashes += 1
            guard lost == brokers[broker].book else { throw Broken(rule: "replay equals live") }
            begin(broker)
        }
        try check()
    }

    /// One thing that still must happen; false when all is quiet.
    mutating func stepHealed() throws -> Bool {
        now = now.advanced(byMilliseconds: 60_000)
        ask()
        for index in brokers.indices {
            if !brokers[index].toSay.isEmpty {
                try sayOwed(index)
                try check()
                return true
            }
        }
        if !network.isEmpty {
            try deliver()
            try check()
            return true
        }
        // What one refuses for now must not keep the other from being heard.
        if let index = pick(brokers.indices.filter { !brokers[$0].book.outbox.peers.isEmpty }) {
            pump(index)
            return true
        }
        for index in brokers.indices where try act(index) {
            try check()
            return true
        }
        return false
    }

    mutating func check() throws {
        do { try oracle.check(brokers, lineage: lineage) } catch let broken as Broken {
            throw Broken(rule: "\(broken.rule) restored \(restores) \(describe())")
        }
    }

    // MARK: Entries

    mutating func fresh() throws -> (id: MessageID, digest: Digest) {
        made += 1
        let digits = String(made, radix: 16)
        let hex = String(repeating: "0", count: 64 - digits.count) + digits
        return (try MessageID("m-\(made)").orThrow(), try Digest(hex: hex).orThrow())
    }

    /// A person, or the broker, says something at its own broker; nothing happens if it is refused.
    @discardableResult
    mutating func say(_ content: TransferContent, at index: Int, epoch: Int64 = 0) throws -> Bool {
        guard let header = try header(content, epoch: epoch, at: index) else { return false }
        return try say(TransferMessage(header, content), by: .person, at: index)
    }

    @discardableResult
    mutating func say(_ message: TransferMessage, by speaker: Speaker, at index: Int) throws -> Bool {
        let (id, digest) = try fresh()
        let said = EntryReference(sequence: brokers[index].next, id: id, digest: digest)
        let before = brokers[index].book
        do throws(TransferRefusal) {
            let saying = Saying(message, by: speaker, said: said, time: now)
            let decision = try brokers[index].book.heard(saying, at: now)
            // Sometimes the disk fails first: then nothing was said, whatever was decided.
            if !isHealed, chance(1) {
                brokers[index].book = before
                return false
            }
            let entry = RehearsedBroker.Entry(
                id: id,
                digest: digest,
                content: .saying(message, time: now),
                publisher: speaker
            )
            brokers[index].commit(entry, decision)
            oracle.note(decision.facts, at: index)
            seen.note(decision)
            return true
        } catch {
            seen.refusals += 1
            guard brokers[index].book == before else { throw Broken(rule: "a refusal changes nothing") }
            return false
        }
    }

    mutating func sayOwed(_ index: Int) throws {
        guard !brokers[index].toSay.isEmpty else { return }
        let message = brokers[index].toSay.removeFirst()
        // A broker whose disk failed owes it still, and finds it after the restart.
        if try !say(message, by: .broker, at: index) {
            _ = brokers[index].crash()
            begin(index)
        }
    }

    mutating func concern(_ index: Int) throws {
        let (id, digest) = try fresh()
        let key = ConcernKey(source: "urn:concordat:E08000025:wmp:niche", id: id)
        for broker in chance(30) ? [0, 1] : [index] {
            store(key, digest: digest, from: nil, at: broker)
        }
    }

    mutating func store(_ key: ConcernKey, digest: Digest, from peer: AuthorityCode?, at index: Int) {
        let isRepeat = brokers[index].book.knows(key)
        let concern = ReceiptedConcern(
            key: key,
            sequence: brokers[index].next,
            cameFrom: peer,
            // A peer's forward is not always recognised; the release must be completed all the same.
            lineages: peer != nil && chance(30) ? [] : [lineage]
        )
        // Like the core, which tells nobody of a repeat and only notes that a peer needs it too.
        let decision =
            isRepeat
            ? peer.map { brokers[index].book.repeated(key, by: $0, at: now) } ?? .nothing
            : brokers[index].book.concerned(concern, at: now)
        if peer == nil, decision.facts.contains(where: \.isNeeded) { oracle.needed.insert(key) }
        let entry = RehearsedBroker.Entry(
            id: key.id,
            digest: digest,
            content: .concern(key),
            publisher: peer.map { .peer($0) } ?? .person
        )
        brokers[index].commit(entry, decision)
        oracle.note(decision.facts, at: index)
        if !isRepeat, !decision.facts.isEmpty { brokers[index].handedOver.append(key) }
        seen.note(decision)
    }

    // MARK: The network

    mutating func pump(_ index: Int) {
        guard let peer = brokers[index].book.outbox.peers.first,
            let parcel = pick(brokers[index].book.outbox.waiting(for: peer))
        else { return }
        let entry = brokers[index].entries[Int(parcel.sequence.number) - 1]
        let packet = Packet(from: index, entry: entry, sequence: parcel.sequence, restores: restores)
        network.append(packet)
        history.append(packet)
    }

    mutating func deliver() throws {
        guard let place = network.indices.randomElement(using: &random) else { return }
        let packet = network[place]
        if isHealed || chance(80) { network.remove(at: place) }
        if !isHealed, chance(10) {
            seen.losses += 1
            return
        }
        let (sender, receiver) = (brokers[packet.from].own, 1 - packet.from)
        if packet.isReceipt {
            guard packet.restores == restores else { return }
            let decision = brokers[receiver].book.receipted(packet.sequence, by: sender, at: now)
            brokers[receiver].commit(decision)
            return
        }
        let isRepeat = brokers[receiver].isStored(packet.entry.id, from: sender)
        // A ledger knows repeats and answers with the old receipt; the book alone must bear them too.
        if !isRepeat || chance(20) {
            guard try arrive(packet, from: sender, at: receiver) else { return }
        }
        network.append(
            Packet(
                from: receiver,
                entry: packet.entry,
                sequence: packet.sequence,
                isReceipt: true,
                restores: packet.restores
            )
        )
    }

    /// An old message, past the ledger's memory of ids: the book alone must bear it.
    mutating func replay() throws {
        guard let packet = pick(history) else { return }
        _ = try arrive(packet, from: brokers[packet.from].own, at: 1 - packet.from)
    }

    private mutating func arrive(
        _ packet: Packet,
        from peer: AuthorityCode,
        at index: Int
    ) throws -> Bool {
        switch packet.entry.content {
        case .concern(let key):
            store(key, digest: packet.entry.digest, from: peer, at: index)
            return true
        case .saying(let message, let time):
            let said = EntryReference(
                sequence: brokers[index].next,
                id: packet.entry.id,
                digest: packet.entry.digest
            )
            let before = brokers[index].book
            let isReturned = packet.entry.publisher == .peer(brokers[index].own)
            let speaker: Speaker = isReturned ? .returned(by: peer) : .peer(peer)
            do throws(TransferRefusal) {
                let saying = Saying(message, by: speaker, said: said, time: time)
                let decision = try brokers[index].book.heard(saying, at: now)
                if !isHealed, chance(5) {
                    brokers[index].book = before
                    return false
                }
                let entry = RehearsedBroker.Entry(
                    id: packet.entry.id,
                    digest: packet.entry.digest,
                    content: packet.entry.content,
                    publisher: speaker
                )
                brokers[index].commit(entry, decision)
                oracle.note(decision.facts, at: index)
                seen.note(decision)
                return true
            } catch {
                guard error.isTemporary(for: .peer(peer)) || oracle.isLenient else {
                    throw Broken(rule: "honest peers are never refused: \(error.reason)")
                }
                return false
            }
        }
    }
}

struct Broken: Error { let rule: String }
struct Unsettled: Error { let phase: String }

/// What happened at all, so that a rehearsal in which nothing happens is noticed.
struct Sightings {
    var crashes = 0
    var losses = 0
    var refusals = 0
    var declines = 0
    var settlements = 0
    var forwards = 0
    var interims = 0
    var restores = 0
    /// Permanent offers that reached a receiver who then had the stay they continue.
    var continued = 0

    mutating func note(_ decision: Decision<TransferFact, TransferAction>) {
        for fact in decision.facts {
            switch fact {
            case .declined: declines += 1
            case .settled: settlements += 1
            case .interim: interims += 1
            case .queued(let parcel, _): if parcel.concern != nil { forwards += 1 }
            case .received(let offer, _): if offer.continues != nil { continued += 1 }
            case .moveNoted, .stepped, .epochReserved, .epochNamed, .offered, .accepted, .released, .spoke,
                .concernKnown, .receipted, .enrolled, .holdQuestioned, .holdReplied, .journaled,
                .reconciliation:
                break
            }
        }
    }
}

extension Optional {
    /// The value of a test's own literal.
    func orThrow() throws -> Wrapped {
        guard let self else { throw Broken(rule: "a literal of the test is wrong") }
        return self
    }
}

extension TransferFact {
    /// Whether it says that a concern is one that another authority must hear of.
    fileprivate var isNeeded: Bool {
        if case .concernKnown(let concern, _) = self { !concern.isAside } else { false }
    }
}
