import BrokerCore
import Topics
import Transfer
import Vocabulary
import Wire

/// Several brokers, their people and the network between them, on one thread, everything drawn from one seed.
///
/// The core is the shipped one; around it is another shell, which dies, forgets and lies as real ones do. First things go
/// wrong, then all is mended and whatever was begun must come to its end.
public struct BrokerSimulation {
    /// When it begins: a Monday morning in March.
    static let beginning: Int64 = 1_772_438_400_000
    /// How long whatever was begun may take once all is mended.
    private static let patience = 90 * Span.day
    /// More events than any seed needs.
    private static let longest = 400_000

    let options: SimulationOptions
    let plan: SimulationPlan
    var brokers: [SimulatedBroker]
    var children: [SimulatedChild]
    var queue = EventQueue()
    var now: Int64 = 0
    var isHealing = false
    /// One generator for each purpose, so that a draw more in one does not shift the others.
    var ties, network, disk, clock, people, workload: Xoshiro
    var oracle: ResponsibilityOracle
    var sightings = SimulationSightings()
    var trace = Trace()
    /// Whether messages from one broker to another are lost.
    var isCut: [[Bool]]
    /// Some messages of long ago.
    var history: [Packet] = []
    /// How many messages, transfers and concerns were named.
    var (messages, transfers, concerns) = (0, 0, 0)
    /// The child that each concern is about.
    var aboutChild: [MessageID: Int] = [:]
    /// When offers came, were asked back and were accepted.
    var offersSeen: [Digest: OfferSeen] = [:]
    /// Offers that are never accepted.
    var stays: Set<Digest> = []
    private var lastEvents: [String] = []
    private var deadline: Int64 = 0

    /// What was seen of an offer, for the sightings.
    struct OfferSeen {
        var came: Int64?
        var isAskedBack = false
        var isAccepted = false
        var isRace = false
    }

    /// Prepares the simulation that a seed names.
    public init(_ options: SimulationOptions, of partnership: SimulatedPartnership) {
        self.options = options
        plan = SimulationPlan(options)
        var seeds = Chance(seed: options.seed)
        (ties, network, disk) = (
            Xoshiro(seed: seeds.next()), Xoshiro(seed: seeds.next()), Xoshiro(seed: seeds.next())
        )
        (clock, people, workload) = (
            Xoshiro(seed: seeds.next()), Xoshiro(seed: seeds.next()), Xoshiro(seed: seeds.next())
        )
        let count = plan.brokers
        let usual = 2 * plan.latency.upperBound
        brokers = partnership.policies(of: count).enumerated().map { place, policy in
            SimulatedBroker(
                place,
                of: count,
                under: policy,
                clients: [SimulatedPartnership.casework(place), SimulatedPartnership.police],
                answersWithin: usual
            )
        }
        var children: [SimulatedChild] = []
        for number in 0..<plan.children {
            children.append(
                SimulatedChild(
                    number,
                    origin: workload.within(0...count - 1),
                    siblings: workload.pick([1, 1, 1, 2])
                )
            )
        }
        self.children = children
        oracle = ResponsibilityOracle(children, brokers: count, areClocksRight: plan[.skew] == 0)
        isCut = Array(repeating: Array(repeating: false, count: count), count: count)
    }

    /// Runs it to its end, or to the first promise that is broken.
    public mutating func run() -> SimulationOutcome {
        begin()
        while oracle.violation == nil, let (time, happening) = queue.pop() {
            now = time
            if !isHealing, now >= plan.horizon { heal() }
            sightings.note(.events)
            happen(happening)
            if isHealing, sightings[.events].isMultiple(of: 8), isQuiet { break }
            if isHealing, now > deadline || sightings[.events] > Self.longest {
                oracle.fail("L1", "something is still under way: \(describe())")
            }
        }
        if oracle.violation == nil { end() }
        sightings.note(.overlaps, oracle.overlaps)
        return SimulationOutcome(
            options: options,
            plan: "\(plan)",
            sightings: sightings,
            trace: trace,
            failure: oracle.violation.map {
                SimulationOutcome.Failure(
                    invariant: $0.invariant,
                    detail: $0.detail,
                    event: sightings[.events],
                    time: now
                )
            },
            lastEvents: lastEvents
        )
    }

    // MARK: Events

    mutating func schedule(_ happening: Happening, after delay: Int64) {
        queue.schedule(happening, at: now + max(0, delay), tie: ties.next())
    }

    /// How often something goes wrong; never once all is mended.
    func rate(_ fault: FaultClass) -> Int { isHealing ? 0 : plan[fault] }

    /// Notes an event in the trace, and as text if texts are kept.
    mutating func note(
        _ name: StaticString,
        _ place: Int,
        _ number: Int64 = 0,
        _ text: @autoclosure () -> String = ""
    ) {
        trace.note(Int(truncatingIfNeeded: now))
        trace.note(name.utf8CodeUnitCount &* 1_000 &+ place)
        trace.note(Int(truncatingIfNeeded: number))
        guard options.kept > 0 else { return }
        if lastEvents.count >= options.kept { lastEvents.removeFirst(lastEvents.count - options.kept + 1) }
        lastEvents.append("\(Self.shown(now)) \(name) \(place) \(number) \(text())")
    }

    private static func shown(_ time: Int64) -> String {
        let (day, rest) = time.quotientAndRemainder(dividingBy: Span.day)
        return "day \(day) +\(rest / Span.second).\(rest % Span.second)s"
    }

    private mutating func happen(_ happening: Happening) {
        switch happening {
        case .tick(let place, let boot): tick(place, boot: boot)
        case .synced(let place, let boot): synced(place, boot: boot)
        case .link(let place, let peer, let boot):
            guard brokers[place].boot == boot else { return }
            look(from: place, to: peer)
        case .client(let place, let kind): lookInOutbox(of: kind, at: place)
        case .arrival(let packet): arrive(packet)
        case .lookedBack(let place, let boot, let lineage, let since):
            lookedBack(place, boot: boot, lineage, since: since)
        case .attention(let place, let child, let isHealing):
            if isHealing == self.isHealing { attend(place, child: child) }
        case .answer(let place, let concern, let isLate): answer(concern, at: place, isLate: isLate)
        case .concern: publishConcern()
        case .crash(let place, let boot):
            guard brokers[place].boot == boot, brokers[place].isUp, !isHealing else { return }
            crash(place)
        case .start(let place): start(place)
        case .clock(let place): jump(place)
        case .cut: cut()
        case .mend(let one, let other): (isCut[one][other]) = false
        case .old: sendOld()
        case .incident(let child, let place): publishConcern(about: children[child], at: place)
        case .mirror(let place, let isFailing): mirror(place, isFailing: isFailing)
        case .backup(let place): backUp(place)
        case .restore(let place): restore(place)
        }
    }

    // MARK: Beginning and end

    private mutating func begin() {
        for place in brokers.indices {
            if rate(.skew) > 0 { brokers[place].skew = clock.within(-2 * Span.hour...2 * Span.hour) }
            start(place)
        }
        for child in children { openCases(of: child, at: child.origin) }
        for place in brokers.indices {
            for child in children.indices {
                planAttention(place, child, after: people.within(plan.attention))
            }
        }
        for _ in 0..<plan.concerns { schedule(.concern, after: workload.within(Span.hour...plan.horizon)) }
        planFaults()
    }

    /// From now on nothing goes wrong any more, and people do what is theirs to do.
    private mutating func heal() {
        isHealing = true
        deadline = now + Self.patience
        note("heal", 0)
        for place in brokers.indices {
            brokers[place].skew = 0
            brokers[place].undisturbedSince = now
            mirror(place, isFailing: false)
            for other in brokers.indices { isCut[place][other] = false }
            if brokers[place].isUp { planTick(place) } else { start(place) }
            for child in children.indices { planAttention(place, child, after: Span.minute) }
        }
    }

    /// Whether nothing is under way any more.
    private var isQuiet: Bool {
        for broker in brokers {
            guard broker.isUp, broker.syncing == nil, !broker.pending.isDurable,
                broker.clients.allSatisfy(\.outbox.isEmpty)
            else { return false }
            for other in brokers where other.place != broker.place {
                guard broker.machine.outbox(for: other.policy.authority).isEmpty else { return false }
            }
        }
        return children.indices.allSatisfy { isSettled($0) }
    }

    private func isSettled(_ child: Int) -> Bool {
        if children[child].hasDied { return true }
        let standings = brokers.map { $0.decided.standings[child] }
        var soles = 0
        for (place, standing) in standings.enumerated() {
            switch standing {
            case .sole: soles += 1
            case nil: soles += children[child].origin == place ? 1 : 0
            case .offered, .received, .interim, .accepted: return false
            case .released, .elsewhere: break
            }
        }
        return soles == 1
    }

    private mutating func end() {
        let dead = Set(children.indices.filter { children[$0].hasDied })
        oracle.end(dead: dead)
        for broker in brokers {
            oracle.compare(broker.place) { broker.store[LedgerSequence($0)]?.id }
            let status = broker.machine.status(at: instant(broker.place))
            if status.balance != broker.machine.recountedBalance {
                oracle.fail(
                    "R6",
                    "\(broker.place) counts \(status.balance), it is \(broker.machine.recountedBalance)"
                )
            }
        }
    }

    private func describe() -> String {
        brokers.map { broker in
            let outbox = brokers.indices.filter { $0 != broker.place }.map {
                broker.machine.outbox(for: SimulatedPartnership.authorities[$0]).count
            }
            let waiting = broker.clients.map(\.outbox.count)
            let states = broker.machine.transferStatuses.map { "\($0.stateHere)/\($0.epoch)" }
            return "\(broker.place) up \(broker.isUp) outbox \(outbox) clients \(waiting) \(states)"
        }.joined(separator: "; ")
    }
}
