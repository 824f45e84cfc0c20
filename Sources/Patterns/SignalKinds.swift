/// Which kinds of things an observation says, so that only the rules are looked at that it can complete.
struct SignalKinds: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    static let test = SignalKinds(rawValue: 1 << 0)
    static let use = SignalKinds(rawValue: 1 << 1)
    static let claim = SignalKinds(rawValue: 1 << 2)
    static let missed = SignalKinds(rawValue: 1 << 3)
    static let missedDoses = SignalKinds(rawValue: 1 << 4)
    static let testMissed = SignalKinds(rawValue: 1 << 5)
    static let statement = SignalKinds(rawValue: 1 << 6)
    static let incident = SignalKinds(rawValue: 1 << 7)
    static let care = SignalKinds(rawValue: 1 << 8)
    static let prescribing = SignalKinds(rawValue: 1 << 9)
    static let storage = SignalKinds(rawValue: 1 << 10)
    static let sleepingPlace = SignalKinds(rawValue: 1 << 11)
    static let meeting = SignalKinds(rawValue: 1 << 12)
    static let judgement = SignalKinds(rawValue: 1 << 13)
    static let closure = SignalKinds(rawValue: 1 << 14)
    static let hazard = SignalKinds(rawValue: 1 << 15)
    static let flag = SignalKinds(rawValue: 1 << 16)
    /// That it happened before the day of publishing.
    static let earlier = SignalKinds(rawValue: 1 << 17)

    /// What may be evidence of somebody's use.
    static let evidence: SignalKinds = [.test, .use]

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Everything that an observation says.
    init(_ observation: Observation) {
        self = observation.happened == nil ? [] : .earlier
        for signal in observation.signals { formUnion(signal.kinds) }
    }
}

extension Signal {
    fileprivate var kinds: SignalKinds {
        switch self {
        case .test: .test
        case .use: .use
        case .claim: .claim
        case .missed: .missed
        case .missedDoses: .missedDoses
        case .testMissed: .testMissed
        case .statement: .statement
        case .incident: .incident
        case .inCharge, .carers: .care
        case .treatment, .prescription, .opioid, .regime, .jointPlan: .prescribing
        case .storageCheck: .storage
        case .sleepingPlace: .sleepingPlace
        case .meeting: .meeting
        case .meetingUnsound, .notInvited: .judgement
        case .closureProposed, .assessmentOutcomeHome: .closure
        case .hazard, .hazardCleared: .hazard
        case .flag: .flag
        }
    }
}

extension PatternTest {
    /// The kinds one of which an observation MUST say to complete it; a new case that names too few stays silent.
    var kinds: SignalKinds {
        switch self {
        case .missedContacts: .missed
        case .missedTest: .testMissed
        case .noResult: [.prescribing, .claim, .meeting]
        case .claimAgainstEvidence: [.claim, .evidence]
        case .contradiction: .statement
        case .noFreeCarer: [.care, .evidence]
        case .dualPrescribing: [.prescribing, .flag]
        case .missedDoses: .missedDoses
        case .controlRelaxed: [.prescribing, .storage]
        case .incidents, .graveIncident: .incident
        case .drift: [.meeting, .flag]
        case .meetingUnsound, .notInvited: .judgement
        case .unsafeClosure: .closure
        case .stale: .earlier
        case .hazard: .hazard
        case .sleepingPlaceUnseen: .sleepingPlace
        case .flag: .flag
        case .clock: []
        }
    }
}
