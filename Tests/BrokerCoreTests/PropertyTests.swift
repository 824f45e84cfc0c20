import Concerns
import Escalation
import JSON
import Routing
import TestSupport
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Whatever people, systems, time and crashes do, what was promised holds after every turn.
@Suite struct PropertyTests {
    @Test(arguments: 0..<250 as Range<UInt64>)
    func `replay equals live, nothing is lost, numbers have no holes, nobody sees what is not theirs`(
        seed: UInt64
    ) throws {
        var bustle = try Bustle(seed: seed)
        for step in 1...60 {
            try bustle.step()
            if step.isMultiple(of: 10) { bustle.expectConservation() }
        }
        bustle.expectNumbers()
        try bustle.expectReplay()
        try bustle.expectSnapshot()
        bustle.expectOwnEntriesFit()
    }
}

/// A house in which random things happen.
struct Bustle {
    private var house: House
    private var random: SeededGenerator
    private var concerns: [String] = []
    /// The next number that each subscription must be sent for the first time.
    private var next: [SubscriptionHandle: Int64] = [:]
    private var joinable = 0

    private static let people = [House.child, House.mother, House.stranger]
    private static let cases = ["C-1042", "C-2", "C-3"]
    private static let staff = [
        "bhm-csc/nadia", "bhm-csc/tess", "bhm-csc/hugo", "bhm-csc/dee", "bhm-hv/linda", "wmp/pat",
    ]
    private static let patterns: [String: [[String]]] = [
        "bhm-csc/casework": [
            ["case.E08000025.>"], ["broker.>", "police.>"], ["case.E08000025.C-2.>"], [">"],
        ],
        "wmp/niche": [["case.E08000025.>"], ["police.*"], ["allocation.>"]],
        "bhm-hv/child-health": [["case.E08000025.C-1042.>"], ["case.E08000025.*.police.*"]],
    ]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        house = try House.withCase(ladders: seed.isMultiple(of: 2) ? .standard : Self.ladders)
        joinable = house.stored.count
    }

    /// Steps of two, two answers that are needed, and actions that come back within the hour.
    private static let ladders: Ladders = {
        let steps = [
            Ladder.Rung([.dutyTeam, .frontDoor]), Ladder.Rung(.teamManager), Ladder.Rung(.headOfService),
        ]
        let ladder = Ladder(
            limit: .clockMinutes(120),
            rungs: steps,
            action: .clockMinutes(50),
            answersNeeded: 2
        )
        let soon = Ladder(limit: .clockMinutes(60), rungs: steps, action: .clockMinutes(50))
        return Ladders(s1: ladder, s2: soon, s3: soon, s4: ladder)
    }()

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        guard let element = elements.randomElement(using: &random) else {
            preconditionFailure("nothing to pick")
        }
        return element
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    // MARK: What happens

    mutating func step() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: try observe(say())
        case 30..<45: try observe(answer())
        case 45..<60: try observe(work())
        case 60..<75: try observe(receive())
        case 75..<90:
            house.now = house.now.advanced(byMilliseconds: Int64.random(in: 0...20_000_000, using: &random))
            house.monotonic += Int64.random(in: 0...3_000, using: &random)
            try observe(house.turn())
        case 90..<95: try observe(readHistory())
        default: try crash()
        }
        if chance(20) {
            house.joinStored(from: joinable)
            joinable = house.stored.count
        }
    }

    private mutating func say() -> Turn {
        let people = (0...Int.random(in: 0...1, using: &random)).map { _ in pick(Self.people) }
        let grade = pick(["standard", "medium", "high", "wrong"])
        // The same id again now and then: a resend, or somebody's mistake.
        let id = chance(10) ? concerns.last : nil
        let turn = house.publish(
            "police.domestic-incident",
            House.incident(people, grade: grade),
            by: "wmp/niche",
            id: id
        )
        for entry in turn.entries where entry.topic.text == "police.domestic-incident" {
            concerns.append(entry.id.text)
        }
        return turn
    }

    private mutating func answer() -> Turn {
        guard let id = concerns.randomElement(using: &random) else { return house.turn() }
        let person = pick(Self.staff)
        let heir = pick(Self.staff)
        let more = chance(30) ? #","to":"\#(heir)""# : chance(30) ? #","case":"\#(pick(Self.cases))""# : ""
        let data = House.answer(
            id,
            person,
            pick(["seen", "acting", "acting", "done", "not-mine", "disagree"]),
            more: more
        )
        return house.publish("acknowledgement.made", data, by: pick(["bhm-csc/casework", "wmp/niche"]))
    }

    private mutating func work() -> Turn {
        let id = pick(Self.cases)
        let who = pick(Self.staff)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return house.publish("casefile.opened", House.opened(id, [pick(Self.people)]))
        case 1:
            return house.publish(
                "casefile.closed",
                #"{"case":"\#(id)","closed":"2018-06-06","reason":"other"}"#
            )
        case 2:
            return house.publish(
                "allocation.ended",
                #"{"case":"\#(id)","staff":"\#(who)","to":"2018-06-06"}"#
            )
        case 3:
            let leave = #","leave":{"from":"2018-06-06","to":"2018-06-20","cover":"\#(pick(Self.staff))"}"#
            let left = chance(50) ? #","left":"2018-06-08""# : chance(50) ? leave : ""
            let role = chance(50) ? "ASW" : "TM"
            let data =
                #"{"staff":"\#(who)","agency":"\#(who.prefix { $0 != "/" })","name":"N","roles":["\#(role)"]\#(left)}"#
            return house.publish("register.staff", data)
        default:
            return house.publish(
                "allocation.made",
                House.allocated(who, pick(["ASW", "SCW", "HV", "LP"]), on: id)
            )
        }
    }

    /// A recipient's system subscribes, acknowledges, refuses, goes or comes back.
    private mutating func receive() -> Turn {
        let user = pick(["bhm-csc/casework", "wmp/niche", "bhm-hv/child-health"])
        let sub: SubscriptionName = named(pick(["a", "b"]))
        switch Int.random(in: 0..<8, using: &random) {
        case 0...2:
            let topics = pick(Self.patterns[user] ?? [])
            let start: ClientMessage.Subscribe.Start = pick([.now, .start, .sequence(LedgerSequence(5))])
            return house.subscribe(
                user,
                topics,
                sub: sub.text,
                window: Int.random(in: 0...4, using: &random),
                from: start,
                on: pick([0, 0, 200])
            )
        case 3...5:
            let number = Int64.random(in: 0...9, using: &random)
            return house.hear(.ack(sub: sub, numbers: Array(min(1, number)...number)), from: user)
        case 6:
            let number = Int64.random(in: 1...4, using: &random)
            return house.hear(.nack(sub: sub, number: number, why: "", afterMilliseconds: 1), from: user)
        default:
            return house.hear(
                pick([.bye, .hello(agent: "again"), .hello(agent: "again"), .detach(sub: sub)]),
                from: user
            )
        }
    }

    private mutating func readHistory() -> Turn {
        let waiting = house.state.subscriptions.all.filter { $0.historyFrom != nil }
        guard let subscription = waiting.randomElement(using: &random), let from = subscription.historyFrom
        else { return house.turn() }
        let entries = house.entries.filter { $0.sequence >= from }.prefix(20)
        return house.turn([
            .history(
                subscription.handle,
                entries.map { PastEntry($0) },
                through: entries.last?.sequence ?? from
            )
        ])
    }

    private mutating func crash() throws {
        try expectReplay()
        try expectSnapshot()
        try house.restart()
        house.hello("bhm-csc/casework", "wmp/niche", "bhm-hv/child-health")
    }

    // MARK: What holds

    private mutating func observe(_ turn: Turn) throws {
        for delivery in turn.deliveries {
            let entry = try #require(house.entries.first { $0.sequence == delivery.sequence })
            let subscription = try #require(house.state.subscriptions.subscription(delivery.handle))
            #expect(mayBeSent(entry, subscription), "\(entry.topic) to \(delivery.user)")
            let expected = next[delivery.handle] ?? 1
            #expect(delivery.number <= expected, "a number was left out")
            next[delivery.handle] = max(expected, delivery.number + 1)
        }
    }

    /// Written anew from `wire.md` and `ARCH`: a role that sees the topic or an assignment, and a topic that the key sees;
    /// on a case topic, somebody of the agency told for that case, or a key that sees all cases.
    private func mayBeSent(_ entry: Turn.Entry, _ subscription: Subscription) -> Bool {
        guard let agency = subscription.user.agency,
            let definition = house.policy.catalogue[entry.topic]
        else { return false }
        let keys = house.state.register.keys(of: subscription.user).filter { $0.status == .active }
        let routings = entry.routed?.decision.routings ?? []
        let isAssigned = routings.contains { $0.recipients.contains { $0.agency == agency } }
        let roles = keys.flatMap(\.roles)
        guard
            isAssigned || entry.publisher.agency == agency
                || definition.detail(for: roles) != nil
        else { return false }
        if keys.contains(where: { key in key.sees.contains { $0.matches(entry.topic) } }) {
            return true
        }
        return routings.contains { routing in
            let place = routing.caseID?.text ?? "front-door"
            guard let alias = Topic("case.E08000025.\(place).\(entry.topic)") else { return false }
            return keys.contains { key in
                key.sees.contains { $0.matches(alias) }
                    && (key.cases == .all || routing.recipients.contains { $0.agency == agency })
            }
        }
    }

    /// Every receipted concern is waiting with an owner and a deadline, acknowledged, exhausted with an owner, or informs.
    func expectConservation() {
        var raised = 0
        for entry in house.entries {
            if entry.topic.text == "broker.quarantined" { raised += 1 }
            guard entry.topic.text == "police.domestic-incident", let routed = entry.routed else { continue }
            #expect(!routed.decision.routings.isEmpty)
            for routing in routed.decision.routings {
                guard case .owner = routing.accountable else { continue }
                // For a case that is closed the front door answers, once.
                let isClosed = routing.caseID != nil && routing.recipients.allSatisfy { $0.rule == .formerly }
                guard !isClosed || !routed.decision.isFrontDoor else { continue }
                raised += 1
                let key =
                    routing.caseID.map { ObligationKey(entry.sequence, $0) }
                    ?? ObligationKey(frontDoor: entry.sequence)
                #expect(house.state.escalations[key] != nil, "lost: \(key)")
            }
        }
        let tally = house.state.escalations.tally
        #expect(tally.waiting + tally.acknowledged + tally.exhausted == raised)
        #expect(house.broker.nextDeadline == nil || tally.waiting > 0)
        #expect(house.broker.nextDeadline.map { $0 > house.now } ?? (tally.waiting == 0))
    }

    func expectNumbers() {
        for subscription in house.state.subscriptions.all {
            var last: LedgerSequence?
            for number in stride(from: subscription.acked + 1, through: subscription.head, by: 1) {
                let sequence = subscription.item(number)?.sequence
                #expect(sequence != nil)
                if let sequence, let last { #expect(sequence > last, "twice, or out of order") }
                last = sequence
            }
        }
    }

    /// A snapshot of any turn and the turns behind it know the same, and would decide and write the same.
    mutating func expectSnapshot() throws {
        let cut = Int.random(in: 1..<house.stored.count, using: &random)
        var (long, short) = (try house.replayed(), try house.replayed(snapshotAfter: cut))
        #expect(short.state == long.state)
        #expect(short.snapshot == long.snapshot)
        #expect(try short.start(at: house.tick) == long.start(at: house.tick))
        let hour = Tick(now: house.now.advanced(byMilliseconds: 3_600_000), monotonic: house.monotonic)
        #expect(short.turn([], at: hour) == long.turn([], at: hour))
        #expect(short.snapshot == long.snapshot)
    }

    func expectReplay() throws {
        let fresh = try house.replayed()
        #expect(fresh.state == house.state)
        #expect(fresh.noted.isEmpty)
    }

    /// What the broker says itself is held to its topic like anybody's words.
    func expectOwnEntriesFit() {
        for entry in house.entries where entry.publisher.text == "E08000025/broker" {
            guard let concern = entry.concern,
                let definition = house.policy.catalogue[entry.topic]
            else {
                Issue.record("no topic: \(entry.topic)")
                continue
            }
            #expect(definition.fault(in: concern.data) == nil, "\(entry.topic)")
            #expect(concern.topic == definition.topic && concern.id == entry.id)
        }
    }
}
