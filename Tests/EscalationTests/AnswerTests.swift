import Escalation
import TestSupport
import Testing
import Vocabulary

/// What each answer makes of an obligation: acting comes back, several may be needed, and nothing closes itself.
@Suite struct AnswerTests {
    private typealias Fact = EscalationBook.Fact

    private let key = ObligationKey(LedgerSequence(7), caseID("C-1042"))
    private let nadia = staff("bhm-csc/nadia.bloom")
    private let omar = staff("bhm-csc/omar.reid")
    private let duty = Owner(.dutyTeam, staff("bhm-csc/duty"))
    private let head = Owner(.headOfService, staff("bhm-csc/hugo.senn"))
    private var lead: Owner { Owner(.allocatedSocialWorker, nadia) }

    private func filled(_ role: Role, _ key: ObligationKey) -> StaffID? {
        switch role {
        case .dutyTeam: duty.staff
        case .headOfService: head.staff
        case .emergencyDutyTeam: staff("bhm-csc/edt")
        default: nil
        }
    }

    /// A book in which the lead was asked on a Wednesday at ten.
    private func asked(_ severity: Severity, _ ladders: Ladders = .standard, owner: Owner? = nil)
        -> EscalationBook
    {
        var book = EscalationBook(ladders: ladders, calendar: england)
        _ = book.raised(
            key,
            severity: severity,
            isHeightened: false,
            owner: owner ?? lead,
            publisher: UserID("wmp/niche"),
            at: at("2016-06-08T10:00:00+01:00")
        )
        return book
    }

    // T30 for S1 and S2; ten working days for what is less urgent. Wednesday's answer, closing time of the last day.
    @Test(arguments: [
        (Severity.s1, "2016-06-09T17:00:00+01:00"), (.s2, "2016-06-15T17:00:00+01:00"),
        (.s3, "2016-06-22T17:00:00+01:00"), (.s4, "2016-06-22T17:00:00+01:00"),
    ])
    func `acting opens a clock of its own, and the obligation waits for its end`(
        severity: Severity,
        until: String
    ) throws {
        var book = asked(severity)
        let now = at("2016-06-08T10:20:00+01:00")
        let decision = try book.acknowledged(key, by: nadia, answer: .acting, at: now)
        let acting = EscalationBook.Acting(rung: 0, asked: lead, by: nadia, until: at(until), at: now)
        #expect(decision.facts == [.acting(key, acting)])
        #expect(book.tally.waiting == 1)
        #expect(book.tally.acknowledged == 0)
        #expect(book[key]?.owner == lead)
        #expect(book.deadline == at(until))
        #expect(book.open(for: caseID("C-1042")) == [key])
    }

    @Test func `what is not done in time is asked of her again, and climbs from her rung like any other`()
        throws
    {
        var book = asked(.s2)
        let now = at("2016-06-08T10:20:00+01:00")
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: now)
        let due = at("2016-06-15T17:00:00+01:00")
        #expect(book.timePassed(to: due.advanced(byMilliseconds: -1), filling: filled) == .nothing)
        let again = book.timePassed(to: due, filling: filled)
        let back = EscalationBook.Climb(
            rung: 0,
            owner: lead,
            until: at("2016-06-16T13:00:00+01:00"),
            at: due,
            alsoTold: nil
        )
        #expect(again.facts == [.returned(key, back)])
        #expect(again.actions == [.notify(lead, key)])
        #expect(book.timePassed(to: due, filling: filled) == .nothing)
        let later = book.timePassed(to: at("2016-06-30T17:00:00+01:00"), filling: filled).facts
        #expect(later.count == 3)
        #expect(later.first?.climb?.owner == duty)
        #expect(later.first?.climb?.at == at("2016-06-16T13:00:00+01:00"))
        guard case .exhausted = later.last else {
            Issue.record("it does not end exhausted: \(later)")
            return
        }
    }

    @Test func `only done or disagreement ends an action, and saying acting again buys no time`() throws {
        var book = asked(.s2)
        let now = at("2016-06-08T10:20:00+01:00")
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: now)
        let before = book
        let later = at("2016-06-10T10:00:00+01:00")
        for answer in [Answer.acting, .seen] {
            #expect(try book.acknowledged(key, by: nadia, answer: answer, at: later) == .nothing)
            #expect(try book.acknowledged(key, by: omar, answer: answer, at: later) == .nothing)
        }
        #expect(book == before)
        for answer in [Answer.done, .disagree] {
            var book = before
            let fact = Fact.acknowledged(key, by: omar, answer: answer, at: later)
            #expect(try book.acknowledged(key, by: omar, answer: answer, at: later).facts == [fact])
            #expect(book.deadline == nil)
            #expect(book.timePassed(to: at("2030-01-01T00:00:00Z"), filling: filled) == .nothing)
        }
    }

    @Test func `acting after the last rung waits again, and comes back to the last rung`() throws {
        var book = asked(.s1)
        _ = book.timePassed(to: at("2016-06-08T18:00:00+01:00"), filling: filled)
        #expect(book.exhausted == [key])
        let hugo = staff("bhm-csc/hugo.senn")
        _ = try book.acknowledged(key, by: hugo, answer: .acting, at: at("2016-06-09T09:00:00+01:00"))
        #expect(book.exhausted == [] && book.tally.waiting == 1)
        let facts = book.timePassed(to: at("2016-06-10T18:00:00+01:00"), filling: filled).facts
        #expect(facts.first?.climb?.owner == head)
        #expect(facts.first?.climb?.rung == 3)
        #expect(facts.last == .exhausted(key, owner: head, at: at("2016-06-10T17:30:00+01:00")))
    }

    @Test func `a member of the rota who acts is asked herself`() throws {
        var book = asked(.s2, owner: duty)
        _ = try book.acknowledged(key, by: omar, answer: .acting, at: at("2016-06-08T11:00:00+01:00"))
        #expect(book[key]?.owner == Owner(.dutyTeam, omar))
        // Somebody else joins the case; whoever answers first is still the duty team.
        #expect(book.leadChanged(of: caseID("C-1042"), to: duty, at: at("2016-06-09T10:00:00Z")) == .nothing)
        let facts = book.timePassed(to: at("2016-06-15T17:00:00+01:00"), filling: filled).facts
        #expect(facts.first?.climb?.owner == Owner(.dutyTeam, omar))
        #expect(facts.first?.climb?.rung == 1)
    }

    @Test func `whoever has left meanwhile is not asked, but her cover or the next rung`() throws {
        let due = at("2016-06-15T17:00:00+01:00")
        var book = asked(.s2)
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: at("2016-06-08T11:00:00+01:00"))
        var covered = book
        let back = covered.timePassed(to: due, filling: filled) { _, _ in omar }.facts
        #expect(back.first?.climb?.owner == Owner(.allocatedSocialWorker, omar))
        #expect(back.first?.climb?.rung == 0)
        let gone = book.timePassed(to: due, filling: filled) { _, _ in nil }.facts
        #expect(gone.first?.climb?.owner == duty)
        #expect(gone.first?.climb?.rung == 1)
        #expect(book.leadChanged(of: caseID("C-1042"), to: lead, at: due) == .nothing)
    }

    @Test func `what the old lead was acting on is the new one's, with the same deadline`() throws {
        var book = asked(.s2)
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: at("2016-06-08T11:00:00+01:00"))
        let heir = Owner(.allocatedSocialWorker, omar)
        let now = at("2016-06-10T10:00:00+01:00")
        let until = at("2016-06-15T17:00:00+01:00")
        let decision = book.leadChanged(of: caseID("C-1042"), to: heir, at: now)
        #expect(decision.facts == [.reassigned(key, rung: 0, owner: heir, until: until, at: now)])
        #expect(book.deadline == until)
    }

    @Test func `what she was acting on and is not hers goes on with the same deadline`() throws {
        var book = asked(.s2)
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: at("2016-06-08T11:00:00+01:00"))
        var other = book
        let now = at("2016-06-10T10:00:00+01:00")
        let named = try book.passedOn(key, to: omar, at: now, filling: filled)
        #expect(book.deadline == at("2016-06-15T17:00:00+01:00"))
        #expect(named.actions == [.notify(Owner(.allocatedSocialWorker, omar), key)])
        let climbed = try other.passedOn(key, to: nil, at: now, filling: filled)
        #expect(climbed.facts.first?.climb?.owner == duty)
    }
}

extension EscalationBook.Fact {
    /// Where it went, if it climbed or came back.
    var climb: EscalationBook.Climb? {
        switch self {
        case .climbed(_, let climb), .returned(_, let climb): climb
        default: nil
        }
    }
}
