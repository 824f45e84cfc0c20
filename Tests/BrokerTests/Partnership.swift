import Concerns
import Foundation
import Logging
import Routing
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// A real broker, the systems of some agencies, and a child whose case some of their staff work on.
struct Partnership {
    /// A system before it has a key.
    struct System {
        let user: String
        let roles: [String]
        var publishes: [String] = []
        var sees: [String] = [">"]
        var cases = SystemKey.Reach.involved

        func record(_ keys: KeyPair) -> SystemKey {
            SystemKey(
                key: identifier(keys.publicKey.z85, CurveKind.self),
                user: identifier(user, UserKind.self),
                status: .active,
                roles: roles.compactMap { Role($0) },
                publishes: publishes.compactMap { TopicPattern($0) },
                sees: sees.compactMap { TopicPattern($0) },
                cases: cases
            )
        }
    }

    /// A Wednesday morning, where the story's clock stands still.
    static let start = "2018-06-06T10:00:00+01:00"

    let broker: TestBroker
    let logged = LogRecorder.Lines()
    private let keys: [String: KeyPair]
    private let folder: TemporaryFolder

    /// Starts the broker and has social care open the case and put people on it.
    ///
    /// `workers` are staff ids and the roles in which they work on C-1042; `others` work on nothing.
    init(
        _ systems: [System],
        workers: [(staff: String, role: String)],
        others: [(staff: String, role: String)] = []
    ) async throws {
        folder = try TemporaryFolder()
        let systems = [Self.casework] + systems
        let keys = Dictionary(uniqueKeysWithValues: systems.map { ($0.user, KeyPair.generate()) })
        self.keys = keys
        let lines = logged
        broker = try await TestBroker.start(
            folder: folder,
            keys: systems.compactMap { system in keys[system.user].map { system.record($0) } },
            staff: (workers + others).map { Self.member($0.staff, $0.role) } + [
                Self.member("bhm-csc/tess.ward", "TM")
            ],
            story: Instant(rfc3339: Self.start),
            logger: Logger(label: "test", factory: { _ in LogRecorder(lines) })
        )
        let casework = try await client(Self.casework.user)
        let allocations = workers.map { worker in
            (
                topic: "allocation.made",
                data:
                    #"{"case":"C-1042","staff":"\#(worker.staff)","role":"\#(worker.role)","from":"2018-06-01"}"#
            )
        }
        for (number, said) in (Self.settlement + allocations).enumerated() {
            let event = Said(said.topic, said.data, by: Self.casework.user, id: "settlement-\(number)")
            _ = try await casework.publish(event)
        }
        await casework.close()
    }

    /// A connection of that system that has said HELLO.
    func client(_ user: String) async throws -> TestClient {
        let client = try await TestClient(
            broker.endpoint,
            serverKey: broker.serverKey,
            keys: try #require(keys[user]),
            context: TestBroker.context.get()
        )
        try await client.send(.hello(agent: "test"))
        let welcomed = try await client.next { message -> String? in
            if case .welcome(let welcome) = message.verb { welcome.user.text } else { nil }
        }
        #expect(welcomed == user)
        return client
    }

    func stop() async throws { try await broker.stop() }

    // MARK: Who and what is there before

    private static let casework = System(
        user: "bhm-csc/casework",
        roles: ["DUTY", "HOS", "TM"],
        publishes: [">"],
        cases: .all
    )

    private static func member(_ id: String, _ role: String) -> StaffMember {
        let id = identifier(id, StaffKind.self)
        return StaffMember(
            id: id,
            agency: id.agency ?? identifier("none", AgencyKind.self),
            roles: [Role(role)].compactMap(\.self),
            kind: .person
        )
    }

    private static let settlement: [(topic: String, data: String)] = [
        (
            "register.household",
            """
            {"household":"H-1","members":[\
            {"identifiers":[{"scheme":"nhs","value":"9990516286"}],"relation":"child"},\
            {"identifiers":[{"scheme":"nhs","value":"9992839457"}],"relation":"parent"}]}
            """
        ),
        (
            "casefile.opened",
            """
            {"case":"C-1042","children":[\
            {"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}],\
            "legal-basis":"CP","opened":"2018-06-01"}
            """
        ),
    ]
}

/// An event from a system of Birmingham's.
struct Said {
    let topic: String
    let id: String
    let body: [UInt8]

    init(_ topic: String, _ data: String, by user: String, id: String) {
        let source = "urn:concordat:E08000025:" + user.replacing("/", with: ":")
        self.init(
            topic,
            id: id,
            event: """
                {"specversion":"1.0","id":"\(id)","source":"\(source)","type":"\(topic).v1","subject":"",\
                "time":"2018-06-05T22:48:00Z","datacontenttype":"application/json","data":\(data)}
                """
        )
    }

    init(_ topic: String, id: String, event: String) {
        self.topic = topic
        self.id = id
        body = Array(event.utf8)
    }
}

extension TestClient {
    /// Publishes, and answers with the sequence of the receipt.
    @discardableResult
    func publish(_ said: Said) async throws -> LedgerSequence {
        switch try await attempt(said) {
        case .success(let sequence): return sequence
        case .failure(let refusal):
            Issue.record("\(said.topic) refused: \(refusal.text)")
            throw refusal
        }
    }

    /// Publishes, and answers with the sequence of the receipt or with the refusal.
    func attempt(_ said: Said) async throws -> Result<LedgerSequence, WireRefusal> {
        let publish = ClientMessage.Publish(
            id: identifier(said.id, MessageKind.self),
            topic: try #require(Topic(said.topic)),
            sha256: .ofBody(said.body),
            body: said.body
        )
        try await send(.publish(publish))
        return try await next { message in
            switch message.verb {
            case .receipt(_, let sequence, _, _): .success(sequence)
            case .error(let refusal): .failure(refusal)
            case .welcome, .subscribed, .deliver, .acked, .nacked, .detached, .page, .pong, .bye: nil
            }
        }
    }

    /// Subscribes, and waits until the broker says so.
    func subscribe(
        _ patterns: [String],
        as name: String,
        from start: ClientMessage.Subscribe.Start = .start
    ) async throws {
        let subscribe = ClientMessage.Subscribe(
            sub: identifier(name, SubscriptionKind.self),
            topics: patterns.compactMap { TopicPattern($0) },
            window: 256,
            from: start
        )
        try await send(.subscribe(subscribe))
        try await next { message -> Void? in
            if case .subscribed(let sub, _, _) = message.verb, sub.text == name { () } else { nil }
        }
    }

    /// What a case's story is to this system, a row a line, or the refusal.
    func chronology(_ caseID: String = "C-1042", of agency: String? = nil) async throws -> String {
        var fetch = ClientMessage.Fetch(.chronology)
        fetch.caseID = CaseID(caseID)
        fetch.agency = agency.flatMap { AgencyID($0) }
        return try await read(fetch)
    }

    /// Why the entry went to whom, to this system, or the refusal.
    func explanation(of sequence: LedgerSequence) async throws -> String {
        var fetch = ClientMessage.Fetch(.explain)
        fetch.sequence = sequence
        return try await read(fetch)
    }

    /// The body of the page, or the head of the refusal.
    func read(_ fetch: ClientMessage.Fetch) async throws -> String {
        try await send(.fetch(fetch))
        let (head, body) = try await nextText("PAGE", "ERROR")
        return head.hasPrefix(#"{"code""#) ? head : body
    }
}
