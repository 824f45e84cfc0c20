/// What simulations met, added up; too little of it and they proved nothing.
public struct SimulationSightings: Sendable, Equatable {
    /// Something that a simulation is to meet.
    public enum Kind: String, Sendable, CaseIterable {
        /// Offers that were decided.
        case handshakes
        /// Releases whose receiver became sole.
        case settlements
        /// Offers that the receiver declined.
        case declines
        /// Times that two authorities came to hold one child.
        case overlaps
        /// Processes that died with something decided and not durable.
        case crashesBeforeDurable = "crashes-before-durable"
        /// Processes that died with something durable and not sent.
        case crashesBeforeSend = "crashes-before-send"
        /// Offers that were asked back and accepted.
        case races
        /// Old backups that took the place of a ledger.
        case restores
        /// Of those, brokers whose decisions had no second place.
        case unmirroredRestores = "unmirrored-restores"
        /// Of those, brokers that had handed children over with two others or more.
        case chainRestores = "chain-restores"
        /// Of those, brokers that for a while did not get through to another, or were not reached by it.
        case strandings
        /// Second places that took nothing for a while.
        case mirrorFaults = "mirror-faults"
        /// Acceptances five days or more after the offer came.
        case lateAccepts = "late-accepts"
        /// Answers after their deadline.
        case lateAnswers = "late-answers"
        /// Messages lost.
        case drops
        /// Messages that came twice.
        case duplicates
        /// Messages of long ago that came again.
        case oldMessages = "old-messages"
        /// Cuts between two brokers.
        case partitions
        /// Clocks that jumped.
        case jumps
        /// Concerns that went to another authority.
        case forwards
        /// Receivers that held meanwhile.
        case interims
        /// Permanent offers that came to continue a temporary stay.
        case continuations
        /// What people said and a broker refused.
        case refusals
        /// Messages that a broker took.
        case entries
        /// Everything that happened at all.
        case events
    }

    private var counts = [Int](repeating: 0, count: Kind.allCases.count)
    private static let places: [Kind: Int] = Dictionary(
        uniqueKeysWithValues: zip(Kind.allCases, Kind.allCases.indices)
    )

    /// Creates sightings of nothing.
    public init() {}

    /// How often it was met.
    public subscript(kind: Kind) -> Int { counts[Self.places[kind] ?? 0] }

    mutating func note(_ kind: Kind, _ count: Int = 1) { counts[Self.places[kind] ?? 0] += count }

    /// Adds what another simulation met.
    public static func += (total: inout Self, sightings: Self) {
        for place in total.counts.indices { total.counts[place] += sightings.counts[place] }
    }

    /// What so many seeds had to meet and did not, but for what some left-out fault alone brings about.
    public func missing(after seeds: Int, without faults: Set<FaultClass> = []) -> [Kind] {
        Self.floors.filter { floor in
            let isPossible = faults.isDisjoint(with: Self.causes[floor.kind] ?? [])
            return isPossible && self[floor.kind] * 1_000 < floor.perThousand * seeds
        }
        .map(\.kind)
    }

    /// The faults without any of which it does not happen.
    private static let causes: [Kind: Set<FaultClass>] = [
        .crashesBeforeDurable: [.crash], .crashesBeforeSend: [.crash], .races: [.cancel],
        .declines: [.decline], .lateAccepts: [.late], .lateAnswers: [.late], .drops: [.drop],
        .duplicates: [.duplicate], .oldMessages: [.old], .partitions: [.partition], .jumps: [.skew],
        .restores: [.restore], .chainRestores: [.restore], .unmirroredRestores: [.restore, .mirror],
        .mirrorFaults: [.restore, .mirror], .strandings: [.restore, .partition],
    ]

    /// How often a thousand seeds meet each, at the very least.
    private static let floors: [(kind: Kind, perThousand: Int)] = [
        (.handshakes, 500), (.settlements, 200), (.declines, 50), (.overlaps, 200),
        (.crashesBeforeDurable, 50), (.crashesBeforeSend, 50), (.races, 10), (.lateAccepts, 20),
        (.lateAnswers, 20), (.drops, 500), (.duplicates, 500), (.oldMessages, 100), (.partitions, 100),
        (.jumps, 50), (.forwards, 200), (.restores, 200), (.unmirroredRestores, 30), (.chainRestores, 20),
        (.mirrorFaults, 50), (.continuations, 20), (.strandings, 20),
    ]
}
