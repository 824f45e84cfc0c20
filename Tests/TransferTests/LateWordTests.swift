import JSON
import Testing
import Vocabulary

@testable import Transfer

/// Words that come late, early or beside others; each was found by the simulator.
@Suite struct LateWordTests {
    private let fixture: TransferFixture

    init() throws { fixture = try TransferFixture() }

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

    /// Seed 8881 of the simulator: such a concern never reached the authority after next.
    @Test func `what its author forwarded before an offer is looked back for by our own clock`() throws {
        let third = try AuthorityCode("E08000026").orThrow()
        let begun: Int64 = 1_482_400_000_000
        func since(_ strangers: [(from: AuthorityCode, minutes: Int64)]) throws -> Instant? {
            var told = try #require(try StateTableTests().receiverStates()["reserved"])
            for (number, stranger) in strangers.enumerated() {
                let concern = ReceiptedConcern(
                    key: ConcernKey(
                        source: "urn:concordat:E08000025:wmp:niche",
                        id: try MessageID("c-\(number)").orThrow()
                    ),
                    sequence: LedgerSequence(90 + Int64(number)),
                    cameFrom: stranger.from,
                    lineages: []
                )
                let at = Instant(milliseconds: begun + stranger.minutes * 60_000)
                _ = told.book.concerned(concern, at: at)
            }
            let peer = Speaker.peer(fixture.birmingham)
            let came = try told.hear(.offered(fixture.terms), by: peer, digest: fixture.offer)
            for case .lookBack(fixture.parties.lineage, let since) in came.actions { return since }
            return nil
        }
        let made = try #require(try since([]))
        #expect(made > Instant(milliseconds: begun + 2 * 60_000))
        let early = try since([(fixture.birmingham, 2), (fixture.birmingham, 3)])
        #expect(early == Instant(milliseconds: begun + 2 * 60_000))
        // Neither what somebody else forwards, nor what came before its transfer was spoken of, belongs to it.
        #expect(try since([(third, 2), (fixture.birmingham, 0)]) == made)
    }

    @Test func `an answer to a question that went with a disk is taken once the peer has said what it has`()
        throws
    {
        let states = try StateTableTests().offererStates()
        var restored = try #require(states["none"])
        let answer = TransferContent.holdAnswered(HoldAnswer(highest: 0))
        #expect(try restored.hear(answer, by: .peer(fixture.solihull), epoch: 0).actions == [])
        _ = restored.book.began(
            among: [fixture.solihull],
            isFirst: false,
            at: Instant(milliseconds: 1_482_500_000_000)
        )
        #expect(try restored.outcome(answer, by: .peer(fixture.solihull), epoch: 0) == "-T")
    }

    @Test func `a release of an acceptance that went with a disk waits until the peer has said what it has`()
        throws
    {
        for state in ["received", "interim"] {
            var restored = try #require(try StateTableTests().receiverStates()[state])
            let peer = Speaker.peer(fixture.birmingham)
            #expect(try !isTemporary(fixture.released(), by: peer, at: &restored))
            _ = restored.book.began(
                among: [fixture.birmingham],
                isFirst: false,
                at: Instant(milliseconds: 1_482_500_000_000)
            )
            #expect(try isTemporary(fixture.released(), by: peer, at: &restored))
        }
    }

    /// Whether it is refused only for now; it must be refused.
    private func isTemporary(
        _ content: TransferContent,
        by speaker: Speaker,
        at told: inout ToldBook
    ) throws -> Bool {
        do {
            _ = try told.hear(content, by: speaker, digest: fixture.release)
        } catch let refusal as TransferRefusal {
            return refusal.isTemporary(for: speaker)
        }
        Issue.record("it is taken")
        return false
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
}
