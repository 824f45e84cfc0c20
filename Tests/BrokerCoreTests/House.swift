import Concerns
import Escalation
import Foundation
import JSON
import Meetings
import Patterns
import Routing
import Settings
import TestSupport
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// One authority's broker with its people, everything it stored, and the clock that the test moves.
struct House {
    static let birmingham: AuthorityCode = named("E08000025")
    static let solihull: AuthorityCode = named("E08000029")

    /// The repository's own topics.
    static let catalogue = Result {
        try CatalogueFolder(path: root.appending(path: "Topics").path).catalogue()
    }

    /// The repository's own rules.
    static let partnership = Result {
        let (topics, configs) = (root.appending(path: "Topics").path, root.appending(path: "Configs").path)
        return try PartnershipFiles(topics: topics, folder: configs)
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let policy: Policy
    var broker: BrokerMachine
    /// A Wednesday morning, unless the test moves it.
    var now = at("2018-06-06T10:00:00+01:00")
    var monotonic: Int64 = 0
    /// What is durable, in order.
    var stored: [Turn] = []
    /// Every entry by who published it and under which id, as the ledger's index knows it.
    private var known: [String: Arrival.EarlierEntry] = [:]
    private var boots = 1
    private var ids = 0

    /// A broker that has started and knows keys and staff, and no child.
    init(
        _ authority: AuthorityCode = House.birmingham,
        ladders: Ladders = .standard,
        clocks: ClockRules = .none,
        meetings: MeetingRules = .none,
        patterns: PatternRules = .none,
        silence: [UserID: SilenceBook.Terms] = [:],
        contacts: [UserID: SystemContact] = [:]
    ) throws {
        let other = authority == Self.birmingham ? Self.solihull : Self.birmingham
        var policy = Policy(
            authority: authority,
            catalogue: try Self.catalogue.get(),
            ladders: ladders,
            calendar: WorkingCalendar(holidays: [] as [CivilDate]),
            clocks: clocks,
            meetings: meetings,
            patterns: patterns,
            register: Self.register(authority, peer: other),
            peers: [named("\(other)/broker"): other],
            checkpointKeys: [],
            storyClock: false
        )
        policy.silence = silence
        policy.contacts = contacts
        self.policy = policy
        broker = BrokerMachine(policy: policy, boot: "boot-1")
        store(try broker.start(at: tick))
    }

    var tick: Tick { Tick(now: now, monotonic: monotonic) }
    var state: BrokerState { broker.state }
    var entries: [Turn.Entry] { stored.flatMap(\.entries) }

    // MARK: Turns

    /// One turn with these arrivals; what it decided is durable when this returns.
    @discardableResult
    mutating func turn(_ arrivals: [Arrival] = []) -> Turn {
        let turn = broker.turn(arrivals, at: tick)
        store(turn)
        expectConservation()
        for case .receipt(_, _, _, _, let connection) in turn.actions { broker.receiptLeft(on: connection) }
        return turn
    }

    private mutating func store(_ turn: Turn) {
        if turn.isDurable { stored.append(turn) }
        for entry in turn.entries {
            known["\(entry.publisher) \(entry.id)"] = Arrival.EarlierEntry(
                sequence: entry.sequence,
                digest: .ofBody(entry.body),
                unsigned: policy.peers[entry.publisher] == nil ? nil : entry.unsigned
            )
        }
    }

    /// Time passes and the broker notices.
    @discardableResult
    mutating func pass(to instant: String) -> Turn {
        now = at(instant)
        return turn()
    }

    /// The broker as a new process finds it, before it starts: from a snapshot of the first so many turns, and the rest.
    func replayed(snapshotAfter count: Int = 0) throws -> BrokerMachine {
        var fresh = BrokerMachine(policy: policy, boot: "boot-\(boots + 1)")
        for (place, turn) in stored.enumerated() {
            if place == count, count > 0 {
                let snapshot = try #require(fresh.snapshot)
                fresh = BrokerMachine(policy: policy, boot: "boot-\(boots + 1)")
                try fresh.restore(snapshot)
            }
            try fresh.replay(turnFacts: turn.facts)
            for entry in turn.entries {
                try fresh.replay(entry.sequence, at: entry.accepted, id: entry.id, facts: entry.facts)
            }
        }
        return fresh
    }

    /// The process ends and another begins.
    @discardableResult
    mutating func restart() throws -> Turn {
        broker = try replayed(snapshotAfter: stored.count * 2 / 3)
        boots += 1
        let turn = try broker.start(at: tick)
        store(turn)
        expectConservation()
        return turn
    }

    /// Everything receipted is in one place and none twice (R6): by the counts, and counted anew.
    func expectConservation(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(state.imbalances(at: now) == [], sourceLocation: sourceLocation)
        #expect(state.postings.balance == state.recounted, sourceLocation: sourceLocation)
    }

    /// Stores the turns so far as one, as the shell does while a sync is under way.
    mutating func joinStored(from index: Int) {
        guard index < stored.count else { return }
        var whole = Turn()
        for turn in stored[index...] { whole.append(turn) }
        stored.replaceSubrange(index..., with: [whole])
    }

    // MARK: Saying

    mutating func hear(_ verb: ClientMessage.Verb, from user: String, on connection: Int64 = 0) -> Turn {
        turn([message(verb, from: user, on: connection)])
    }

    func message(_ verb: ClientMessage.Verb, from user: String, on connection: Int64 = 0) -> Arrival {
        var earlier: Arrival.EarlierEntry?
        if case .publish(let publish) = verb { earlier = known["\(user) \(publish.id)"] }
        let message = ClientMessage(request: [7], verb: verb)
        return .message(
            origin(user, connection),
            .message(message),
            earlier: earlier,
            meant: meant(verb, user),
            original: original(verb, user)
        )
    }

    /// What the publisher of a forwarded concern said here itself, as the shell looks it up.
    private func original(_ verb: ClientMessage.Verb, _ user: String) -> Arrival.PastEntry? {
        guard case .publish(let publish) = verb, policy.peers[named(user)] != nil else { return nil }
        do {
            let source = try publish.concern().source.user
            return entries.first { $0.id == publish.id && $0.publisher == source }.map {
                Arrival.PastEntry($0)
            }
        } catch {
            return nil
        }
    }

    /// What a recall or correction names, as the shell looks it up.
    private func meant(_ verb: ClientMessage.Verb, _ user: String) -> Arrival.PastEntry? {
        guard case .publish(let publish) = verb else { return nil }
        let id: String?
        do {
            let concern = try publish.concern()
            let isRecall = publish.topic.text == BrokerMachine.recallTopic
            id = isRecall ? concern.data["concern"]?.string : concern.supersedes?.text
        } catch {
            return nil
        }
        let colleagues = broker.colleagues(of: named(user))
        return entries.first { $0.id.text == id && colleagues.contains($0.publisher) }.map { entry in
            Arrival.PastEntry(entry)
        }
    }

    /// Every system has one connection of its own, and others above 100.
    func origin(_ user: String, _ connection: Int64 = 0) -> Arrival.Origin {
        let number = Self.users.firstIndex(of: user).map { Int64($0) + 1 } ?? 99
        return Arrival.Origin(
            connection: ConnectionID(connection == 0 ? number : connection),
            user: named(user),
            key: Self.key(user)
        )
    }

    mutating func hello(_ users: String..., on connection: Int64 = 0) {
        for user in users { _ = hear(.hello(agent: "test"), from: user, on: connection) }
    }

    mutating func nextID() -> String {
        ids += 1
        return "\(policy.authority)-id-\(ids)"
    }

    /// An event and the PUBLISH that says it.
    mutating func event(_ topic: String, _ data: String, by user: String, id: String? = nil) -> Said {
        let id = id ?? nextID()
        let body = Said.body(topic, data, source: user, id: id, at: now, authority: policy.authority)
        return Said(id: id, topic: topic, body: body)
    }

    @discardableResult
    mutating func publish(
        _ topic: String,
        _ data: String,
        by user: String = "bhm-csc/casework",
        id: String? = nil
    ) -> Turn {
        let said = event(topic, data, by: user, id: id)
        return hear(said.publish, from: user)
    }

    mutating func subscribe(
        _ user: String,
        _ topics: [String],
        sub: String = "all",
        window: Int = 500,
        from: ClientMessage.Subscribe.Start = .now,
        on connection: Int64 = 0
    ) -> Turn {
        let verb = ClientMessage.Verb.subscribe(
            ClientMessage.Subscribe(
                sub: named(sub),
                topics: topics.compactMap { TopicPattern($0) },
                window: window,
                from: from
            )
        )
        return hear(verb, from: user, on: connection)
    }
}

/// A CloudEvent as a test publishes it.
struct Said {
    let id: String
    let topic: String
    let body: [UInt8]

    var publish: ClientMessage.Verb {
        guard let topic = Topic(topic) else { preconditionFailure("no topic: \(topic)") }
        return .publish(
            ClientMessage.Publish(id: named(id), topic: topic, sha256: .ofBody(body), body: body)
        )
    }

    static func body(
        _ topic: String,
        _ data: String,
        source user: String,
        id: String,
        at now: Instant,
        authority: AuthorityCode = House.birmingham
    ) -> [UInt8] {
        let source = "urn:concordat:\(authority):" + user.replacing("/", with: ":")
        let published = topic.split(separator: ".").suffix(2).joined(separator: ".")
        return Array(
            """
            {"specversion":"1.0","id":"\(id)","source":"\(source)","type":"\(published).v1","subject":"",\
            "time":"\(now.rfc3339)","datacontenttype":"application/json","data":\(data)}
            """.utf8
        )
    }
}

func named<Kind>(_ text: String) -> Identifier<Kind> {
    guard let identifier = Identifier<Kind>(text) else { preconditionFailure("no identifier: \(text)") }
    return identifier
}

/// An instant from its RFC 3339 text.
func at(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure("no instant: \(text)") }
    return instant
}
