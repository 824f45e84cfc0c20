internal import Vocabulary

/// Responsibility for one lineage at one authority, in both roles.
///
///     sole ── we offer ──▶ offered(e) ── we release ──▶ none ──▶ (settled: the receiver is sole)
///       ▲                      │ declined
///       └──────────────────────┘
///     none ── offer comes ──▶ received(e) ──▶ [interim(e)] ── we accept ──▶ accepted(e) ── released, all here ──▶ sole
///       ▲                          │               │ we decline
///       └──────────────────────────┴───────────────┘
///
/// *Holding* is sole, offered, interim or accepted. Only the receiver's decision moves responsibility; there is no
/// clock in here. ``decision(on:forwards:at:)`` changes nothing, ``apply(_:)`` is the only writer.
struct TransferMachine: Sendable, Equatable {
    /// What we are to the lineage; the digest is the offer's.
    enum Standing: Sendable, Equatable {
        case none
        case sole
        case offered(Digest)
        case received(Digest)
        case interim(Digest)
        case accepted(Digest)
    }

    let own: AuthorityCode
    let lineage: LineageID
    /// Whether we were sole before anything was offered.
    let beganSole: Bool
    private(set) var standing: Standing
    /// The highest epoch seen: offers at or below it that never came are declined.
    private(set) var highest: Int64 = 0
    /// The highest epoch ever given to an asker.
    private(set) var given: Int64 = 0
    private(set) var hasDied = false
    private(set) var members: [TransferMember] = []
    private(set) var transfers: [TransferRecord] = []
    private(set) var offers: [OfferRecord] = []
    private(set) var holds: [HoldInterval] = []
    /// The offer by which we last let go: concerns that still reach us go to its receiver.
    private(set) var lastReleased: Digest?

    /// A lineage begins where its origin, which is sole, notifies a move.
    init(of lineage: LineageID, at own: AuthorityCode, beginningWith fact: TransferFact) {
        self.own = own
        self.lineage = lineage
        if case .moveNoted(let move, _) = fact, move.parties.from == own {
            beganSole = true
        } else {
            beganSole = false
        }
        standing = beganSole ? .sole : .none
    }

    /// The only writer of the machine, so replaying the ledger rebuilds it exactly.
    ///
    /// What is adopted after a restore comes in any order, so that only all offers together say what we are.
    mutating func apply(_ fact: TransferFact, adopting: Bool = false) {
        fold(fact)
        if adopting { (standing, lastReleased) = folded }
        recordHold(at: fact.at)
    }

    private mutating func fold(_ fact: TransferFact) {
        switch fact {
        case .moveNoted(let move, let at):
            members = move.members
            update(move.parties, at: at) { $0.move = move }
        case .stepped(let step, let at): take(step, at: at)
        case .epochReserved(let reservation, let at):
            given = max(given, reservation.given)
            if reservation.closesLower { highest = max(highest, reservation.highest) }
            update(reservation.parties, at: at) { $0.answer = .owed(reservation) }
        case .epochNamed(let parties, let epoch, let at):
            update(parties, at: at) { $0.question = .named(epoch) }
        case .offered(let offer, let at): open(offer, .offered(offer.digest), at: at)
        case .received(let offer, let at):
            let isLate = isContinued(offer.digest)
            open(offer, isLate ? standing : continued(offer, by: standing) ?? .received(offer.digest), at: at)
        case .interim(let act, let at):
            if act.parties.to == own { standing = .interim(act.offer) }
            let interim = OfferRecord.InterimRecord(act: act, at: at)
            for record in offers where record.isAbout(act.offer) {
                update(record.digest) { $0.hold(interim) }
            }
        case .accepted(let act, let conference, let at):
            if act.parties.to == own { standing = .accepted(act.offer) }
            update(act.offer) { record in
                record.verdict = .accepted(.init(act: act, conference: conference, at: at))
            }
        case .declined(let act, let at): decline(act, at: at)
        case .released(let act, let through, let coming, let at):
            if act.parties.from == own { (standing, lastReleased) = (.none, act.offer) }
            update(act.offer) { record in
                guard let acceptance = record.acceptance else { return }
                let release = OfferRecord.ReleaseRecord(act: act, through: through, coming: coming, at: at)
                record.verdict = .released(acceptance, release)
            }
        case .settled(let act, let at):
            if act.parties.to == own { standing = .sole }
            update(act.offer) { record in
                guard let acceptance = record.acceptance, let release = record.release else { return }
                record.verdict = .settled(acceptance, release, at: at)
            }
        case .spoke(let word, let at): record(word, at: at)
        case .holdQuestioned(let act, _): update(act.offer) { $0.question = .owed(act.said) }
        case .holdReplied(let act, let holds, let lost, let at):
            let told = act.parties.to == own ? lost : []
            update(act.offer) { record in
                (record.reply, record.lost) = (.init(holds: holds, at: at), told)
            }
            if standing == .offered(act.offer), offer(act.offer)?.isPassedOn == true {
                (standing, lastReleased) = (.none, act.offer)
            }
        case .concernKnown, .queued, .receipted, .enrolled, .journaled, .reconciliation: break
        }
    }

    /// A peer has seen this epoch; or, answering one, we close what it may have sent and forgot.
    mutating func raise(to epoch: Int64) { highest = max(highest, epoch) }

    private mutating func open(_ offer: Offer, _ standing: Standing, at: Instant) {
        self.standing = standing
        highest = max(highest, offer.epoch)
        members = offer.members
        update(offer.parties, at: at) { _ in }
        var record = OfferRecord(offer, at: at)
        // A permanent offer keeps the interim of the stay that it continues.
        if let stay = offer.continues.flatMap({ self.offer($0) }), stay.verdict == .interim,
            let interim = stay.interim
        {
            record.hold(interim)
        }
        offers.append(record)
    }

    private mutating func decline(_ act: OfferAct, at: Instant) {
        highest = max(highest, act.epoch)
        update(act.parties, at: at) { _ in }
        // What was released and comes back is held under the next epoch, which nobody else may use.
        if act.parties.from == own, offer(act.offer)?.release != nil {
            highest = max(highest, act.epoch + 1)
            update(act.offer) { $0.takenBack = at }
        }
        if isContinued(act.offer) {
            // The stay was over before the offer that continues it came; that one is still open.
            for record in offers where record.offer?.continues == act.offer {
                update(record.digest) { $0.forgetInterim(of: act.offer) }
            }
        } else if act.parties.from == own {
            standing = .sole
            // Whatever was named before may be used up by now.
            for index in transfers.indices { transfers[index].question = .unasked }
        } else if standing == .received(act.offer) || standing == .interim(act.offer) {
            standing = .none
        }
        if offers.contains(where: { $0.digest == act.offer }) {
            update(act.offer) { $0.verdict = .declined(act, at: at) }
        } else {
            offers.append(OfferRecord(declined: act, at: at))
        }
    }

    private mutating func take(_ step: TransferStep, at: Instant) {
        let dated = DatedStep(step: step, at: at)
        if step.kind.name == .childDied { hasDied = true }
        if let offer = step.offer {
            update(offer) { $0.steps.append(dated) }
        } else {
            update(step.parties, at: at) { $0.steps.append(dated) }
        }
    }

    private mutating func record(_ word: BrokersWord, at: Instant) {
        if word.topic == .holdAsked, let offer = word.offer {
            update(offer) { $0.asked = at }
        } else if word.topic == .holdAsked {
            update(word.parties, at: at) { $0.question = .asked }
        } else if word.topic == .holdAnswered, word.parties.from == own, let offer = word.offer {
            update(offer) { record in
                if case .owed(let question) = record.question {
                    record.question = .given(to: question, word.said)
                }
            }
        } else if word.topic == .holdAnswered {
            update(word.parties, at: at) { record in
                if case .owed(let reservation) = record.answer {
                    record.answer = .given(reservation, word.said)
                }
            }
        } else if let offer = word.offer {
            update(offer) { $0.words.append(word) }
        }
    }

    private mutating func update(
        _ parties: TransferParties,
        at: Instant,
        _ change: (inout TransferRecord) -> Void
    ) {
        if let index = transfers.firstIndex(where: { $0.parties.transfer == parties.transfer }) {
            change(&transfers[index])
        } else {
            var record = TransferRecord(parties, at: at)
            change(&record)
            transfers.append(record)
        }
    }

    private mutating func update(_ offer: Digest, _ change: (inout OfferRecord) -> Void) {
        guard let index = offers.firstIndex(where: { $0.digest == offer }) else { return }
        change(&offers[index])
    }

    private mutating func recordHold(at: Instant) {
        let wasHolding = holds.last.map { $0.until == nil } ?? false
        if isHolding, !wasHolding {
            holds.append(HoldInterval(authority: own, from: at))
        } else if !isHolding, wasHolding {
            holds[holds.count - 1].until = at
        }
    }
}

extension TransferMachine {
    /// Whether we answer for the child, alone or together.
    var isHolding: Bool {
        switch standing {
        case .sole, .offered, .interim, .accepted: true
        case .none, .received: false
        }
    }

    /// The other authorities with which we ever spoke of the lineage, sorted.
    var peers: [AuthorityCode] { Set(transfers.map { $0.parties.peer(of: own) }).sorted() }

    /// The transfer whose offer is open, or the one spoken of last: another move may be notified meanwhile.
    var current: TransferRecord? {
        switch standing {
        case .offered(let digest), .received(let digest), .interim(let digest), .accepted(let digest):
            offer(digest).flatMap { transfer($0.parties.transfer) }
        case .none, .sole: transfers.last
        }
    }

    func transfer(_ id: TransferID) -> TransferRecord? { transfers.first { $0.parties.transfer == id } }

    /// The temporary stay that we offered or were offered, and that is neither over nor continued.
    var openStay: OfferRecord? {
        switch standing {
        case .offered(let digest), .received(let digest), .interim(let digest):
            offer(digest).flatMap { $0.offer?.kind == .temporaryStay ? $0 : nil }
        case .none, .sole, .accepted: nil
        }
    }

    func offer(_ digest: Digest) -> OfferRecord? { offers.first { $0.digest == digest } }

    /// The authority that must also hear of every new concern about a member, if any.
    var forwardsTo: AuthorityCode? {
        switch standing {
        case .sole: nil
        case .offered(let digest): offer(digest)?.parties.to
        case .received(let digest), .interim(let digest), .accepted(let digest): offer(digest)?.parties.from
        case .none: lastReleased.flatMap { offer($0)?.parties.to }
        }
    }
}
