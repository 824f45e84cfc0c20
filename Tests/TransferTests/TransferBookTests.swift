import JSON
import Testing
import Vocabulary

@testable import Transfer

@Suite struct TransferBookTests {
    private let fixture: TransferFixture

    init() throws { fixture = try TransferFixture() }

    @Test func `the offerer holds until it releases, and says where the child went`() throws {
        let states = try StateTableTests().offererStates()
        let expected: [String: Responsibility] = [
            "notified": .sole, "named": .sole, "offered": .offered(to: fixture.solihull),
            "seen": .offered(to: fixture.solihull), "ready": .offered(to: fixture.solihull),
            "released": .released(to: fixture.solihull), "settled": .released(to: fixture.solihull),
            "declined": .sole,
        ]
        let caseID = fixture.member.caseID
        #expect(states["none"]?.book.responsibility(for: caseID) == nil)
        for (state, responsibility) in expected {
            #expect(states[state]?.book.responsibility(for: caseID) == responsibility, "\(state)")
        }
    }

    @Test func `the receiver holds from interim or acceptance on, and is sole when everything is there`()
        throws
    {
        let states = try StateTableTests().receiverStates()
        let birmingham = fixture.birmingham
        let expected: [String: Responsibility] = [
            "notified": .elsewhere(birmingham), "reserved": .elsewhere(birmingham),
            "received": .received(from: birmingham), "interim": .interim(with: birmingham),
            "accepted": .accepted(with: birmingham), "releasing": .accepted(with: birmingham), "sole": .sole,
            "declined": .elsewhere(birmingham),
        ]
        for (state, responsibility) in expected {
            #expect(
                states[state]?.book.responsibility(for: fixture.parties.lineage) == responsibility,
                "\(state)"
            )
        }
    }

    @Test func `a move that is notified meanwhile does not hide the offer that is open`() throws {
        var received = try #require(try StateTableTests().receiverStates()["received"])
        let open = try #require(received.book.currentStatus(of: fixture.parties.lineage))
        #expect(open.stateHere == .received)
        let header = TransferHeader(
            transfer: try TransferID("TR-2").orThrow(),
            lineage: fixture.parties.lineage,
            epoch: 0,
            from: fixture.birmingham,
            to: fixture.solihull
        )
        let notice = MoveNotice(members: [fixture.member], fromDate: fixture.conference)
        let now = Instant(milliseconds: 1_482_500_000_000)
        let later = Saying(
            TransferMessage(header, .moveNotified(notice)),
            by: .peer(fixture.birmingham),
            said: EntryReference(
                sequence: LedgerSequence(77),
                id: try MessageID("m-77").orThrow(),
                digest: fixture.document
            ),
            time: now
        )
        _ = try received.book.heard(later, at: now)
        #expect(received.book.statuses.count == 2)
        #expect(received.book.currentStatus(of: fixture.parties.lineage)?.offer == open.offer)
        #expect(received.book.currentStatus(of: fixture.parties.lineage)?.stateHere == .received)
    }

    @Test func `what came here before an offer that was asked back first goes to the offerer all the same`()
        throws
    {
        var asked = try #require(try StateTableTests().receiverStates()["reserved"])
        let peer = Speaker.peer(fixture.birmingham)
        let now = Instant(milliseconds: 1_482_500_000_000)
        func concern(_ id: String, _ sequence: Int64) throws -> ReceiptedConcern {
            ReceiptedConcern(
                key: ConcernKey(source: "urn:concordat:E08000029:wmp:niche", id: try MessageID(id).orThrow()),
                sequence: LedgerSequence(sequence),
                cameFrom: nil,
                lineages: [fixture.parties.lineage]
            )
        }
        try asked.tell(.cancelRequested(offer: fixture.offer, reason: "It stays."), by: peer)
        // Not known to be needed, until the offer comes.
        #expect(asked.book.concerned(try concern("c-early", 2), at: now).actions == [])
        #expect(asked.book.lookBack(of: fixture.parties.lineage) == nil)
        let came = try asked.hear(.offered(fixture.terms), by: peer, digest: fixture.offer)
        guard case .lookBack(fixture.parties.lineage, _) = came.actions.last else {
            Issue.record("nothing is looked for: \(came.actions)")
            return
        }
        #expect(asked.book.lookBack(of: fixture.parties.lineage) != nil)
        let early = asked.book.lookedBack(try concern("c-early", 2), at: now)
        #expect(early.actions == [.send(LedgerSequence(2), to: fixture.birmingham)])
        #expect(asked.book.lookedBack(try concern("c-early", 2), at: now).actions == [])
        // What came after it was declined is nobody's but ours.
        #expect(asked.book.lookedBack(try concern("c-late", 99), at: now).actions == [])
    }

    @Test func `a transfer whose first word here meant nothing is taken when its others come`() throws {
        var told = try #require(try StateTableTests().offererStates()["notified"])
        let now = Instant(milliseconds: 1_482_500_000_000)
        let parties = TransferParties(
            transfer: try TransferID("TR-2").orThrow(),
            lineage: fixture.parties.lineage,
            from: fixture.birmingham,
            to: fixture.solihull
        )
        func hear(_ content: TransferContent, _ number: Int64, by speaker: Speaker) throws {
            let said = EntryReference(
                sequence: LedgerSequence(number),
                id: try MessageID("m-\(number)").orThrow(),
                digest: try TransferFixture.digest("\(number)")
            )
            let message = TransferMessage(parties.header(epoch: 0), content)
            let saying = Saying(message, by: speaker, said: said, time: now)
            _ = try told.book.heard(saying, at: now)
        }
        try hear(.declined(offer: fixture.offer, reason: "No."), 71, by: .peer(fixture.solihull))
        #expect(told.book.status(of: parties.transfer) == nil)
        try hear(fixture.notice, 72, by: .person)
        #expect(told.book.status(of: parties.transfer) != nil)
    }

    @Test func `a release waits for the concern it lists, recognised or not`() throws {
        var releasing = try #require(try StateTableTests().receiverStates()["releasing"])
        let now = Instant(milliseconds: 1_482_500_000_000)
        let concern = ReceiptedConcern(
            key: fixture.missing,
            sequence: LedgerSequence(99),
            cameFrom: fixture.birmingham,
            lineages: []
        )
        let decision = releasing.book.concerned(concern, at: now)
        #expect(decision.facts.count == 2)
        #expect(decision.facts.first == .concernKnown(concern, at: now))
        guard case .settled = decision.facts.last else {
            Issue.record("not settled: \(decision.facts)")
            return
        }
        #expect(
            decision.actions == [
                .publishOwn(
                    TransferMessage(
                        fixture.parties.header(epoch: 1),
                        .settled(offer: fixture.offer, release: fixture.release)
                    )
                )
            ]
        )
        #expect(releasing.book.concerned(concern, at: now) == .nothing)
    }

    @Test func `concerns go to the other side once, never back, and none before the offer`() throws {
        let states = try StateTableTests().offererStates()
        let now = Instant(milliseconds: 1_482_500_000_000)
        func forwards(_ state: String, from peer: AuthorityCode?) throws -> [TransferAction] {
            var told = try #require(states[state])
            let concern = ReceiptedConcern(
                key: fixture.missing,
                sequence: LedgerSequence(99),
                cameFrom: peer,
                lineages: [fixture.parties.lineage]
            )
            let first = told.book.concerned(concern, at: now).actions
            #expect(told.book.concerned(concern, at: now) == .nothing)
            return first
        }
        let sent = [TransferAction.send(LedgerSequence(99), to: fixture.solihull)]
        for state in ["offered", "seen", "ready", "released", "settled"] {
            #expect(try forwards(state, from: nil) == sent, "\(state)")
            #expect(try forwards(state, from: fixture.solihull) == [], "\(state)")
        }
        for state in ["none", "notified", "named", "declined"] {
            #expect(try forwards(state, from: nil) == [], "\(state)")
        }
    }

    @Test func `an offer with a used epoch, or one that was closed, is declined for ever`() throws {
        var asked = try #require(try StateTableTests().receiverStates()["reserved"])
        let peer = Speaker.peer(fixture.birmingham)
        // Asked again, by an offerer that forgot: 1 is closed, 2 is reserved.
        try asked.tell(.holdAsked(offer: nil), by: peer, epoch: 0)
        let old = try asked.outcome(.offered(fixture.terms), by: peer, epoch: 1)
        #expect(old == "d/D")
        #expect(try asked.outcome(.offered(fixture.terms), by: peer, epoch: 2) == "v/R<")
    }

    @Test func `only the sole holder of a case may begin a lineage for it`() throws {
        let settled = try #require(try StateTableTests().offererStates()["settled"])
        let other = TransferHeader(
            transfer: try TransferID("TR-2").orThrow(),
            lineage: try LineageID("L-other").orThrow(),
            epoch: 0,
            from: fixture.birmingham,
            to: fixture.solihull
        )
        let said = EntryReference(
            sequence: LedgerSequence(50),
            id: try MessageID("m-50").orThrow(),
            digest: fixture.document
        )
        let saying = Saying(
            TransferMessage(other, fixture.notice),
            by: .person,
            said: said,
            time: Instant(milliseconds: 0)
        )
        let expected = TransferRefusal.caseElsewhere(fixture.member.caseID, fixture.parties.lineage)
        #expect(settled.book.refusal(of: saying) == expected)
    }

    @Test func `nobody speaks for another authority, nor for the other side, nor for a broker`() throws {
        let states = try StateTableTests().offererStates()
        let offered = try #require(states["offered"])
        let stranger = Speaker.peer(try AuthorityCode("E10000031").orThrow())
        #expect(try offered.outcome(fixture.accepted, by: stranger) == "-Y")
        #expect(try offered.outcome(fixture.accepted, by: .person) == "-W")
        #expect(try offered.outcome(fixture.released(), by: .peer(fixture.solihull)) == "-W")
        #expect(try offered.outcome(.holdAsked(offer: nil), by: .person) == "-B")
        #expect(
            try offered.outcome(.settled(offer: fixture.offer, release: fixture.release), by: .person) == "-W"
        )
        let receiver = try #require(try StateTableTests().receiverStates()["accepted"])
        #expect(
            try receiver.outcome(.settled(offer: fixture.offer, release: fixture.release), by: .person)
                == "-B"
        )
    }

    @Test func `a person who confirms a release must have seen every forward`() throws {
        var ready = try #require(try StateTableTests().offererStates()["ready"])
        let concern = ReceiptedConcern(
            key: fixture.missing,
            sequence: LedgerSequence(99),
            cameFrom: nil,
            lineages: [fixture.parties.lineage]
        )
        _ = ready.book.concerned(concern, at: Instant(milliseconds: 1_482_500_000_000))
        #expect(try ready.outcome(fixture.released(), by: .person) == "-U")
        let status = try #require(ready.book.status(of: fixture.parties.transfer))
        #expect(status.through == LedgerSequence(99))
        #expect(status.coming == [fixture.missing])
        let terms = ReleaseTerms(
            offer: fixture.offer,
            acceptance: fixture.acceptance,
            person: fixture.person,
            through: status.through,
            coming: status.coming
        )
        #expect(try ready.outcome(.released(terms), by: .person) == "lq")
        var unseen = terms
        unseen.through = LedgerSequence(98)
        #expect(try ready.outcome(.released(unseen), by: .person) == "-U")
    }

    @Test func `a waiver needs both leads, and another acceptance is refused`() throws {
        var seen = try #require(try StateTableTests().offererStates()["seen"])
        let waived = ReleaseTerms(
            offer: fixture.offer,
            acceptance: fixture.acceptance,
            person: fixture.person,
            through: LedgerSequence(0),
            coming: [],
            waived: .init(reason: "no chair before February")
        )
        #expect(try seen.outcome(.released(waived), by: .person) == "-L")
        let agreed = TransferContent.waiverAgreed(
            offer: fixture.offer,
            person: fixture.person,
            reason: "agreed"
        )
        try seen.tell(agreed, by: .person)
        #expect(try seen.outcome(.released(waived), by: .person) == "-L")
        try seen.tell(agreed, by: .peer(fixture.solihull))
        #expect(try seen.outcome(.released(waived), by: .person) == "lq")
        var other = waived
        other.acceptance = fixture.document
        #expect(try seen.outcome(.released(other), by: .person) == "-A")
    }

    @Test func `after the child died there is no new decision`() throws {
        var received = try #require(try StateTableTests().receiverStates()["received"])
        try received.tell(.childDied(at: .on(fixture.conference)), by: .person)
        #expect(try received.outcome(fixture.accepted, by: .person) == "-D")
        #expect(try received.outcome(.interim(offer: fixture.offer, plan: "p"), by: .person) == "-D")
        #expect(try received.outcome(.declined(offer: fixture.offer, reason: "r"), by: .person) == "-D")
    }

    @Test func `hold intervals of both sides overlap, so the gap is nought`() throws {
        let released = try #require(try StateTableTests().offererStates()["settled"])
        let sole = try #require(try StateTableTests().receiverStates()["sole"])
        let lineage = fixture.parties.lineage
        let ours = released.book.holdIntervals(of: lineage)
        let theirs = sole.book.holdIntervals(of: lineage)
        #expect(ours.count == 1)
        #expect(ours.first?.until != nil)
        #expect(theirs.count == 1)
        #expect(theirs.first?.until == nil)
        #expect(HoldInterval.gapMilliseconds(in: ours + theirs) == 0)
        let late = HoldInterval(
            authority: fixture.solihull,
            from: try #require(ours.first?.until).advanced(byMilliseconds: 250)
        )
        #expect(HoldInterval.gapMilliseconds(in: ours + [late]) == 250)
    }

    @Test func `a status row says what the next act must repeat and what is missing`() throws {
        let states = try StateTableTests().offererStates()
        func row(_ state: String) throws -> TransferStatus {
            try #require(states[state]?.book.status(of: fixture.parties.transfer))
        }
        #expect(
            try row("notified").missing == [
                "transfer.acknowledged", "transfer.hold-answered", "transfer.offered",
            ]
        )
        #expect(try row("named").epoch == 1)
        #expect(try row("offered").offer == fixture.offer)
        #expect(
            try row("offered").missing == [
                "acceptance", "conference-held", "core-group-booked", "transfer.released",
            ]
        )
        #expect(try row("ready").acceptance == fixture.acceptance)
        #expect(try row("ready").missing == ["transfer.released"])
        #expect(try row("ready").holders == [fixture.birmingham, fixture.solihull])
        #expect(try row("released").stateHere == .released)
        #expect(try row("released").stateThere == .accepted)
        #expect(try row("settled").stateThere == .sole)
        #expect(try row("settled").missing == [])
        #expect(
            try row("settled").milestones.map(\.name) == [
                "notified", "offered", "accepted", "conference-held", "core-group-booked", "released",
                "settled",
            ]
        )
    }

    @Test func `the next receiver gets what the last transfer forwarded, and so does who asks after it`()
        throws
    {
        var sole = try #require(try StateTableTests().receiverStates()["accepted"])
        let now = Instant(milliseconds: 1_482_500_000_000)
        let concern = ReceiptedConcern(
            key: fixture.missing,
            sequence: LedgerSequence(99),
            cameFrom: fixture.birmingham,
            lineages: [fixture.parties.lineage]
        )
        _ = sole.book.concerned(concern, at: now)
        try sole.tell(fixture.released(), by: .peer(fixture.birmingham), digest: fixture.release)
        var book = sole.book
        let warwickshire = try AuthorityCode("E10000031").orThrow()
        let onward = TransferParties(
            transfer: try TransferID("TR-2").orThrow(),
            lineage: fixture.parties.lineage,
            from: fixture.solihull,
            to: warwickshire
        )
        var sequence: Int64 = 200
        func say(_ content: TransferContent, _ speaker: Speaker, _ epoch: Int64) throws -> [TransferAction] {
            sequence += 1
            let said = EntryReference(
                sequence: LedgerSequence(sequence),
                id: try MessageID("m-\(sequence)").orThrow(),
                digest: try TransferFixture.digest("\(sequence)")
            )
            let message = TransferMessage(onward.header(epoch: epoch), content)
            return try book.heard(Saying(message, by: speaker, said: said, time: now), at: now).actions
        }
        _ = try say(fixture.notice, .person, 0)
        _ = try say(.holdAnswered(HoldAnswer(highest: 1)), .peer(warwickshire), 1)
        #expect(
            try say(.offered(fixture.terms), .person, 2) == [
                .send(LedgerSequence(99), to: warwickshire), .send(LedgerSequence(203), to: warwickshire),
            ]
        )
        let late = ReceiptedConcern(
            key: ConcernKey(
                source: "urn:concordat:E08000025:bhm-hv:notes",
                id: try MessageID("c-2").orThrow()
            ),
            sequence: LedgerSequence(204),
            cameFrom: fixture.birmingham,
            lineages: [fixture.parties.lineage]
        )
        #expect(book.concerned(late, at: now).actions == [.send(LedgerSequence(204), to: warwickshire)])
    }

    @Test func `what was said to the sole holder is known when a peer forwards it, and then goes on`() throws
    {
        var book = try #require(try StateTableTests().offererStates()["notified"]).book
        let now = Instant(milliseconds: 1_482_500_000_000)
        let concern = ReceiptedConcern(
            key: fixture.missing,
            sequence: LedgerSequence(99),
            cameFrom: nil,
            lineages: [fixture.parties.lineage]
        )
        let aside = ReceiptedConcern(
            key: fixture.missing,
            sequence: LedgerSequence(99),
            cameFrom: nil,
            lineages: [fixture.parties.lineage],
            isAside: true
        )
        #expect(book.concerned(concern, at: now).facts == [.concernKnown(aside, at: now)])
        #expect(book.knows(fixture.missing))
        var offering = try #require(try StateTableTests().offererStates()["named"])
        _ = offering.book.concerned(concern, at: now)
        let warwickshire = try AuthorityCode("E10000031").orThrow()
        var (alone, forwarded) = (offering, offering)
        // Warwickshire gets it back if it forgets it.
        let noted = ReceiptedConcern(
            key: fixture.missing,
            sequence: LedgerSequence(99),
            cameFrom: warwickshire,
            lineages: [fixture.parties.lineage]
        )
        #expect(
            forwarded.book.repeated(fixture.missing, by: warwickshire, at: now).facts
                == [.concernKnown(noted, at: now)]
        )
        #expect(forwarded.book.repeated(fixture.missing, by: warwickshire, at: now) == .nothing)
        let terms = TransferContent.offered(fixture.terms)
        #expect(
            !(try alone.hear(terms, by: .person).actions.contains(
                .send(LedgerSequence(99), to: fixture.solihull)
            ))
        )
        #expect(
            try forwarded.hear(terms, by: .person).actions.contains(
                .send(LedgerSequence(99), to: fixture.solihull)
            )
        )
    }

    @Test func `a temporary stay is never accepted`() throws {
        var asked = try #require(try StateTableTests().receiverStates()["reserved"])
        var stay = fixture.terms
        stay.kind = .temporaryStay
        stay.until = fixture.conference
        try asked.tell(.offered(stay), by: .peer(fixture.birmingham), digest: fixture.offer)
        #expect(try asked.outcome(fixture.accepted, by: .person) == "-V")
        #expect(try asked.outcome(.interim(offer: fixture.offer, plan: "weekly"), by: .person) == "iq")
    }

    @Test func `nobody uses up the epochs of a lineage in one leap`() throws {
        let fresh = ToldBook(of: fixture.solihull, fixture)
        let peer = Speaker.peer(fixture.birmingham)
        #expect(try fresh.outcome(.holdAsked(offer: nil), by: peer, epoch: 1 << 20) == "r/A")
        #expect(try fresh.outcome(.holdAsked(offer: nil), by: peer, epoch: (1 << 20) + 1) == "-E")
        #expect(try fresh.outcome(.offered(fixture.terms), by: peer, epoch: (1 << 53) - 1) == "-E")
        let notified = try #require(try StateTableTests().offererStates()["notified"])
        let answer = TransferContent.holdAnswered(HoldAnswer(highest: (1 << 53) - 1))
        #expect(try notified.outcome(answer, by: .peer(fixture.solihull), epoch: 0) == "-E")
    }

    @Test func `the acceptance of another offer does not serve for this one`() throws {
        let offered = try #require(try StateTableTests().offererStates()["offered"])
        let peer = Speaker.peer(fixture.solihull)
        let other = Acceptance(
            offer: fixture.document,
            person: fixture.person,
            conference: fixture.conference
        )
        #expect(try offered.outcome(.accepted(other), by: peer) == "!")
        #expect(try offered.outcome(fixture.accepted, by: peer, epoch: 2) == "!")
    }
}
