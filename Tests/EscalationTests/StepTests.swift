import Escalation
import TestSupport
import Testing
import Vocabulary

/// Steps with several targets, several answers that are needed, and people who are asked instead of others.
@Suite struct StepTests {
    private let key = ObligationKey(LedgerSequence(7), caseID("C-1042"))
    private let nadia = staff("s/nadia")
    private let start = at("2016-06-08T10:00:00+01:00")

    private func ladders(needed: Int = 1, overrides: [Ladders.Override] = []) -> Ladders {
        let steps = [
            Ladder.Rung([.dutyTeam, .frontDoor]),
            Ladder.Rung([.teamManager, .publicProtection], limit: .clockMinutes(20)),
            Ladder.Rung(.headOfService),
        ]
        let ladder = Ladder(
            limit: .clockMinutes(60),
            rungs: steps,
            action: .workingDays(1),
            answersNeeded: needed
        )
        return Ladders(s1: ladder, s2: ladder, s3: ladder, s4: ladder, overrides: overrides)
    }

    private func asked(_ ladders: Ladders) -> EscalationBook {
        var book = EscalationBook(ladders: ladders, calendar: england)
        let owner = Owner(.allocatedSocialWorker, nadia)
        _ = book.raised(key, severity: .s1, isHeightened: false, owner: owner, at: start)
        return book
    }

    private func filled(_ role: Role, _ key: ObligationKey) -> StaffID? { StaffID("s/" + role.code) }

    private func instant(_ minutes: Int) -> Instant {
        start.advanced(byMilliseconds: Int64(minutes) * 60_000)
    }

    @Test func `everybody on a step is told, any of them answers, and the step has its own delay`() throws {
        var book = asked(ladders())
        let first = book.timePassed(to: instant(60), filling: filled)
        let duty = Owner(.dutyTeam, staff("s/DUTY"))
        let door = Owner(.frontDoor, staff("s/MASH"))
        #expect(first.actions == [.notify(duty, key), .notify(door, key)])
        #expect(book[key]?.owners == [duty, door])
        #expect(book.deadline == instant(90))
        let second = book.timePassed(to: instant(90), filling: filled).facts
        #expect(second.first?.climb?.others == [Owner(.publicProtection, staff("s/PPU"))])
        #expect(book.deadline == instant(110))
        _ = try book.acknowledged(key, by: staff("s/PPU"), answer: .seen, at: instant(100))
        #expect(book.deadline == nil && book[key]?.owners == [])
    }

    @Test func `a target that nobody fills is left out, and a step without any escalates at once`() {
        var book = asked(ladders())
        let facts = book.timePassed(to: instant(60)) { role, _ in
            role == .publicProtection ? StaffID("s/PPU") : nil
        }.facts
        #expect(facts.first?.climb?.rung == 2)
        #expect(facts.first?.climb?.owner == Owner(.publicProtection, staff("s/PPU")))
        #expect(facts.first?.climb?.others == [])
    }

    @Test func `one person who fills two targets is asked once`() {
        var book = asked(ladders())
        let facts = book.timePassed(to: instant(60)) { _, _ in StaffID("s/only") }.facts
        #expect(facts.first?.climb?.owner == Owner(.dutyTeam, staff("s/only")))
        #expect(facts.first?.climb?.others == [])
    }

    @Test func `where two must answer one does not stop the clock, nor does she twice`() throws {
        var book = asked(ladders(needed: 2))
        let counted = try book.acknowledged(key, by: nadia, answer: .seen, at: instant(10))
        #expect(counted.facts == [.counted(key, PartialAnswer(by: nadia, .seen, at: instant(10)))])
        #expect(try book.acknowledged(key, by: nadia, answer: .seen, at: instant(11)) == .nothing)
        #expect(book.deadline == instant(60) && book.tally.waiting == 1)
        // Silence still climbs, past whoever has answered.
        let facts = book.timePassed(to: instant(60)) { role, _ in
            role == .dutyTeam || role == .frontDoor ? nadia : StaffID("s/" + role.code)
        }.facts
        #expect(facts.first?.climb?.rung == 2)
        let second = try book.acknowledged(key, by: staff("s/TM"), answer: .done, at: instant(70))
        #expect(second.facts == [.acknowledged(key, by: staff("s/TM"), answer: .done, at: instant(70))])
        #expect(book.tally.acknowledged == 1)
    }

    @Test func `if one of the two is acting, her action's clock begins when the answers count`() throws {
        var book = asked(ladders(needed: 2))
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: instant(10))
        let decision = try book.acknowledged(key, by: staff("s/TM"), answer: .seen, at: instant(20))
        let acting = EscalationBook.Acting(
            rung: 0,
            asked: Owner(.allocatedSocialWorker, nadia),
            by: nadia,
            until: at("2016-06-09T17:00:00+01:00"),
            at: instant(20)
        )
        #expect(decision.facts == [.acting(key, acting)])
        // What comes back is hers alone to answer.
        _ = book.timePassed(to: at("2016-06-09T17:00:00+01:00"), filling: filled)
        let done = at("2016-06-09T17:10:00+01:00")
        let last = try book.acknowledged(key, by: nadia, answer: .done, at: done)
        #expect(last.facts == [.acknowledged(key, by: nadia, answer: .done, at: done)])
    }

    @Test func `she who was acting and is done counts as one, before the others answer`() throws {
        var book = asked(ladders(needed: 2))
        _ = try book.acknowledged(key, by: nadia, answer: .acting, at: instant(10))
        let done = try book.acknowledged(key, by: nadia, answer: .done, at: instant(20))
        #expect(done.facts == [.counted(key, PartialAnswer(by: nadia, .done, at: instant(20)))])
        let last = try book.acknowledged(key, by: staff("s/TM"), answer: .seen, at: instant(30))
        #expect(last.facts == [.acknowledged(key, by: staff("s/TM"), answer: .seen, at: instant(30))])
    }

    @Test func `the second of two answers counts after the last rung too`() throws {
        var book = asked(ladders(needed: 2))
        _ = try book.acknowledged(key, by: nadia, answer: .seen, at: instant(10))
        _ = book.timePassed(to: instant(600), filling: filled)
        #expect(book.exhausted == [key])
        _ = try book.acknowledged(key, by: staff("s/HOS"), answer: .seen, at: instant(700))
        #expect(book.tally.acknowledged == 1)
    }

    @Test(arguments: [("2016-06-07", "2016-06-08", true), ("2016-06-09", "2016-06-09", false)])
    func `an override asks somebody else, on its days only`(from: String, to: String, isAsked: Bool) throws {
        let days = (try #require(CivilDate(iso8601: from)), try #require(CivilDate(iso8601: to)))
        let override = Ladders.Override(of: staff("s/DUTY"), from: days.0, to: days.1, instead: staff("s/x"))
        var book = asked(ladders(overrides: [try #require(override)]))
        let facts = book.timePassed(to: instant(60), filling: filled).facts
        #expect(facts.first?.climb?.owner.staff == staff(isAsked ? "s/x" : "s/DUTY"))
    }

    @Test func `overrides follow one another, and a circle of them ends`() throws {
        let day = try #require(CivilDate(iso8601: "2016-06-08"))
        func override(_ from: String, _ to: String) throws -> Ladders.Override {
            try #require(.init(of: staff(from), from: day, to: day, instead: staff(to)))
        }
        let chain = ladders(overrides: [try override("s/a", "s/b"), try override("s/b", "s/c")])
        #expect(chain.instead(of: staff("s/a"), on: day) == staff("s/c"))
        #expect(chain.instead(of: staff("s/a"), on: day.advanced(byDays: 1)) == staff("s/a"))
        let circle = ladders(overrides: [try override("s/a", "s/b"), try override("s/b", "s/a")])
        #expect(circle.instead(of: staff("s/a"), on: day) == staff("s/a"))
        #expect(Ladders.Override(of: staff("s/a"), from: day, to: day, instead: staff("s/a")) == nil)
        let before = day.advanced(byDays: -1)
        #expect(Ladders.Override(of: staff("s/a"), from: day, to: before, instead: staff("s/b")) == nil)
    }
}
