import Escalation
import TestSupport
import Testing
import Vocabulary

private typealias Fact = EscalationBook.Fact
private typealias Climb = EscalationBook.Climb
private typealias Action = EscalationBook.Action

@Suite struct EscalationBookTests {
    private var book = EscalationBook(ladders: .standard, calendar: england)
    private let key = ObligationKey(LedgerSequence(7), caseID("C-1042"))
    private let lead = Owner(.allocatedSocialWorker, staff("bhm-csc/nadia.bloom"))
    private let duty = Owner(.dutyTeam, staff("bhm-csc/duty"))
    private let manager = Owner(.teamManager, staff("bhm-csc/tess.hale"))
    private let head = Owner(.headOfService, staff("bhm-csc/hugo.senn"))

    private func filled(_ role: Role, _ key: ObligationKey) -> StaffID? {
        switch role {
        case .dutyTeam: duty.staff
        case .teamManager: manager.staff
        case .headOfService: head.staff
        case .emergencyDutyTeam: staff("bhm-csc/edt")
        default: nil
        }
    }

    private func nobody(_ role: Role, _ key: ObligationKey) -> StaffID? { nil }

    private mutating func raise(_ severity: Severity, _ owner: Owner? = nil, at instant: String) {
        _ = book.raised(key, severity: severity, isHeightened: false, owner: owner ?? lead, at: at(instant))
    }

    private func climbed(_ rung: Int, _ owner: Owner, at instant: String, until: String) -> Fact {
        .climbed(key, Climb(rung: rung, owner: owner, until: at(until), at: at(instant)))
    }

    @Test mutating func `raising is one fact, and repeating it none`() {
        let now = at("2016-06-08T10:30:00+01:00")
        let raised = EscalationBook.Raised(
            severity: .s2,
            isHeightened: false,
            rung: 0,
            owner: lead,
            until: at("2016-06-08T14:30:00+01:00"),
            at: now
        )
        #expect(
            book.raised(key, severity: .s2, isHeightened: false, owner: lead, at: now)
                == Decision(facts: [.raised(key, raised)])
        )
        #expect(book.raised(key, severity: .s1, isHeightened: true, owner: head, at: now) == .nothing)
        #expect(book.deadline == at("2016-06-08T14:30:00+01:00"))
    }

    @Test mutating func `silence climbs the whole ladder in working time, each rung at its own hour`() {
        raise(.s2, at: "2016-06-10T10:30:00+01:00")  // A Friday.
        #expect(book.timePassed(to: at("2016-06-10T14:29:59.999+01:00"), filling: filled) == .nothing)
        let first = book.timePassed(to: at("2016-06-10T14:30:00+01:00"), filling: filled)
        #expect(
            first.facts == [
                climbed(1, duty, at: "2016-06-10T14:30:00+01:00", until: "2016-06-10T16:30:00+01:00")
            ]
        )
        #expect(first.actions == [.notify(duty, key)])
        #expect(book.timePassed(to: at("2016-06-10T14:30:00+01:00"), filling: filled) == .nothing)
        let second = book.timePassed(to: at("2016-06-10T16:31:00+01:00"), filling: filled)
        #expect(
            second.facts == [
                climbed(2, manager, at: "2016-06-10T16:30:00+01:00", until: "2016-06-13T10:30:00+01:00")
            ]
        )
        let third = book.timePassed(to: at("2016-06-13T10:30:00+01:00"), filling: filled)
        #expect(
            third.facts == [
                climbed(3, head, at: "2016-06-13T10:30:00+01:00", until: "2016-06-13T12:30:00+01:00")
            ]
        )
        let last = book.timePassed(to: at("2016-06-13T12:30:00+01:00"), filling: filled)
        #expect(last.facts == [.exhausted(key, owner: head, at: at("2016-06-13T12:30:00+01:00"))])
        #expect(last.actions == [.alarm(key)])
        #expect(book.deadline == nil)
        #expect(book.exhausted == [key])
        #expect(book[key]?.owner == head)
        #expect(book.timePassed(to: at("2030-01-01T00:00:00Z"), filling: filled) == .nothing)
    }

    @Test mutating func `after an outage every rung is climbed once, at the time at which it was due`() {
        raise(.s1, at: "2016-06-08T10:00:00+01:00")
        let decision = book.timePassed(to: at("2016-06-20T09:00:00+01:00"), filling: filled)
        #expect(
            decision.facts == [
                climbed(1, duty, at: "2016-06-08T11:00:00+01:00", until: "2016-06-08T11:30:00+01:00"),
                climbed(2, manager, at: "2016-06-08T11:30:00+01:00", until: "2016-06-08T12:00:00+01:00"),
                climbed(3, head, at: "2016-06-08T12:00:00+01:00", until: "2016-06-08T12:30:00+01:00"),
                .exhausted(key, owner: head, at: at("2016-06-08T12:30:00+01:00")),
            ]
        )
        #expect(
            decision.actions == [
                .notify(duty, key), .notify(manager, key), .notify(head, key), .alarm(key),
            ]
        )
    }

    @Test mutating func `a bounded step leaves the rest for the next`() {
        raise(.s1, at: "2016-06-08T10:00:00+01:00")
        let now = at("2016-06-20T09:00:00+01:00")
        var facts: [Fact] = []
        while let deadline = book.deadline, deadline <= now {
            let step = book.timePassed(to: now, atMost: 1, filling: filled)
            #expect(step.facts.count == 1)
            facts += step.facts
        }
        #expect(facts.count == 4)
    }

    @Test mutating func `at night an S1 also tells the emergency duty team on every rung`() {
        raise(.s1, at: "2016-06-11T02:00:00+01:00")
        let decision = book.timePassed(to: at("2016-06-11T03:00:00+01:00"), filling: filled)
        let edt = Owner(.emergencyDutyTeam, staff("bhm-csc/edt"))
        let climb = Climb(
            rung: 1,
            owner: duty,
            until: at("2016-06-11T03:30:00+01:00"),
            at: at("2016-06-11T03:00:00+01:00"),
            alsoTold: edt
        )
        #expect(decision.facts == [.climbed(key, climb)])
        #expect(decision.actions == [.notify(duty, key), .notify(edt, key)])
    }

    @Test mutating func `an empty rung, or one filled by who was asked already, is passed at once`() {
        raise(.s1, duty, at: "2016-06-08T10:00:00+01:00")
        #expect(book[key]?.state == .waiting(rung: 1, owner: duty, until: at("2016-06-08T11:00:00+01:00")))
        let decision = book.timePassed(to: at("2016-06-08T11:00:00+01:00")) { role, _ in
            role == .headOfService ? head.staff : role == .teamManager ? duty.staff : nil
        }
        #expect(
            decision.facts == [
                climbed(3, head, at: "2016-06-08T11:00:00+01:00", until: "2016-06-08T11:30:00+01:00")
            ]
        )
    }

    @Test mutating func `with nobody anywhere it is owed by the head of service all the same`() {
        raise(.s1, at: "2016-06-08T10:00:00+01:00")
        let decision = book.timePassed(to: at("2016-06-08T12:00:00+01:00"), filling: nobody)
        let vacant = Owner(.headOfService, nil)
        #expect(
            decision.facts == [
                climbed(3, vacant, at: "2016-06-08T11:00:00+01:00", until: "2016-06-08T11:30:00+01:00"),
                .exhausted(key, owner: vacant, at: at("2016-06-08T11:30:00+01:00")),
            ]
        )
        #expect(book.exhausted == [key])
    }

    @Test mutating func `an answer ends it, on any rung and after the last; the first one stands`() throws {
        raise(.s1, at: "2016-06-08T10:00:00+01:00")
        _ = book.timePassed(to: at("2016-06-08T18:00:00+01:00"), filling: filled)
        let now = at("2016-06-09T09:00:00+01:00")
        let nadia = staff("bhm-csc/nadia.bloom")
        let answered = try book.acknowledged(key, by: nadia, answer: .seen, at: now)
        #expect(answered == Decision(facts: [.acknowledged(key, by: nadia, answer: .seen, at: now)]))
        #expect(book.exhausted.isEmpty)
        #expect(book.deadline == nil)
        #expect(try book.acknowledged(key, by: staff("a/b"), answer: .seen, at: now) == .nothing)
        #expect(book.timePassed(to: at("2030-01-01T00:00:00Z"), filling: filled) == .nothing)
    }

    @Test mutating func `an answer to what was never asked is refused`() {
        let stranger = ObligationKey(LedgerSequence(8), caseID("C-1042"))
        #expect(throws: EscalationError.neverRaised(stranger)) {
            try book.acknowledged(stranger, by: staff("a/b"), answer: .seen, at: at("2016-06-08T10:00:00Z"))
        }
        #expect(throws: EscalationError.neverRaised(stranger)) {
            try book.passedOn(stranger, to: nil, at: at("2016-06-08T10:00:00Z"), filling: filled)
        }
    }

    @Test mutating func `not mine goes to whom was named, with the same deadline, or climbs at once`() throws
    {
        raise(.s3, at: "2016-06-08T10:00:00+01:00")
        let other = Owner(.allocatedSocialWorker, staff("bhm-csc/omar.reid"))
        let now = at("2016-06-08T11:00:00+01:00")
        let until = at("2016-06-09T17:00:00+01:00")
        let named = try book.passedOn(key, to: other.staff, at: now, filling: filled)
        #expect(named.facts == [.reassigned(key, rung: 0, owner: other, until: until, at: now)])
        #expect(named.actions == [.notify(other, key)])
        #expect(try book.passedOn(key, to: other.staff, at: now, filling: filled) == .nothing)
        let unnamed = try book.passedOn(key, to: nil, at: now, filling: filled)
        #expect(
            unnamed.facts == [
                climbed(1, duty, at: "2016-06-08T11:00:00+01:00", until: "2016-06-08T15:00:00+01:00")
            ]
        )
    }

    @Test mutating func `nobody above the head of service can take it from them`() throws {
        raise(.s3, head, at: "2016-06-08T10:00:00+01:00")
        let now = at("2016-06-08T11:00:00+01:00")
        #expect(try book.passedOn(key, to: nil, at: now, filling: filled) == .nothing)
        #expect(book[key]?.owner == head)
    }

    @Test mutating func `a new lead gets what waits for the old one, and no more time`() {
        raise(.s3, duty, at: "2016-06-08T10:00:00+01:00")
        let now = at("2016-06-09T10:00:00+01:00")
        let until = at("2016-06-09T17:00:00+01:00")
        let decision = book.leadChanged(of: caseID("C-1042"), to: lead, at: now)
        #expect(decision.facts == [.reassigned(key, rung: 0, owner: lead, until: until, at: now)])
        #expect(decision.actions == [.notify(lead, key)])
        #expect(book.leadChanged(of: caseID("C-1042"), to: lead, at: now) == .nothing)
        #expect(book.leadChanged(of: caseID("C-7"), to: lead, at: now) == .nothing)
        let climb = book.timePassed(to: until, filling: filled)
        #expect(
            climb.facts == [
                climbed(1, duty, at: "2016-06-09T17:00:00+01:00", until: "2016-06-10T13:00:00+01:00")
            ]
        )
    }

    @Test mutating func `what has climbed stays where it is when the lead changes`() {
        raise(.s1, at: "2016-06-08T10:00:00+01:00")
        _ = book.timePassed(to: at("2016-06-08T11:00:00+01:00"), filling: filled)
        let other = Owner(.allocatedSocialWorker, staff("bhm-csc/omar.reid"))
        let now = at("2016-06-08T11:05:00+01:00")
        #expect(book.leadChanged(of: caseID("C-1042"), to: other, at: now) == .nothing)
        #expect(book[key]?.owner == duty)
    }
}

func staff(_ text: String) -> StaffID {
    guard let staff = StaffID(text) else { preconditionFailure("no identifier: \(text)") }
    return staff
}

func caseID(_ text: String) -> CaseID {
    guard let caseID = CaseID(text) else { preconditionFailure("no identifier: \(text)") }
    return caseID
}
