import JSON
import Vocabulary

@testable import Transfer

extension StateTableTests {
    /// The offerer's states, each reached by the straight path.
    func offererStates() throws -> [String: ToldBook] {
        let peer = Speaker.peer(fixture.solihull)
        var states: [String: ToldBook] = [:]
        var book = ToldBook(of: fixture.birmingham, fixture)
        states["none"] = book
        try book.tell(fixture.notice, by: .person, epoch: 0)
        states["notified"] = book
        try book.tell(.holdAnswered(HoldAnswer(highest: 0)), by: peer, epoch: 0)
        states["named"] = book
        try book.tell(.offered(fixture.terms), by: .person, digest: fixture.offer)
        states["offered"] = book
        var declined = book
        try declined.tell(.declined(offer: fixture.offer, reason: "returns"), by: peer)
        states["declined"] = declined
        try book.tell(fixture.accepted, by: peer, digest: fixture.acceptance)
        states["seen"] = book
        try book.tell(.conferenceHeld(offer: fixture.offer, outcome: "goes on"), by: peer)
        try book.tell(
            .coreGroupBooked(offer: fixture.offer, at: .on(fixture.conference)),
            by: peer
        )
        states["ready"] = book
        try book.tell(fixture.released(), by: .person, digest: fixture.release)
        states["released"] = book
        try book.tell(.settled(offer: fixture.offer, release: fixture.release), by: peer)
        states["settled"] = book
        return states
    }

    /// The receiver's states, each reached by the straight path.
    func receiverStates() throws -> [String: ToldBook] {
        let peer = Speaker.peer(fixture.birmingham)
        var states: [String: ToldBook] = [:]
        var book = ToldBook(of: fixture.solihull, fixture)
        states["none"] = book
        try book.tell(fixture.notice, by: peer, epoch: 0)
        states["notified"] = book
        try book.tell(.holdAsked(offer: nil), by: peer, epoch: 0)
        states["reserved"] = book
        try book.tell(.offered(fixture.terms), by: peer, digest: fixture.offer)
        states["received"] = book
        var interim = book
        try interim.tell(.interim(offer: fixture.offer, plan: "weekly"), by: .person)
        states["interim"] = interim
        var declined = book
        try declined.tell(.declined(offer: fixture.offer, reason: "returns"), by: .person)
        states["declined"] = declined
        try book.tell(fixture.accepted, by: .person, digest: fixture.acceptance)
        states["accepted"] = book
        var sole = book
        try book.tell(
            fixture.released(coming: [fixture.missing]),
            by: peer,
            digest: fixture.release
        )
        states["releasing"] = book
        try sole.tell(fixture.released(), by: peer, digest: fixture.release)
        states["sole"] = sole
        return states
    }
}
