/// Which faults a seed switches on and how often each happens, in thousandths: the swarm.
struct SimulationPlan: Sendable {
    /// How many authorities there are.
    let brokers: Int
    /// How many lineages there are.
    let children: Int
    /// After how long all is mended.
    let horizon: Int64
    /// How many concerns are published meanwhile.
    let concerns: Int
    /// How many moves are notified for each lineage at most.
    let moves: Int
    /// What a message usually takes.
    let latency: ClosedRange<Int64>
    /// How long until a person looks again.
    let attention: ClosedRange<Int64>
    private(set) var rates: [FaultClass: Int] = [:]
    /// How many offers are temporary stays, of a thousand.
    let stays: Int
    /// How many concerns are told to two brokers by their publisher, of a thousand.
    let regional: Int
    /// How many children die, of a thousand.
    let deaths: Int
    /// How many receivers hold meanwhile, of a thousand looks.
    let interims: Int
    /// How many obligations are answered at all, of a thousand.
    let answers: Int
    /// How often a concern is published just when somebody acts on a transfer, of a thousand.
    let eventful: Int
    /// Whether decisions are durable in a second place before they leave.
    let hasMirror: Bool

    init(_ options: SimulationOptions) {
        var chance = Xoshiro(seed: options.seed ^ 0x5eed_0000_0000_0001)
        brokers = chance.pick([2, 2, 2, 2, 3, 3, 3, 4, 5])
        children = chance.pick([1, 1, 1, 2])
        let days = chance.within(6...30)
        horizon = Int64(min(days, options.days ?? days)) * Span.day
        let concerns = chance.within(0...8)
        self.concerns = min(concerns, options.concerns ?? concerns)
        moves = chance.within(1...4)
        latency = chance.pick([1...20, 5...200, 50...5_000, Span.second...10 * Span.minute])
        attention = chance.pick([
            Span.minute...Span.hour, Span.hour...8 * Span.hour, 4 * Span.hour...36 * Span.hour,
        ])
        stays = chance.pick([0, 0, 100, 300])
        regional = chance.pick([0, 200, 500])
        deaths = chance.pick([0, 0, 0, 0, 5])
        interims = chance.pick([0, 200, 500])
        answers = chance.pick([0, 500, 900, 1000])
        for fault in FaultClass.allCases {
            let isOn = chance.happens(Self.odds(fault))
            let rate = chance.pick(Self.levels(fault))
            rates[fault] = isOn && !options.without.contains(fault) ? rate : 0
        }
        let eventful = chance.pick([0, 50, 200])
        self.eventful = concerns > 0 && options.concerns != 0 ? eventful : 0
        let hasNone = chance.happens(500)
        hasMirror = (rates[.restore] ?? 0) > 0 && !(hasNone && (rates[.mirror] ?? 0) > 0)
    }

    /// How often it happens, of a thousand.
    subscript(fault: FaultClass) -> Int { rates[fault] ?? 0 }

    /// How many seeds of a thousand have it at all.
    private static func odds(_ fault: FaultClass) -> Int {
        switch fault {
        case .drop, .duplicate, .crash, .late: 600
        case .delay, .partition, .old, .slow, .skew, .twice, .decline, .cancel, .wild: 400
        case .never, .restore: 250
        case .mirror: 500
        }
    }

    private static func levels(_ fault: FaultClass) -> [Int] {
        switch fault {
        case .drop, .duplicate: [20, 100, 300, 600]
        case .delay: [10, 50, 200]
        case .partition, .old: [50, 200, 500]
        case .crash: [5, 20, 60]
        case .slow: [20, 200]
        case .skew: [100, 500]
        case .late: [50, 200, 500]
        case .never: [100, 500]
        case .twice: [50, 200]
        case .decline: [50, 150, 400]
        case .cancel: [50, 150, 400]
        case .wild: [20, 100, 300]
        case .restore: [300, 1000]
        case .mirror: [100, 500]
        }
    }
}

extension SimulationPlan: CustomStringConvertible {
    /// Every derived option.
    var description: String {
        let faults = FaultClass.allCases.filter { self[$0] > 0 }.map { "\($0.rawValue) \(self[$0])" }
        return """
            brokers \(brokers), children \(children), days \(horizon / Span.day), concerns \(concerns), \
            moves \(moves), latency \(latency), attention \(attention), stays \(stays), regional \(regional), \
            deaths \(deaths), interims \(interims), answers \(answers), eventful \(eventful), \
            mirror \(hasMirror); \(faults.joined(separator: ", "))
            """
    }
}
