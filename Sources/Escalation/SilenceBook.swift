public import Vocabulary

/// Systems that are to speak every so often, and those that have not for longer: a process that is dead cannot say so itself.
///
///     listened to ── limit over ──▶ silent, and told once
///     listened to, silent ── speaks ──▶ listened to, its silence counts anew
///     listened to, silent ── is no system of the partnership any more ──▶ gone
///
/// When each was heard is a fact, so that a restart neither forgets a silence nor tells it twice. How long it may be is
/// policy: another limit counts from the next start.
public struct SilenceBook: Sendable, Equatable {
    /// How often somebody must be heard.
    public struct Terms: Hashable, Sendable {
        /// The longest silence.
        public let limit: Limit
        /// The same, for people: `24 hours`.
        public let phrase: String

        /// Creates terms.
        public init(limit: Limit, phrase: String) {
            self.limit = limit
            self.phrase = phrase
        }
    }

    /// A system that has gone quiet.
    public struct Silence: Hashable, Sendable {
        /// Which.
        public let system: UserID
        /// When it was heard last, or since when it was listened to.
        public let since: Instant
        /// The entries that told people, in order; one unless its adapter and the broker both did.
        public internal(set) var told: [LedgerSequence]
        /// Whether one of them is the broker's own, so that the broker also says when it is over.
        public internal(set) var isToldByBroker: Bool
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// It spoke, or is listened to, and its silence counts from then.
        case heard(UserID, at: Instant)
        /// It is silent since then, and that entry told people.
        case silent(UserID, since: Instant, told: LedgerSequence, byBroker: Bool)
        /// Nobody speaks as it any more.
        case dropped(UserID)
    }

    /// Being heard is written down once in so long: whoever speaks all the time costs no fact a concern.
    private static let grain: Int64 = 1_000

    private let terms: [UserID: Terms]
    private let calendar: WorkingCalendar
    private var lastHeard: [UserID: Instant] = [:]
    private var silences: [UserID: Silence] = [:]
    private var queue = DeadlineQueue<UserID>()

    /// Creates a book that has heard nobody.
    public init(terms: [UserID: Terms], calendar: WorkingCalendar) {
        self.terms = terms
        self.calendar = calendar
    }

    // MARK: Reading

    /// When ``overdue(at:)`` must next be asked, or `nil` if nobody is waited for.
    public var deadline: Instant? { queue.first?.deadline }

    /// Who is silent, the longest first.
    public var silent: [Silence] {
        silences.values.sorted { ($0.since, $0.system) < ($1.since, $1.system) }
    }

    /// The silence of a system, or `nil` if it speaks or need not.
    public subscript(system: UserID) -> Silence? { silences[system] }

    /// Who was heard or is silent, in order.
    public var known: [UserID] { Set(lastHeard.keys).union(silences.keys).sorted() }

    /// Who is to speak every so often, in order.
    public var expected: [UserID] { terms.keys.sorted() }

    /// The system that should have spoken by now the longest ago, since when it has not, and what was agreed.
    public func overdue(at now: Instant) -> (system: UserID, since: Instant, terms: Terms)? {
        guard let first = queue.first, first.deadline <= now, let since = lastHeard[first.key],
            let agreed = terms[first.key]
        else { return nil }
        return (first.key, since, agreed)
    }

    // MARK: Inputs

    /// A system is listened to from now on, unless it was already.
    public mutating func listened(to system: UserID, at now: Instant) -> Decision<Fact, Never> {
        guard terms[system] != nil, lastHeard[system] == nil, silences[system] == nil else { return .nothing }
        return commit(.heard(system, at: now))
    }

    /// A system spoke, which ends its silence.
    public mutating func heard(_ system: UserID, at now: Instant) -> Decision<Fact, Never> {
        if silences[system] == nil {
            guard terms[system] != nil else { return .nothing }
            if let last = lastHeard[system], now.milliseconds - last.milliseconds < Self.grain {
                return .nothing
            }
        }
        return commit(.heard(system, at: now))
    }

    /// People are told by that entry that a system is silent.
    public mutating func fellSilent(
        _ system: UserID,
        since: Instant,
        told entry: LedgerSequence,
        byBroker: Bool
    ) -> Decision<Fact, Never> {
        commit(.silent(system, since: since, told: entry, byBroker: byBroker))
    }

    /// Nobody speaks as that system any more.
    public mutating func dropped(_ system: UserID) -> Decision<Fact, Never> {
        guard lastHeard[system] != nil || silences[system] != nil else { return .nothing }
        return commit(.dropped(system))
    }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .heard(let system, let instant):
            lastHeard[system] = instant
            silences[system] = nil
            queue.set(terms[system]?.limit.end(after: instant, on: calendar), for: system)
        case .silent(let system, let since, let entry, let byBroker):
            var silence =
                silences[system]
                ?? Silence(system: system, since: since, told: [], isToldByBroker: false)
            silence.told.append(entry)
            silence.isToldByBroker = silence.isToldByBroker || byBroker
            silences[system] = silence
            queue.set(nil, for: system)
        case .dropped(let system):
            lastHeard[system] = nil
            silences[system] = nil
            queue.set(nil, for: system)
        }
    }

    /// The fewest facts that rebuild this book, system by system: a snapshot in the ledger's own words.
    public var restated: [Fact] {
        let heard = lastHeard.sorted { $0.key < $1.key }.map { Fact.heard($0.key, at: $0.value) }
        let silent = silences.sorted { $0.key < $1.key }.flatMap { system, silence in
            silence.told.enumerated().map { place, entry in
                Fact.silent(
                    system,
                    since: silence.since,
                    told: entry,
                    byBroker: silence.isToldByBroker && place == 0
                )
            }
        }
        return heard + silent
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}
