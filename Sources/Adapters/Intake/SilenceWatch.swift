public import BrokerClient
public import Concerns
public import JSON
public import Logging
public import ServiceLifecycle
import Topics
import Vocabulary

/// Says so when a system is quiet for longer than it said it would be, and when it is heard again.
///
/// The alarm is an event like any other (`feed.silent`): it names nobody, so the broker gives it to the front door, who must
/// answer, and lets it climb. What was heard when, and whether the alarm was given, stand in the box: a restart neither
/// forgets nor repeats it.
public struct SilenceWatch: Service {
    /// How often somebody must be heard, and whom to ask why they are not.
    public struct Terms: Sendable, Equatable {
        /// The longest silence.
        public var limit: Duration
        /// The same, for people: `24 hours`.
        public var phrase: String
        /// Whom to ring, as in every alert.
        public var contact: JSONValue?

        /// Creates terms.
        public init(limit: Duration, phrase: String, contact: JSONValue? = nil) {
            self.limit = limit
            self.phrase = phrase
            self.contact = contact
        }
    }

    private let terms: Terms
    private let source: EventSource
    private let box: ClientBox
    private let connection: BrokerConnection?
    private let journal: AdapterJournal
    private let logger: Logger

    /// Creates a watch over what a journal hears; without a connection the alarm only waits in the box.
    public init(
        _ terms: Terms,
        source: EventSource,
        box: ClientBox,
        connection: BrokerConnection?,
        journal: AdapterJournal,
        logger: Logger
    ) {
        self.terms = terms
        self.source = source
        self.box = box
        self.connection = connection
        self.journal = journal
        self.logger = logger
    }

    /// Looks ten times within the limit, at least once a minute, until the process is asked to stop.
    public func run() async throws {
        try await Rounds.untilStopped(every: min(terms.limit / 10, .seconds(60))) { try await look() }
    }

    /// What the box remembers: when something came last, and whether the silence since then was told.
    private struct Memory: Equatable {
        var heard: Instant
        var isTold = false

        static let note = "silence"

        init(heard: Instant) { self.heard = heard }

        init?(_ bytes: [UInt8]) {
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ")
            guard parts.count == 2, let heard = Int64(parts[0]) else { return nil }
            self.heard = Instant(milliseconds: heard)
            isTold = parts[1] == "told"
        }

        var notes: [String: [UInt8]] {
            [Self.note: Array("\(heard.milliseconds) \(isTold ? "told" : "untold")".utf8)]
        }
    }

    /// Looks once.
    public func look() async throws {
        let now = journal.instant
        let known = try await box.note(Memory.note).flatMap(Memory.init)
        // Whoever was never heard is expected from the first look on.
        var memory = known ?? Memory(heard: now)
        if let heard = journal.now.lastHeard, heard > memory.heard {
            let (quietSince, wasTold) = (memory.heard, memory.isTold)
            memory = Memory(heard: heard)
            if wasTold { return try await say("feed.resumed", at: heard, quietSince: quietSince, [], memory) }
        }
        if !memory.isTold, now.milliseconds - memory.heard.milliseconds > limit {
            memory.isTold = true
            logger.warning("nothing came for longer than was said", metadata: ["system": "\(source)"])
            let members =
                [JSONMember("expected-every", .string(terms.phrase))]
                + (terms.contact.map { [JSONMember("contact", $0)] } ?? [])
            return try await say("feed.silent", at: now, quietSince: memory.heard, members, memory)
        }
        if memory != known { try await box.store([], notes: memory.notes) }
    }

    private var limit: Int64 {
        terms.limit.components.seconds * 1_000 + terms.limit.components.attoseconds / 1_000_000_000_000_000
    }

    private func say(
        _ name: String,
        at now: Instant,
        quietSince: Instant,
        _ members: [JSONMember],
        _ memory: Memory
    ) async throws {
        guard let topic = Topic(name), let user = source.user else { return }
        let cause = "concordat-silence\n\(source)\n\(name)\n\(quietSince.milliseconds)"
        let id = MessageID(derivedFrom: .ofBody(Array(cause.utf8)))
        let since = LondonTime.rfc3339(quietSince)
        let data = JSONValue.object(
            [JSONMember("system", .string(user.text)), JSONMember("quiet-since", .string(since))] + members
        )
        let text = EventText(topic: topic, time: now, data: data)
        let publication = Publication(id: id, topic: topic, body: text.bytes(id: id, source: source))
        if let connection {
            try await connection.submit([publication], notes: memory.notes)
        } else {
            try await box.store([publication], notes: memory.notes)
        }
    }
}
