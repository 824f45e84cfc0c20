import JSON
import Testing
import Vocabulary

@testable import Transfer

/// What is lost with a disk, or with both, and what the others' ledgers still settle; each was found by the simulator.
@Suite struct LostDecisionTests {
    private let fixture: TransferFixture
    private let now = Instant(milliseconds: 1_482_500_000_000)

    init() throws { fixture = try TransferFixture() }

    private func concern(at sequence: Int64) throws -> ReceiptedConcern {
        ReceiptedConcern(
            key: ConcernKey(
                source: "urn:concordat:E08000029:wmp:niche",
                id: try MessageID("c-\(sequence)").orThrow()
            ),
            sequence: LedgerSequence(sequence),
            cameFrom: nil,
            lineages: [fixture.parties.lineage]
        )
    }

    /// What a release lists, as whoever forwarded it.
    private func missing(from peer: AuthorityCode) -> ReceiptedConcern {
        ReceiptedConcern(key: fixture.missing, sequence: LedgerSequence(90), cameFrom: peer, lineages: [])
    }

    private func said(_ number: Int64) throws -> EntryReference {
        EntryReference(
            sequence: LedgerSequence(number),
            id: try MessageID("m-\(number)").orThrow(),
            digest: try TransferFixture.digest("\(number)")
        )
    }

    /// Says what the broker owes about whole ledgers; answers with the question to its peer.
    private func ask(_ told: inout ToldBook, as number: Int64) throws -> TransferMessage {
        let question = try #require(told.book.ledgerOwed.first)
        _ = try told.book.heard(Saying(question, by: .broker, said: said(number), time: now), at: now)
        return question
    }

    /// The peer has nothing more than we have.
    private func answer(
        _ question: TransferMessage,
        _ extent: LedgerExtent,
        to told: inout ToldBook,
        as number: Int64
    ) throws -> Decision<TransferFact, TransferAction> {
        let answer = LedgerAnswer(extent, asked: try said(number).digest)
        let saying = Saying(
            TransferMessage(question.header, .ledgerAnswered(answer)),
            by: .peer(question.header.to),
            said: try said(number + 1),
            time: now
        )
        return try told.book.heard(saying, at: now)
    }

    private func setBack(_ told: inout ToldBook) throws -> TransferMessage {
        _ = told.book.began(among: [told.peer], isFirst: false, at: now)
        _ = told.book.foundSetBack(at: now)
        return try ask(&told, as: 700)
    }

    @Test func `nobody is sole by a release until the offerer has said what it has of ours`() throws {
        var told = try #require(try StateTableTests().receiverStates()["accepted"])
        _ = told.book.began(among: [fixture.birmingham], isFirst: false, at: now)
        let question = try ask(&told, as: 700)
        let peer = Speaker.peer(fixture.birmingham)
        let released = try told.hear(fixture.released(), by: peer, digest: fixture.release)
        // It lists nothing that came from us, and our ledger may lack that.
        #expect(!released.facts.contains { if case .settled = $0 { true } else { false } })
        #expect(told.book.responsibility(for: fixture.parties.lineage) == .accepted(with: fixture.birmingham))
        let answered = try answer(question, .seen, to: &told, as: 700)
        #expect(answered.facts.contains { if case .settled = $0 { true } else { false } })
        #expect(told.book.responsibility(for: fixture.parties.lineage) == .sole)
        #expect(answered.actions.contains { if case .publishOwn = $0 { true } else { false } })
    }

    @Test func `what came while everything was handed back goes to the offerer, settled or not`() throws {
        var told = ToldBook(of: fixture.solihull, fixture)
        let peer = Speaker.peer(fixture.birmingham)
        let question = try setBack(&told)
        // The child is a stranger so far.
        #expect(told.book.concerned(try concern(at: 1), at: now).actions == [])
        try tellAll(&told, by: peer)
        let answered = try answer(question, .all, to: &told, as: 700)
        #expect(told.book.responsibility(for: fixture.parties.lineage) == .sole)
        #expect(answered.actions.contains { if case .lookBack = $0 { true } else { false } })
        #expect(
            told.book.lookedBack(try concern(at: 1), at: now).actions
                == [.send(LedgerSequence(1), to: fixture.birmingham)]
        )
        // What came after the offer was known again is nobody's but ours.
        #expect(told.book.lookedBack(try concern(at: 99), at: now).actions == [])
    }

    /// Seed 3320 of the simulator: the process that took it died before any peer could say that the ledger was set back.
    @Test
    func `what came to a process that no peer had answered is looked back for by the one that is answered`()
        throws
    {
        let early = now.advanced(byMilliseconds: -TransferMachine.dayMilliseconds)
        for isAnswered in [false, true] {
            var told = ToldBook(of: fixture.solihull, fixture)
            _ = told.book.began(among: [fixture.birmingham], isFirst: false, at: early)
            if isAnswered {
                let question = try ask(&told, as: 690)
                _ = try answer(question, .seen, to: &told, as: 690)
            }
            let question = try setBack(&told)
            try tellAll(&told, by: .peer(fixture.birmingham))
            let answered = try answer(question, .all, to: &told, as: 700)
            #expect(
                answered.actions.contains(.lookBack(fixture.parties.lineage, since: isAnswered ? now : early))
            )
        }
    }

    /// Everything from the offer to the release, as it is handed back.
    private func tellAll(_ told: inout ToldBook, by peer: Speaker) throws {
        // One entry before it, which is the concern's.
        _ = try told.hear(fixture.notice, by: peer, epoch: 0)
        _ = try told.hear(fixture.notice, by: peer, epoch: 0)
        _ = try told.hear(.offered(fixture.terms), by: peer, digest: fixture.offer)
        _ = try told.hear(
            fixture.accepted,
            by: .returned(by: fixture.birmingham),
            digest: fixture.acceptance
        )
        _ = try told.hear(fixture.released(), by: peer, digest: fixture.release)
    }

    @Test func `an open offer is asked about after a restore, and ends if its receiver has let go since`()
        throws
    {
        var told = try #require(try StateTableTests().offererStates()["offered"])
        let passedOn = TransferContent.holdAnswered(
            HoldAnswer(highest: 1, offer: fixture.offer, holds: .passedOn)
        )
        var unasked = told
        try unasked.tell(passedOn, by: .peer(fixture.solihull))
        #expect(unasked.book.responsibility(for: fixture.parties.lineage) == .offered(to: fixture.solihull))
        let question = try setBack(&told)
        let answered = try answer(question, .all, to: &told, as: 700)
        let asked = TransferMessage(fixture.parties.header(epoch: 1), .holdAsked(offer: fixture.offer))
        #expect(answered.actions.contains(.publishOwn(asked)))
        _ = try told.book.heard(Saying(asked, by: .broker, said: said(710), time: now), at: now)
        let day = now.advanced(byMilliseconds: TransferMachine.dayMilliseconds)
        #expect(told.book.timePassed(to: day) == [asked])
        var undecided = told
        for (holds, expected) in [
            (HoldAnswered.undecided, Responsibility.offered(to: fixture.solihull)),
            (.passedOn, .released(to: fixture.solihull)),
        ] {
            let answer = HoldAnswer(highest: 1, offer: fixture.offer, holds: holds)
            let saying = Saying(
                TransferMessage(fixture.parties.header(epoch: 1), .holdAnswered(answer)),
                by: .peer(fixture.solihull),
                said: try said(720),
                time: day
            )
            undecided = told
            let heard = try undecided.book.heard(saying, at: day)
            let alarm = TransferAction.alarm(.passedOn(fixture.parties.lineage, by: fixture.solihull))
            #expect(heard.actions.contains(alarm) == (holds == .passedOn))
            #expect(undecided.book.responsibility(for: fixture.parties.lineage) == expected)
            let machine = try #require(undecided.book.machines[fixture.parties.lineage])
            #expect(machine.folded.standing == machine.standing)
        }
    }

    @Test func `an open offer is asked about after any start, and never before its receiver has it`() throws {
        let asked = TransferMessage(fixture.parties.header(epoch: 1), .holdAsked(offer: fixture.offer))
        var told = try #require(try StateTableTests().offererStates()["offered"])
        let began = told.book.began(among: [fixture.solihull], isFirst: false, at: now)
        #expect(began.actions.contains(.publishOwn(asked)))
        var waiting = try #require(try StateTableTests().offererStates()["named"])
        _ = try waiting.hear(.offered(fixture.terms), by: .person, digest: fixture.offer)
        let early = waiting.book.began(among: [fixture.solihull], isFirst: false, at: now)
        // Whoever does not know it would decline it.
        #expect(!early.actions.contains(.publishOwn(asked)))
        let parcel = try #require(waiting.book.outbox.waiting(for: fixture.solihull).first)
        let receipted = waiting.book.receipted(parcel.sequence, by: fixture.solihull, at: now)
        #expect(receipted.actions == [.publishOwn(asked)])
    }

    @Test func `an offer of this process is not asked about when its receiver takes it`() throws {
        var told = try #require(try StateTableTests().offererStates()["named"])
        _ = told.book.began(among: [fixture.solihull], isFirst: false, at: Instant(milliseconds: 1))
        let question = try ask(&told, as: 700)
        _ = try answer(question, .seen, to: &told, as: 700)
        _ = try told.hear(.offered(fixture.terms), by: .person, digest: fixture.offer)
        let parcels = told.book.outbox.waiting(for: fixture.solihull)
        #expect(parcels.count == 2)
        for parcel in parcels {
            let receipted = told.book.receipted(parcel.sequence, by: fixture.solihull, at: now)
            #expect(receipted.actions == [])
        }
    }

    /// Seed 8800 of the simulator: set back a second time, a broker was not told so while everything was on its way back.
    @Test func `what waits to be handed back shows its author all the same that it forgot it`() throws {
        var told = try #require(try StateTableTests().receiverStates()["accepted"])
        let forwarded = missing(from: fixture.birmingham)
        _ = told.book.concerned(forwarded, at: now)
        let before = try #require(try asks(.seen, of: &told, as: 700))
        _ = try asks(.all, of: &told, as: 710)
        #expect(told.book.outbox.waiting(for: fixture.birmingham).count > 2)
        let again = try #require(try asks(.seen, of: &told, as: 720))
        for answer in [before, again] {
            #expect(answer.words.contains(fixture.offer))
            #expect(answer.concerns == [fixture.missing])
        }
        // What we say to it waits, too: whether it has that nobody knows.
        #expect(before.words.contains(fixture.acceptance))
        #expect(!again.words.contains(fixture.acceptance))
    }

    /// Seed 18101 of the simulator: the offerer's disk took a concern that was on its way, its second place kept the release.
    @Test func `what a release lists and the offerer has lost is not waited for, and people are told`() throws
    {
        var offerer = try #require(try StateTableTests().offererStates()["seen"])
        _ = try setBack(&offerer)
        let release = fixture.released(coming: [fixture.missing])
        _ = try offerer.hear(release, by: .returned(by: fixture.birmingham), digest: fixture.release)
        let question = TransferContent.holdAsked(offer: fixture.offer)
        // It may still be handed back.
        #expect(try offerer.outcome(question, by: .peer(fixture.solihull)) == "-Z")
        var kept = offerer
        let found = missing(from: fixture.solihull)
        _ = kept.book.concerned(found, at: now)
        let (lost, none) = (try answer(of: &offerer, to: question), try answer(of: &kept, to: question))
        #expect(
            lost == HoldAnswer(highest: 1, offer: fixture.offer, holds: .passedOn, lost: [fixture.missing])
        )
        #expect(none == HoldAnswer(highest: 1, offer: fixture.offer, holds: .passedOn))
        let peer = Speaker.peer(fixture.birmingham)
        let receiver = try #require(try StateTableTests().receiverStates()["releasing"])
        #expect(try receiver.outcome(.holdAnswered(try #require(lost)), by: peer) == "yz/Z!")
        #expect(try receiver.outcome(.holdAnswered(try #require(none)), by: peer) == "y")
    }

    /// Everybody has said all there is; then the receiver asks.
    private func answer(of told: inout ToldBook, to question: TransferContent) throws -> HoldAnswer? {
        let asked = TransferMessage(
            TransferHeader(
                transfer: try TransferID("ledger").orThrow(),
                lineage: try LineageID("ledger").orThrow(),
                epoch: 0,
                from: fixture.birmingham,
                to: fixture.solihull
            ),
            .ledgerAsked(.all)
        )
        _ = try answer(asked, .all, to: &told, as: 700)
        for action in try told.hear(question, by: .peer(fixture.solihull)).actions {
            guard case .publishOwn(let message) = action, case .holdAnswered(let answer) = message.content
            else { continue }
            return answer
        }
        return nil
    }

    /// Seed 18846 of the simulator: of two who hand a concern back only the first got it back itself.
    @Test func `everybody who forwards a concern gets it back after a restore, and never otherwise`() throws {
        let third = try AuthorityCode("E08000026").orThrow()
        var told = try #require(try StateTableTests().receiverStates()["accepted"])
        let first = missing(from: third)
        _ = told.book.concerned(first, at: now)
        #expect(try asks(.all, of: &told, as: 700)?.concerns == [])
        #expect(told.book.repeated(fixture.missing, by: fixture.birmingham, at: now).facts.count == 1)
        #expect(told.book.repeated(fixture.missing, by: fixture.birmingham, at: now) == .nothing)
        #expect(try asks(.all, of: &told, as: 710)?.concerns == [fixture.missing])
    }

    /// Seed 7570 of the simulator: the acceptance was heard too early, and the release that rests on it waited for it for ever.
    @Test func `an acceptance that means nothing to a ledger that may lack something is heard later`() throws
    {
        let peer = Speaker.peer(fixture.solihull)
        let passedOn = TransferContent.holdAnswered(
            HoldAnswer(highest: 1, offer: fixture.offer, holds: .passedOn)
        )
        var told = try #require(try StateTableTests().offererStates()["offered"])
        var agreed = told
        let day = now.advanced(byMilliseconds: -TransferMachine.dayMilliseconds)
        for waits in [false, true] {
            _ = told.book.began(among: waits ? [fixture.solihull] : [], isFirst: false, at: day)
            try told.tell(.holdAsked(offer: fixture.offer), by: .broker)
            _ = try told.hear(passedOn, by: peer)
            #expect(told.book.responsibility(for: fixture.parties.lineage) == .released(to: fixture.solihull))
            #expect(try told.outcome(fixture.accepted, by: peer) == (waits ? "-K" : "!"))
            swap(&told, &agreed)
        }
    }

    /// Seed 15291 of the simulator: such a request waited for its offer for ever, and the broker for the request.
    @Test func `what is handed back of an offer that both sides lost is not waited for once it is over`()
        throws
    {
        let asksBack = TransferContent.cancelRequested(offer: fixture.offer, reason: "It stays.")
        let declined = TransferContent.declined(offer: fixture.offer, reason: "never received")
        let (peer, ours) = (Speaker.peer(fixture.solihull), Speaker.returned(by: fixture.solihull))
        var open = try #require(try StateTableTests().offererStates()["named"])
        var over = open
        // An answer to what our ledger has lost means nothing to it.
        #expect(try over.hear(declined, by: peer).facts.count == 1)
        _ = try setBack(&open)
        _ = try setBack(&over)
        #expect(try open.outcome(asksBack, by: ours) == "-O")
        #expect(try over.outcome(asksBack, by: ours) == ".")
    }

    /// The offerer asks what we have of its ledger; we answer.
    private func asks(_ extent: LedgerExtent, of told: inout ToldBook, as number: Int64) throws
        -> LedgerAnswer?
    {
        let header = TransferHeader(
            transfer: try TransferID("ledger").orThrow(),
            lineage: try LineageID("ledger").orThrow(),
            epoch: 0,
            from: fixture.birmingham,
            to: fixture.solihull
        )
        let question = TransferMessage(header, .ledgerAsked(extent))
        let peer = Speaker.peer(fixture.birmingham)
        let asked = try told.book.heard(Saying(question, by: peer, said: said(number), time: now), at: now)
        for case .publishOwn(let message) in asked.actions {
            guard case .ledgerAnswered(let answer) = message.content else { continue }
            _ = try told.book.heard(Saying(message, by: .broker, said: said(number + 1), time: now), at: now)
            return answer
        }
        return nil
    }

    @Test(arguments: ["received", "interim", "none"])
    func `who has offered since has passed on what it forgot to have decided`(state: String) throws {
        var told = try #require(try StateTableTests().receiverStates()[state])
        let question = try setBack(&told)
        let header = TransferHeader(
            transfer: try TransferID("TR-2").orThrow(),
            lineage: fixture.parties.lineage,
            epoch: 2,
            from: fixture.solihull,
            to: fixture.birmingham
        )
        let later = Saying(
            TransferMessage(header, .offered(OfferTerms(kind: .childProtection, members: [fixture.member]))),
            by: .returned(by: fixture.birmingham),
            said: try said(750),
            time: now
        )
        _ = try told.book.heard(later, at: now)
        _ = try answer(question, .all, to: &told, as: 700)
        let asked = try told.hear(.holdAsked(offer: fixture.offer), by: .peer(fixture.birmingham))
        let answers = asked.actions.compactMap { action -> HoldAnswered? in
            guard case .publishOwn(let message) = action, case .holdAnswered(let answer) = message.content
            else { return nil }
            return answer.holds
        }
        #expect(answers == [.passedOn])
        #expect(!asked.facts.contains { if case .declined = $0 { true } else { false } })
    }
}
