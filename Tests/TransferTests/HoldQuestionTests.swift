import Testing
import Vocabulary

@testable import Transfer

/// Do you hold? Each answer, and what it means to whoever asked (`reliability.md` 4.6).
@Suite struct HoldQuestionTests {
    let fixture: TransferFixture

    init() throws { fixture = try TransferFixture() }

    private func answer(_ holds: HoldAnswered) -> TransferContent {
        .holdAnswered(HoldAnswer(highest: 1, offer: fixture.offer, holds: holds))
    }

    @Test(arguments: [
        (HoldAnswered.yes, "y"), (.undecided, "yqq"), (.never, "yd/H!"), (.passedOn, "yz"),
    ])
    func `what an offerer that released makes of each answer`(holds: HoldAnswered, expected: String) throws {
        let states = try StateTableTests().offererStates()
        let released = try #require(states["released"])
        let peer = Speaker.peer(fixture.solihull)
        // The number that the answer names comes with it.
        #expect(try released.outcome(answer(holds), by: peer).replacing("n", with: "") == expected)
    }

    @Test(arguments: [(HoldAnswered.yes, "y"), (.undecided, "yq"), (.never, "y!"), (.passedOn, "y")])
    func `what a receiver that accepted makes of each answer`(holds: HoldAnswered, expected: String) throws {
        let accepted = try #require(try StateTableTests().receiverStates()["accepted"])
        #expect(try accepted.outcome(answer(holds), by: .peer(fixture.birmingham)) == expected)
    }

    @Test func `a decline after the release takes responsibility back, under the next epoch, with an alarm`()
        throws
    {
        var released = try #require(try StateTableTests().offererStates()["released"])
        #expect(
            try released.outcome(.declined(offer: fixture.offer, reason: "r"), by: .peer(fixture.solihull))
                == "d/H!"
        )
        try released.tell(.declined(offer: fixture.offer, reason: "r"), by: .peer(fixture.solihull))
        let machine = try #require(released.book.machines[fixture.parties.lineage])
        #expect(machine.standing == .sole)
        #expect(machine.highest == 2)
        #expect(machine.offer(fixture.offer)?.takenBack != nil)
    }

    @Test func `a no is durable: whoever never had the offer can never take it`() throws {
        var reserved = try #require(try StateTableTests().receiverStates()["reserved"])
        try reserved.tell(.holdAsked(offer: fixture.offer), by: .peer(fixture.birmingham))
        let late = try reserved.outcome(
            .offered(fixture.terms),
            by: .peer(fixture.birmingham),
            digest: fixture.offer
        )
        #expect(late == "q<")
        #expect(try reserved.outcome(fixture.accepted, by: .person) == "-S")
    }

    @Test func `undecided commits to nothing: the offer can still be accepted or declined`() throws {
        var received = try #require(try StateTableTests().receiverStates()["received"])
        try received.tell(.holdAsked(offer: fixture.offer), by: .peer(fixture.birmingham))
        #expect(try received.outcome(fixture.accepted, by: .person) == "aq")
        #expect(try received.outcome(.declined(offer: fixture.offer, reason: "r"), by: .person) == "dq")
    }

    @Test
    func
        `it is asked a day after the release, daily, until it is settled; and by a receiver until it is sole`()
        throws
    {
        let day: Int64 = 24 * 3_600_000
        for (side, state) in [(0, "released"), (1, "accepted"), (1, "releasing")] {
            let states =
                side == 0 ? try StateTableTests().offererStates() : try StateTableTests().receiverStates()
            var told = try #require(states[state])
            let first = try #require(told.book.deadline)
            #expect(told.book.timePassed(to: first.advanced(byMilliseconds: -1)) == [])
            let question = TransferMessage(fixture.parties.header(epoch: 1), .holdAsked(offer: fixture.offer))
            #expect(told.book.timePassed(to: first) == [question])
            let said = EntryReference(
                sequence: LedgerSequence(900),
                id: try MessageID("m-900").orThrow(),
                digest: try TransferFixture.digest("9000")
            )
            _ = try told.book.heard(Saying(question, by: .broker, said: said, time: first), at: first)
            #expect(told.book.deadline == first.advanced(byMilliseconds: day))
            #expect(told.book.isInDoubt(fixture.parties.lineage))
        }
        let settled = try #require(try StateTableTests().offererStates()["settled"])
        #expect(settled.book.deadline == nil)
    }

    @Test func `nobody decides after a start until the peer has said what it has, nor after a restore`()
        throws
    {
        var received = try #require(try StateTableTests().receiverStates()["received"])
        let now = Instant(milliseconds: 1_482_500_000_000)
        _ = received.book.began(among: [fixture.birmingham], isFirst: false, at: now)
        #expect(try received.outcome(fixture.accepted, by: .person) == "-K")
        #expect(received.book.isInDoubt(fixture.parties.lineage))
        _ = received.book.foundSetBack(at: now)
        #expect(try received.outcome(fixture.accepted, by: .person) == "-Z")
        #expect(try received.outcome(.holdAsked(offer: fixture.offer), by: .peer(fixture.birmingham)) == "-Z")
        var fresh = ToldBook(of: fixture.solihull, fixture)
        _ = fresh.book.began(among: [fixture.birmingham], isFirst: true, at: now)
        // Even a new ledger may be one whose disk was lost: it declines nothing that it may have accepted.
        #expect(try fresh.outcome(.holdAsked(offer: fixture.offer), by: .peer(fixture.birmingham)) == "-K")
    }
}
