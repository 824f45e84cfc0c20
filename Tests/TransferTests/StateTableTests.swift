import JSON
import Testing
import Vocabulary

@testable import Transfer

/// Every message in every state, for both roles; each cell was written by hand from `wire.md`.
@Suite struct StateTableTests {
    let fixture: TransferFixture

    init() throws { fixture = try TransferFixture() }

    @Test func `what the offerer answers in each of its states`() throws {
        let table = """
                              none notified named offered seen ready released settled declined
            move-notified     mq/H mq       mq    mq      mq   mq    -S       -S      mq
            acknowledged      -T   s        s     s       s    s     s        s       s
            offered           -T   -N       oq    -S      -S   -S    -S       -S      -N
            pack              -O   -O       -O    sq      sq   sq    sq       sq      -S
            received          -T   -O       -O    s       s    s     s        s       s
            queried           -T   -O       -O    s       s    s     s        s       s
            answered          -T   -O       -O    sq      sq   sq    sq       sq      -S
            interim           -O   -O       -O    i       .    .     .        .       .
            accepted          !    !        !     a       .    .     .        .       !
            declined          .    .        .     d/H     d/H  d/H   d/H!     .       .
            cancel-requested  -O   -O       -O    sq      sq   sq    -S       -S      -S
            stay-ended        -O   -O       -O    sq      sq   sq    -S       -S      -S
            release           -O   -O       -O    -L      -L   lq    -S       -S      -S
            settled           -O   -O       -O    -O      -O   -O    z        .       -O
            hold-answered     -T   n        .     .       .    .     .        .       .
            """
        try check(table, by: fixture.birmingham, states: try offererStates())
    }

    @Test func `what the receiver answers in each of its states`() throws {
        let table = """
                              none   notified reserved received interim accepted releasing sole declined
            move-notified     m      m        m        m        m       m        m         m    m
            acknowledged      -T     sq       sq       sq       sq      sq       sq        sq   sq
            offered           v/R<   v/R<     v/R<     d/D<     d/D<    d/D<     d/D<      d/D< d/D<
            offered-again     v/R<   v/R<     v/R<     q        qq      qq       qq        qqq  qq
            pack              -O     -O       -O       s        s       s        s         s    s
            queried           -T     -O       -O       sq       sq      sq       sq        sq   -S
            answered          -T     -O       -O       s        s       s        s         s    s
            interim           -O     -O       -O       iq       q       -S       -S        -S   -S
            accepted          -O     -O       -O       aq       aq      -S       -S        -S   -S
            declined          -O     -O       -O       dq       dq      -S       -S        -S   -S
            cancel-requested  d/D    d/D      d/D      sd/D     sqq     sqq      sqq       sqqq sqq
            stay-ended        d/D    d/D      d/D      sd/D     sd/D    sqq      sqq       sqqq sqq
            released          -O     -O       -O       -S       -S      l        qq        qqq  -S
            released-complete -O     -O       -O       -S       -S      lz/Z     qq        qqq  -S
            hold-asked        r/A    r/A      r/A      r/A      r/A     r/A      r/A       r/A  r/A
            hold-asked-about  dr/DA  dr/DA    dr/DA    r/A      r/A     r/A      r/A       rqqq/A r/A
            """
        try check(table, by: fixture.solihull, states: try receiverStates())
    }

    @Test func `what either side may say, in each state of the offerer`() throws {
        let table = """
                              none notified named offered seen ready released settled declined
            visit-plan        -T   -O       -O    sq      sq   sq    sq       sq      -S
            services-matched  -T   -O       -O    sq      sq   sq    sq       sq      -S
            conference-booked -T   -O       -O    sq      sq   sq    sq       sq      -S
            conference-held   -T   -O       -O    sq      sq   sq    sq       sq      -S
            core-group-booked -T   -O       -O    sq      sq   sq    sq       sq      -S
            waiver-agreed     -T   -O       -O    sq      sq   sq    sq       sq      -S
            disputed          -T   sq       sq    sq      sq   sq    sq       sq      sq
            child-died        -T   sq       sq    sq      sq   sq    sq       sq      sq
            """
        try check(table, by: fixture.birmingham, states: try offererStates())
    }

    @Test func `what a peer may say of both sides' topics, in each state of the receiver`() throws {
        let table = """
                              none notified reserved received interim accepted releasing sole declined
            visit-plan        -T   -O       -O       s        s       s        s         s    s
            services-matched  -T   -O       -O       s        s       s        s         s    s
            conference-booked -T   -O       -O       s        s       s        s         s    s
            conference-held   -T   -O       -O       s        s       s        s         s    s
            core-group-booked -T   -O       -O       s        s       s        s         s    s
            waiver-agreed     -T   -O       -O       s        s       s        s         s    s
            disputed          -T   s        s        s        s       s        s         s    s
            child-died        -T   s        s        s        s       s        s         s    s
            """
        try check(
            table,
            by: fixture.solihull,
            states: try receiverStates(),
            eitherBy: .peer(fixture.birmingham)
        )
    }

    // MARK: The tables

    private func check(
        _ table: String,
        by own: AuthorityCode,
        states: [String: ToldBook],
        eitherBy: Speaker = .person
    ) throws {
        let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let columns = try #require(lines.first)
        #expect(Set(columns) == Set(states.keys))
        for line in lines.dropFirst() {
            for (state, expected) in zip(columns, line.dropFirst()) {
                let message = try message(line[0])
                let topic = TransferMessage(fixture.parties.header(epoch: 1), message.content).topic
                let book = try #require(states[state])
                let outcome = try book.outcome(
                    message.content,
                    by: speaker(topic, at: own, eitherBy: eitherBy),
                    epoch: message.epoch,
                    digest: message.digest
                )
                #expect(outcome == expected, "\(line[0]) in \(state)")
            }
        }
    }

    private func speaker(_ topic: TransferTopic, at own: AuthorityCode, eitherBy: Speaker) -> Speaker {
        switch topic.side {
        case .either where topic == .holdAsked: .peer(fixture.birmingham)
        case .either where topic == .holdAnswered: .peer(fixture.solihull)
        case .either: eitherBy
        case .offerer: own == fixture.birmingham ? .person : .peer(fixture.birmingham)
        case .receiver: own == fixture.solihull ? .person : .peer(fixture.solihull)
        }
    }

    private func message(
        _ name: String
    ) throws -> (content: TransferContent, epoch: Int64, digest: Digest?) {
        let offer = fixture.offer
        let at = Appointment.on(fixture.conference)
        switch name {
        case "move-notified": return (fixture.notice, 0, nil)
        case "acknowledged": return (.acknowledged(person: fixture.person, phone: "0121"), 0, nil)
        case "offered": return (.offered(fixture.terms), 1, nil)
        case "offered-again": return (.offered(fixture.terms), 1, offer)
        case "pack": return (fixture.packed, 1, nil)
        case "received": return (.received(offer: offer), 1, nil)
        case "queried": return (.queried(offer: offer, question: "when?"), 1, nil)
        case "answered": return (.answered(offer: offer, answer: "now"), 1, nil)
        case "visit-plan": return (.visitPlan(offer: offer, visits: []), 1, nil)
        case "services-matched": return (.servicesMatched(offer: offer, services: []), 1, nil)
        case "interim": return (.interim(offer: offer, plan: "weekly"), 1, nil)
        case "accepted": return (fixture.accepted, 1, nil)
        case "declined": return (.declined(offer: offer, reason: "returns"), 1, nil)
        case "cancel-requested": return (.cancelRequested(offer: offer, reason: "stays"), 1, nil)
        case "stay-ended": return (.stayEnded(offer: offer, outcome: .returned), 1, nil)
        case "conference-booked": return (.conferenceBooked(offer: offer, at: at), 1, nil)
        case "conference-held": return (.conferenceHeld(offer: offer, outcome: "goes on"), 1, nil)
        case "core-group-booked": return (.coreGroupBooked(offer: offer, at: at), 1, nil)
        case "waiver-agreed":
            return (.waiverAgreed(offer: offer, person: fixture.person, reason: "agreed"), 1, nil)
        case "released": return (fixture.released(coming: [fixture.missing]), 1, nil)
        case "release", "released-complete": return (fixture.released(), 1, nil)
        case "settled": return (.settled(offer: offer, release: fixture.release), 1, nil)
        case "disputed": return (.disputed(offer: nil, reason: "late"), 1, nil)
        case "child-died": return (.childDied(at: at), 1, nil)
        case "hold-asked": return (.holdAsked(offer: nil), 0, nil)
        case "hold-asked-about": return (.holdAsked(offer: offer), 1, nil)
        case "hold-answered": return (.holdAnswered(HoldAnswer(highest: 0)), 0, nil)
        default: throw Broken(rule: "no message \(name)")
        }
    }
}
