import JSON
import Testing
import Vocabulary

@testable import Transfer

/// A temporary stay: it never moves responsibility, ends by the receiver's decline alone, and a permanent offer continues it.
@Suite struct StayTests {
    private let fixture: TransferFixture
    private let stay: Digest

    init() throws {
        fixture = try TransferFixture()
        stay = try TransferFixture.digest("05")
    }

    private var stayTerms: OfferTerms {
        var terms = fixture.terms
        (terms.kind, terms.until) = (.temporaryStay, fixture.conference)
        return terms
    }

    private func permanent(continuing stay: Digest?) -> TransferContent {
        var terms = fixture.terms
        terms.continues = stay
        return .offered(terms)
    }

    /// Birmingham, whose stay Solihull has received.
    private func offerer() throws -> ToldBook {
        var book = try #require(try StateTableTests().offererStates()["named"])
        try book.tell(.offered(stayTerms), by: .person, digest: stay)
        return book
    }

    /// Solihull, with the stay received and, if said, held meanwhile.
    private func receiver(holds: Bool) throws -> ToldBook {
        var book = try #require(try StateTableTests().receiverStates()["reserved"])
        try book.tell(.offered(stayTerms), by: .peer(fixture.birmingham), digest: stay)
        if holds { try book.tell(.interim(offer: stay, plan: "weekly"), by: .person) }
        return book
    }

    // MARK: The offerer

    @Test func `beside a stay the offerer asks for the next epoch once the receiver has the stay`() throws {
        var book = try offerer()
        let peer = Speaker.peer(fixture.solihull)
        #expect(book.book.statuses.first?.nextEpoch == nil)
        #expect(try book.outcome(permanent(continuing: stay), by: .person, epoch: 2) == "-N")
        #expect(try book.outcome(.received(offer: stay), by: peer) == "s/H")
        try book.tell(.received(offer: stay), by: peer)
        #expect(try book.outcome(.holdAnswered(HoldAnswer(highest: 1)), by: peer) == "n")
        try book.tell(.holdAnswered(HoldAnswer(highest: 1)), by: peer)
        let status = try #require(book.book.statuses.first)
        #expect((status.epoch, status.nextEpoch) == (1, 2))
        #expect((status.kind, status.until) == (.temporaryStay, fixture.conference))
        #expect(status.missing == ["transfer.stay-ended"])
    }

    @Test func `only the permanent offer that continues the stay may be made beside it`() throws {
        var book = try offerer()
        let peer = Speaker.peer(fixture.solihull)
        try book.tell(.received(offer: stay), by: peer)
        try book.tell(.holdAnswered(HoldAnswer(highest: 1)), by: peer)
        var another = stayTerms
        another.continues = stay
        #expect(try book.outcome(permanent(continuing: nil), by: .person, epoch: 2) == "-S")
        #expect(try book.outcome(permanent(continuing: fixture.document), by: .person, epoch: 2) == "-O")
        #expect(try book.outcome(.offered(another), by: .person, epoch: 2) == "-S")
        #expect(try book.outcome(permanent(continuing: stay), by: .person, epoch: 2) == "oq")
        let sole = try #require(try StateTableTests().offererStates()["named"])
        #expect(try sole.outcome(permanent(continuing: stay), by: .person) == "-O")
    }

    @Test func `whoever is sole again is so by the decline of the permanent offer, not of the stay`() throws {
        var book = try offerer()
        let peer = Speaker.peer(fixture.solihull)
        try book.tell(.interim(offer: stay, plan: "weekly"), by: peer)
        try book.tell(.received(offer: stay), by: peer)
        try book.tell(.holdAnswered(HoldAnswer(highest: 1)), by: peer)
        try book.tell(permanent(continuing: stay), by: .person, epoch: 2, digest: fixture.offer)
        #expect(book.book.statuses.first?.holders == [fixture.birmingham, fixture.solihull])
        try book.tell(.declined(offer: stay, reason: "over"), by: peer)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage) == .offered(to: fixture.solihull)
        )
        try book.tell(.declined(offer: fixture.offer, reason: "goes home"), by: peer, epoch: 2)
        #expect(book.book.responsibility(for: fixture.parties.lineage) == .sole)
    }

    @Test func `a return is a request, and a late interim is the permanent offer's too`() throws {
        var book = try offerer()
        let peer = Speaker.peer(fixture.solihull)
        try book.tell(.stayEnded(offer: stay, outcome: .returned), by: .person)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage) == .offered(to: fixture.solihull)
        )
        try book.tell(.received(offer: stay), by: peer)
        try book.tell(.holdAnswered(HoldAnswer(highest: 1)), by: peer)
        try book.tell(permanent(continuing: stay), by: .person, epoch: 2, digest: fixture.offer)
        try book.tell(.interim(offer: stay, plan: "weekly"), by: peer)
        #expect(book.book.statuses.first?.stateThere == .interim)
    }

    // MARK: The receiver

    @Test(arguments: [false, true])
    func `the permanent offer keeps the stay's interim, and can be accepted`(holds: Bool) throws {
        var book = try receiver(holds: holds)
        let peer = Speaker.peer(fixture.birmingham)
        try book.tell(.holdAsked(offer: nil), by: peer, epoch: 1)
        let content = permanent(continuing: stay)
        #expect(try book.outcome(content, by: peer, epoch: 2, digest: fixture.offer) == "v/R<")
        try book.tell(content, by: peer, epoch: 2, digest: fixture.offer)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage)
                == (holds ? .interim(with: fixture.birmingham) : .received(from: fixture.birmingham))
        )
        #expect(try book.outcome(fixture.accepted, by: .person, epoch: 2) == "aq")
        #expect(try book.outcome(.declined(offer: stay, reason: "no"), by: .person) == "-S")
        try book.tell(.declined(offer: fixture.offer, reason: "no"), by: .person, epoch: 2)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage) == .elsewhere(fixture.birmingham)
        )
    }

    @Test func `declining a permanent offer that never came ends the stay's interim too`() throws {
        var book = try receiver(holds: true)
        let peer = Speaker.peer(fixture.birmingham)
        let cancel = TransferContent.cancelRequested(offer: fixture.offer, reason: "goes home")
        #expect(try book.outcome(cancel, by: peer, epoch: 2) == "dd/DD")
        try book.tell(cancel, by: peer, epoch: 2)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage) == .elsewhere(fixture.birmingham)
        )
        let late = permanent(continuing: stay)
        #expect(try book.outcome(late, by: peer, epoch: 2, digest: fixture.offer) == "q<")
    }

    @Test func `a cancelled offer from before the stay leaves the stay alone`() throws {
        var book = try receiver(holds: true)
        let peer = Speaker.peer(fixture.birmingham)
        let old = TransferContent.cancelRequested(offer: fixture.document, reason: "long ago")
        #expect(try book.outcome(old, by: peer, epoch: 0) == "d/D")
        try book.tell(old, by: peer, epoch: 0)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage) == .interim(with: fixture.birmingham)
        )
    }

    @Test func `a stay that comes after the offer that continues it is noted and changes nothing`() throws {
        var book = try #require(try StateTableTests().receiverStates()["reserved"])
        let peer = Speaker.peer(fixture.birmingham)
        try book.tell(permanent(continuing: stay), by: peer, epoch: 2, digest: fixture.offer)
        #expect(try book.outcome(.offered(stayTerms), by: peer, digest: stay) == "v/R<")
        try book.tell(.offered(stayTerms), by: peer, digest: stay)
        #expect(
            book.book.responsibility(for: fixture.parties.lineage) == .received(from: fixture.birmingham)
        )
        #expect(try book.outcome(fixture.accepted, by: .person, epoch: 2) == "aq")
    }

    @Test func `another offer beside a stay is no continuation`() throws {
        let book = try receiver(holds: true)
        let peer = Speaker.peer(fixture.birmingham)
        #expect(try book.outcome(permanent(continuing: nil), by: peer, epoch: 2) == "dd/DD!<")
        #expect(try book.outcome(permanent(continuing: fixture.document), by: peer, epoch: 2) == "dd/DD!<")
    }
}
