internal import Vocabulary

/// Everything known here about one offer, by its digest.
struct OfferRecord: Sendable, Equatable {
    /// What was decided, which never changes back.
    enum Verdict: Sendable, Equatable {
        case open
        case interim
        case declined(OfferAct, at: Instant)
        case accepted(AcceptanceRecord)
        case released(AcceptanceRecord, ReleaseRecord)
        case settled(AcceptanceRecord, ReleaseRecord, at: Instant)
    }

    struct AcceptanceRecord: Sendable, Equatable {
        let act: OfferAct
        let conference: CivilDate
        let at: Instant
    }

    struct ReleaseRecord: Sendable, Equatable {
        let act: OfferAct
        let through: LedgerSequence
        let coming: [ConcernKey]
        let at: Instant
    }

    struct InterimRecord: Sendable, Equatable {
        let act: OfferAct
        let at: Instant
    }

    let parties: TransferParties
    let epoch: Int64
    let digest: Digest
    /// The offer itself; none if it was declined without ever having come.
    let offer: Offer?
    let since: Instant
    var verdict: Verdict = .open
    /// When and by which entry the receiver also held; it stays true beside a later decision.
    var interim: InterimRecord?
    var steps: [DatedStep] = []
    var words: [BrokersWord] = []
    /// When we last asked whether the other side holds, and what it last said.
    var asked: Instant?
    var reply: HoldReply?
    /// What the offerer listed in its release and said to have lost since.
    var lost: [ConcernKey] = []
    /// What the receiver last asked us, who offered.
    var question: HoldQuestion = .none
    /// When we took responsibility back, because the receiver declined after our release.
    var takenBack: Instant?

    struct HoldReply: Sendable, Equatable {
        let holds: HoldAnswered
        let at: Instant
    }

    enum HoldQuestion: Sendable, Equatable {
        case none
        case owed(EntryReference)
        case given(to: EntryReference, EntryReference)
    }

    init(_ offer: Offer, at since: Instant) {
        parties = offer.parties
        epoch = offer.epoch
        digest = offer.digest
        self.offer = offer
        self.since = since
    }

    init(declined act: OfferAct, at since: Instant) {
        parties = act.parties
        epoch = act.epoch
        digest = act.offer
        offer = nil
        self.since = since
        verdict = .declined(act, at: since)
    }
}

/// A step and when it was taken.
struct DatedStep: Sendable, Equatable {
    let step: TransferStep
    let at: Instant
}

extension OfferRecord {
    var acceptance: AcceptanceRecord? {
        switch verdict {
        case .open, .interim, .declined: nil
        case .accepted(let acceptance), .released(let acceptance, _), .settled(let acceptance, _, _):
            acceptance
        }
    }

    var release: ReleaseRecord? {
        switch verdict {
        case .open, .interim, .declined, .accepted: nil
        case .released(_, let release), .settled(_, let release, _): release
        }
    }

    /// Whether what is said about the offer of that digest is said about this one: itself, or the stay that it continues.
    func isAbout(_ digest: Digest) -> Bool { self.digest == digest || offer?.continues == digest }

    /// The receiver also holds, unless more than that was decided.
    mutating func hold(_ interim: InterimRecord) {
        guard verdict == .open else { return }
        verdict = .interim
        self.interim = interim
    }

    /// The interim that it would have kept from a stay was over.
    mutating func forgetInterim(of stay: Digest) {
        guard verdict == .interim, interim?.act.offer == stay else { return }
        (verdict, interim) = (.open, nil)
    }

    func has(_ name: TransferStep.Kind.Name) -> Bool { steps.contains { $0.step.kind.name == name } }

    func hasSaid(_ topic: TransferTopic) -> Bool { words.contains { $0.topic == topic } }

    func hasWaiver(by authority: AuthorityCode) -> Bool {
        steps.contains { $0.step.kind == .waiverAgreed && $0.step.by == authority }
    }

    /// What a release by conference, or by waiver, still lacks.
    func lacks(waived: Bool) -> [ReleaseCondition] {
        var lacks: [ReleaseCondition] = acceptance == nil ? [.acceptance] : []
        if waived {
            if !hasWaiver(by: parties.from) { lacks.append(.waiverHere) }
            if !hasWaiver(by: parties.to) { lacks.append(.waiverThere) }
        } else {
            if !has(.conferenceHeld) { lacks.append(.conferenceHeld) }
            if !has(.coreGroupBooked) { lacks.append(.coreGroupBooked) }
        }
        return lacks
    }

    /// Whether we asked about an offer that is open for all that our ledger knows, and its receiver has let go again: it was
    /// released once, and went with our disk and with the receiver's.
    var isPassedOn: Bool {
        guard let asked, let reply, reply.at >= asked else { return false }
        return reply.holds == .passedOn && release == nil
    }

    /// Whether we asked for a hold and have no answer.
    var isInDoubt: Bool {
        guard let asked else { return false }
        switch verdict {
        case .declined, .settled: return false
        case .open, .interim, .accepted, .released: return reply.map { $0.at < asked } ?? true
        }
    }

    /// Our own words about it in the order said, for a peer that seems not to have them.
    var answers: [LedgerSequence] {
        var acts = [interim?.act, acceptance?.act].compactMap(\.self)
        if case .declined(let act, _) = verdict { acts.append(act) }
        let sequences = acts.filter(\.isOurWord).map(\.said.sequence) + words.map(\.said.sequence)
        return sequences.sorted()
    }

    func act(said: EntryReference, isOurWord: Bool) -> OfferAct {
        OfferAct(parties: parties, epoch: epoch, offer: digest, said: said, isOurWord: isOurWord)
    }
}
