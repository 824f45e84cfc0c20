import BrokerCore
import Topics
import Transfer
import Vocabulary
import Wire

/// One authority's broker: its process, disk, clock, links and clients, as `BrokerNode` has them.
///
///     arrivals ─▶ core ─▶ pending turn ─▶ store (one turn syncing) ─▶ actions, in order
struct SimulatedBroker: Sendable {
    let place: Int
    let policy: Policy
    var machine: BrokerMachine
    var store = EntryStore()
    var pending = Turn()
    var syncing: Turn?
    var boot = 0
    var isUp = false
    /// How far its clock is ahead.
    var skew: Int64 = 0
    var startedAt: Int64 = 0
    /// Since when its process runs and its clock goes evenly.
    var undisturbedSince: Int64 = 0
    /// The time for which its next tick is planned.
    var nextTick: Int64 = .max
    var links: [SimulatedLink]
    /// The last entry that was decided when an offer was settled or declined.
    var endedBy: [Digest: LedgerSequence] = [:]
    /// Entries as peers take them, which is the same every time.
    var said: [LedgerSequence: (entry: Turn.Entry, publish: ClientMessage.Publish)] = [:]
    var clients: [SimulatedClient]
    /// What is remembered of the decided state when a turn is handed to the disk, until it is durable.
    var handed = Knowledge()
    var decided = Knowledge()
    var durable = Knowledge()
    /// How many turns each backup has.
    var backups: [Int] = []
    /// The second place: every word of a transfer that is durable, and who is not to forget it.
    private(set) var mirror: [LostWord] = []
    private var mirrored: Set<EntryStore.Identity> = []
    private var backlog: [Turn.Entry] = []
    private(set) var withheld: Set<LedgerSequence> = []
    /// Whether the second place takes nothing.
    var isMirrorFailing = false
    /// Whether an old backup took the ledger's place and nothing was stored since.
    var isSetBack = false

    /// What people last saw of each lineage.
    private var seen: [LineageID: Seen] = [:]

    private struct Seen: Sendable {
        let boot: Int
        let facts: Int
        let status: TransferStatus?
    }

    /// What the broker stands for, of each lineage, and how many facts about transfers it had by then.
    struct Knowledge: Sendable, Equatable {
        var standings: [Responsibility?] = []
        var facts = 0
    }

    init(_ place: Int, of count: Int, under policy: Policy, clients: [UserID], answersWithin usual: Int64) {
        self.place = place
        self.policy = policy
        machine = BrokerMachine(policy: policy, boot: "b0-\(place)")
        links = Array(repeating: SimulatedLink(usual: usual), count: count)
        self.clients = clients.map { SimulatedClient(user: $0) }
    }

    /// The connection of a party; every program has one, and whoever sends what is old has one too.
    static func connection(_ party: Packet.Party, isOld: Bool) -> ConnectionID {
        switch party {
        case .client(let kind): ConnectionID(Int64(kind.rawValue) + 1)
        case .peer(let place): ConnectionID(Int64(place) + (isOld ? 200 : 100))
        }
    }

    /// Whom a connection belongs to, or `nil` if nobody waits there for an answer.
    static func party(_ connection: ConnectionID) -> Packet.Party? {
        guard connection.number < 200 else { return nil }
        if connection.number >= 100 { return .peer(Int(connection.number) - 100) }
        return SimulatedClient.Kind(rawValue: Int(connection.number) - 1).map { .client($0) }
    }

    /// What the shell finds in its ledger under the same name: durable or being synced.
    mutating func earlier(_ user: UserID, _ publish: ClientMessage.Publish) -> Arrival.EarlierEntry? {
        let fresh = syncing?.entries.first { $0.publisher == user && $0.id == publish.id }
        guard let entry = fresh ?? store.entry(user, publish.id), let digest = entry.sha256 else {
            return nil
        }
        let isInDoubt = digest != publish.sha256 && policy.peers[user] != nil
        return Arrival.EarlierEntry(
            sequence: entry.sequence,
            digest: digest,
            unsigned: isInDoubt ? entry.unsigned : nil
        )
    }

    /// What a publisher said here itself, decided and not yet durable included.
    mutating func original(_ user: UserID, _ id: MessageID) -> Arrival.PastEntry? {
        let fresh = pending.entries + (syncing?.entries ?? [])
        return (fresh.first { $0.publisher == user && $0.id == id } ?? store.entry(user, id))
            .map { Arrival.PastEntry($0) }
    }
}

extension SimulatedBroker {
    /// Decides what arrived, joined to what waits for the disk.
    mutating func decide(_ arrivals: [Arrival], at tick: Tick) {
        machine.turn(arrivals, at: tick, into: &pending)
    }

    /// Words of transfers are durable a second time, or wait until the second place takes them.
    mutating func keepInMirror(_ entries: [Turn.Entry]) {
        for entry in entries where entry.topic.area == "transfer" && !mirrored.contains(entry.identity) {
            backlog.append(entry)
            withheld.insert(entry.sequence)
        }
        if !isMirrorFailing { keepBacklog() }
    }

    mutating func keepBacklog() {
        for entry in backlog where mirrored.insert(entry.identity).inserted {
            mirror.append(
                LostWord(
                    publisher: entry.publisher,
                    id: entry.id,
                    topic: entry.topic.text,
                    body: entry.body
                )
            )
        }
        backlog.removeAll()
        withheld.removeAll()
    }

    /// What the second place has and the ledger lacks.
    var lost: [LostWord] { isSetBack ? mirror.filter { !store.has($0.publisher, $0.id) } : [] }

    /// Offers that were decided here by words that are durable and that the second place has not taken.
    var unmirroredVerdicts: Set<Digest> {
        var offers: Set<Digest> = []
        for fact in machine.transferFacts(after: 0).prefix(durable.facts) {
            switch fact {
            case .accepted(let act, _, _), .declined(let act, _):
                guard act.parties.to == policy.authority, let entry = store[act.said.sequence],
                    !mirrored.contains(entry.identity)
                else { continue }
                offers.insert(act.offer)
            default: continue
            }
        }
        return offers
    }

    /// The process is gone, and with it whatever was only in memory.
    mutating func die() {
        isUp = false
        boot += 1
        (pending, syncing) = (Turn(), nil)
        (backlog, withheld) = ([], [])
        (decided, handed) = (durable, durable)
        nextTick = .max
        for place in links.indices { links[place].forget() }
    }

    /// A new process, which knows what is on the disk: folded from the first turn, or from a snapshot after so many.
    mutating func recover(at now: Int64, snapshotAfter turns: Int?) throws(FactFault) {
        isUp = true
        boot += 1
        (startedAt, undisturbedSince) = (now, now)
        nextTick = .max
        try fold(snapshotAfter: turns)
    }

    /// An old backup takes the ledger's place; nobody serves from it yet.
    mutating func setBack(to turns: Int) throws(FactFault) {
        store = store.first(turns: turns)
        isSetBack = true
        try fold(snapshotAfter: nil)
        durable.facts = machine.transferFactCount
    }

    private mutating func fold(snapshotAfter turns: Int?) throws(FactFault) {
        machine = BrokerMachine(policy: policy, boot: "b\(boot)-\(place)")
        let first = turns ?? 0
        if first > 0 {
            try store.replay(0..<first, into: &machine)
            guard let snapshot = machine.snapshot else {
                preconditionFailure("after whole turns no fact waits")
            }
            machine = BrokerMachine(policy: policy, boot: "b\(boot)-\(place)")
            try machine.restore(snapshot)
        }
        try store.replay(first..<store.turnCount, into: &machine)
    }
}

extension Turn.Entry {
    fileprivate var identity: EntryStore.Identity { EntryStore.Identity(user: publisher, id: id) }
}

/// Questions to the core. They change nothing and are `mutating` all the same: asked where it lies, it is not copied.
extension SimulatedBroker {
    mutating func knowledge(of children: [SimulatedChild]) -> Knowledge {
        Knowledge(
            standings: children.map { child in
                let standing = machine.responsibility(for: child.lineage)
                let isSole = standing == .sole || (standing == nil && child.origin == place)
                // It holds and shows nobody as sole: like one of two, whose other is unknown.
                return isSole && !machine.mayShowSole(of: child.lineage)
                    ? .interim(with: policy.authority) : standing
            },
            facts: machine.transferFactCount
        )
    }

    mutating func transferFacts(after count: Int) -> ArraySlice<TransferFact> {
        machine.transferFacts(after: count)
    }

    mutating func currentTransfer(of lineage: LineageID) -> TransferStatus? {
        // It follows from the facts, and people look far more often than there is a new one.
        let facts = machine.transferFactCount
        if let seen = seen[lineage], seen.boot == boot, seen.facts == facts { return seen.status }
        let status = machine.currentTransfer(of: lineage)
        seen[lineage] = Seen(boot: boot, facts: facts, status: status)
        return status
    }

    mutating func outbox(for peer: Int) -> [LedgerSequence] {
        machine.outbox(for: SimulatedPartnership.authorities[peer])
    }

    mutating func imbalances(at now: Instant) -> [Imbalance] { machine.status(at: now).imbalances }

    mutating func nextDeadline() -> Instant? { machine.nextDeadline }
}
