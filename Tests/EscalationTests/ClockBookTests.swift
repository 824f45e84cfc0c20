import Escalation
import TestSupport
import Testing
import Vocabulary

private typealias Fact = ClockBook.Fact

/// One book under few rules, each of which shows one thing.
@Suite struct ClockBookTests {
    private static let rules = ClockRules(
        sets: [.init("old", from: nil), .init("new", from: CivilDate(iso8601: "2016-06-01"))],
        rules: [
            ClockRule(
                code: "T01",
                title: "answer",
                limit: .workingDays(2),
                warning: .workingDays(1),
                starts: [ClockTrigger(["referral.submitted"])],
                clears: [ClockTrigger(["referral.decided"]), ClockTrigger(["referral.submitted"])]
            ),
            ClockRule(
                code: "T08",
                title: "assess",
                limit: .workingDays(10),
                sets: ["new"],
                starts: [ClockTrigger(["referral.submitted"], facets: ["type:full"])]
            ),
            ClockRule(
                code: "T50",
                title: "talk",
                limit: .workingDays(2),
                starts: [ClockTrigger(["challenge.raised"])],
                clears: [ClockTrigger(["challenge.resolved"])],
                next: "T51",
                outlivesCase: true
            ),
            ClockRule(
                code: "T51",
                title: "talk louder",
                limit: .workingDays(3),
                clears: [ClockTrigger(["challenge.resolved"])]
            ),
            ClockRule(
                code: "P24",
                title: "repair",
                limit: .days(14),
                starts: [
                    ClockTrigger(
                        ["*"],
                        except: ["home.hazard-cleared"],
                        facets: ["hazard"],
                        without: ["hazard:odour"]
                    )
                ],
                isSingle: true,
                subject: "hazard",
                clears: [ClockTrigger(["home.hazard-cleared"])]
            ),
            ClockRule(
                code: "T30",
                title: "see",
                limit: .workingDays(5),
                isSighting: true,
                clears: [ClockTrigger(["*"], facets: ["seen"])]
            ),
            ClockRule(
                code: "T28",
                title: "reply",
                limit: .workingDays(3),
                starts: [
                    ClockTrigger(["prescribing.query"], limit: .hours(2)),
                    ClockTrigger(["prescribing.*"], by: [Role.teamManager]),
                ],
                isExpectable: false,
                clears: [ClockTrigger(["prescribing.query-answered"])],
                replay: .onlyIfExpected
            ),
        ]
    )
    private var book = ClockBook(rules: rules, calendar: england)
    private let caseID = identifier("C-1")
    private let other = identifier("C-2")

    private func word(
        _ entry: Int64,
        _ instant: String,
        _ topic: String,
        _ facets: [String] = [],
        happened: String? = nil,
        expects: [String] = [],
        satisfies: [String] = [],
        answers: [Int64] = [],
        sighting: Int? = nil
    ) -> ClockWord {
        ClockWord(
            entry: LedgerSequence(entry),
            at: at(instant),
            happened: happened.flatMap { CivilDate(iso8601: $0) },
            topic: topic,
            facets: facets,
            expects: expects,
            satisfies: satisfies,
            answers: answers.map { LedgerSequence($0) },
            sightingWorkingDays: sighting
        )
    }

    private mutating func say(_ word: ClockWord) -> [String] { book.said(word, of: caseID).facts.map(told) }

    private mutating func pass(_ instant: String) -> [String] {
        book.timePassed(to: at(instant)).facts.map(told)
    }

    @Test mutating func `a clock warns, is breached, and stays open until it is cleared late`() {
        #expect(say(word(1, "2016-05-10T11:00:00+01:00", "referral.submitted")) == ["T01#1=2016-05-12"])
        #expect(book.deadline == at("2016-05-11T17:00:00+01:00"))
        #expect(pass("2016-05-11T16:59:59.999+01:00") == [])
        #expect(pass("2016-05-11T17:00:00+01:00") == ["T01#1 warned"])
        #expect(pass("2016-05-12T16:59:59.999+01:00") == [])
        #expect(pass("2016-05-13T09:00:00+01:00") == ["T01#1 breached 2016-05-12T17:00:00+01:00"])
        #expect(pass("2017-01-01T00:00:00Z") == [])
        #expect(book.deadline == nil)
        #expect(book.open(of: caseID).map(\.isBreached) == [true])
        #expect(say(word(2, "2016-05-20T10:00:00+01:00", "referral.decided")) == ["T01#1 cleared late by 2"])
        #expect(book.open(of: caseID) == [])
        #expect((book.count, book.watched, book.cases) == (0, 0, []))
    }

    @Test mutating func `what comes at the due instant is in time, a millisecond later it is late`() {
        for (entry, instant, text) in [
            (2, "2016-05-12T17:00:00+01:00", "T01#1 cleared by 2"),
            (2, "2016-05-12T17:00:00.001+01:00", "T01#1 cleared late by 2"),
        ] {
            book = ClockBook(rules: Self.rules, calendar: england)
            _ = say(word(1, "2016-05-10T11:00:00+01:00", "referral.submitted"))
            #expect(say(word(Int64(entry), instant, "referral.decided")).last == text)
        }
    }

    @Test mutating func `a word clears before it starts, and not what it starts itself`() {
        #expect(say(word(1, "2016-05-10T11:00:00+01:00", "referral.submitted")).count == 1)
        #expect(
            say(word(2, "2016-05-10T12:00:00+01:00", "referral.submitted"))
                == ["T01#1 cleared by 2", "T01#2=2016-05-12"]
        )
        // Said again, as after a redelivery, it changes nothing.
        #expect(say(word(2, "2016-05-10T12:00:00+01:00", "referral.submitted")) == [])
        #expect(
            say(word(3, "2016-05-10T13:00:00+01:00", "home.visit-completed", ["seen"], sighting: 1))
                == ["T30#3=2016-05-11"]
        )
    }

    @Test mutating func `policy sets are chosen by the day`() {
        #expect(
            say(word(1, "2016-05-31T23:59:59+01:00", "referral.submitted", ["type:full"]))
                == ["T01#1=2016-06-02"]
        )
        #expect(
            say(word(2, "2016-06-01T00:00:00+01:00", "referral.submitted", ["type:full"]))
                == ["T01#1 cleared by 2", "T01#2=2016-06-03", "T08#2=2016-06-15 new"]
        )
        #expect(book.rule("T08", at: CivilDate(daysSinceEpoch: 16_951)) == nil)
        #expect(book.rule("T08", at: CivilDate(daysSinceEpoch: 16_953))?.title == "assess")
        #expect(say(word(3, "2016-01-04T10:00:00Z", "any.thing", expects: ["T08", "T99"])) == [])
    }

    @Test mutating func `a payload opens and closes clocks by their codes`() {
        let opened = say(word(1, "2016-05-10T11:00:00+01:00", "any.thing", expects: ["T30", "T28", "T51"]))
        #expect(opened == ["T51#1=2016-05-13", "T30#1=2016-05-17"])
        _ = say(word(2, "2016-05-10T12:00:00+01:00", "any.thing", expects: ["T30"]))
        #expect(
            say(word(3, "2016-05-10T13:00:00+01:00", "any.thing", satisfies: ["T30"]))
                == ["T30#1 cleared by 3", "T30#2 cleared by 3"]
        )
        // It neither closes what it opens itself.
        #expect(
            say(word(4, "2016-05-10T14:00:00+01:00", "any.thing", expects: ["T30"], satisfies: ["T30"]))
                == ["T30#4=2016-05-17"]
        )
        #expect(say(word(5, "2016-05-10T15:00:00+01:00", "any.thing", ["seen"])) == ["T30#4 cleared by 5"])
    }

    @Test mutating func `a breach starts the next stage, counted from its day, and one answer ends all`() {
        #expect(say(word(7, "2010-03-25T11:30:00Z", "challenge.raised")) == ["T50#7=2010-03-29"])
        #expect(
            pass("2010-04-02T00:00:00+01:00") == [
                "T50#7 breached 2010-03-29T17:00:00+01:00", "T51#7=2010-04-01",
                "T51#7 breached 2010-04-01T17:00:00+01:00",
            ]
        )
        #expect(
            say(word(8, "2010-06-02T09:30:00+01:00", "challenge.resolved"))
                == ["T50#7 cleared late by 8", "T51#7 cleared late by 8"]
        )
    }

    @Test mutating func `only the first report of a hazard starts a clock, and its repair ends that one`() {
        #expect(
            say(word(1, "2011-07-20T11:00:00+01:00", "home.hazard", ["hazard:pond"])) == ["P24#1=2011-08-03"]
        )
        #expect(
            say(word(2, "2011-07-21T11:00:00+01:00", "home.hazard", ["hazard:pond"])) == [
                "P24#1 seconded by [2]"
            ]
        )
        #expect(say(word(3, "2011-07-21T12:00:00+01:00", "home.hazard", ["hazard:odour"])) == [])
        #expect(say(word(4, "2011-07-22T11:00:00+01:00", "home.hazard", ["hazard:stairs"])).count == 1)
        #expect(
            say(word(5, "2011-07-23T11:00:00+01:00", "home.hazard-cleared", ["hazard:pond"]))
                == ["P24#1 cleared by 5"]
        )
        #expect(say(word(6, "2011-07-24T11:00:00+01:00", "home.hazard-cleared")) == ["P24#4 cleared by 6"])
    }

    @Test mutating func `an answer ends the clock of the query that it names`() {
        #expect(say(word(1, "2016-05-10T11:00:00+01:00", "prescribing.query")).count == 1)
        #expect(book.open(of: caseID).first?.due == at("2016-05-10T13:00:00+01:00"))
        _ = say(word(2, "2016-05-10T11:30:00+01:00", "prescribing.query"))
        #expect(
            say(word(3, "2016-05-10T12:00:00+01:00", "prescribing.query-answered", answers: [2]))
                == ["T28#2 cleared by 3"]
        )
        #expect(
            say(word(4, "2016-05-10T12:10:00+01:00", "prescribing.query-answered")) == ["T28#1 cleared by 4"]
        )
    }

    @Test
    mutating func `a script starts what it does not run only if it is expected, and never what it may not`() {
        book = ClockBook(rules: Self.rules.forScripts(listsAreWhole: false), calendar: england)
        #expect(say(word(1, "2016-05-10T11:00:00+01:00", "prescribing.query")) == [])
        #expect(say(word(2, "2016-05-10T11:00:00+01:00", "referral.submitted")) == ["T01#2=2016-05-12"])
    }

    @Test mutating func `what was due before a word is breached before it is heard`() {
        _ = say(word(1, "2010-03-25T11:30:00Z", "challenge.raised"))
        #expect(
            say(word(2, "2010-04-01T12:00:00+01:00", "challenge.resolved")) == [
                "T50#1 breached 2010-03-29T17:00:00+01:00", "T51#1=2010-04-01",
                "T50#1 cleared late by 2", "T51#1 cleared by 2",
            ]
        )
    }

    @Test mutating func `a closed case ends what does not outlive it`() {
        _ = say(word(1, "2016-05-10T11:00:00+01:00", "challenge.raised"))
        _ = say(word(2, "2016-05-10T11:00:00+01:00", "referral.submitted"))
        _ = book.said(word(2, "2016-05-10T11:00:00+01:00", "referral.submitted"), of: other)
        let now = at("2016-05-10T12:00:00+01:00")
        let ended = book.closed(caseID, because: .caseClosed, by: LedgerSequence(3), at: now)
        #expect(ended.facts.map(told) == ["T01#2 ended by 3"])
        let died = book.closed(caseID, because: .childDied, by: LedgerSequence(4), at: now)
        #expect(died.facts.map(told) == ["T50#1 ended by 4"])
        #expect(book.cases == [other])
        #expect(book.closed(caseID, because: .childDied, by: LedgerSequence(4), at: now) == .nothing)
    }
}

private func identifier(_ text: String) -> CaseID {
    guard let id = CaseID(text) else { preconditionFailure("no case: \(text)") }
    return id
}

/// A fact in few words.
func told(_ fact: ClockBook.Fact) -> String {
    switch fact {
    case .started(let key, _, let due, _, let set, _):
        "\(key)=\(LondonTime.date(of: due).iso8601)" + (set.map { " \($0)" } ?? "")
    case .warned(let key, _): "\(key) warned"
    case .breached(let key, let instant): "\(key) breached \(LondonTime.rfc3339(instant))"
    case .cleared(let key, let entry, _, let isLate):
        "\(key) cleared\(isLate ? " late" : "") by \(entry.number)"
    case .ended(let key, let entry, _): "\(key) ended by \(entry.number)"
    case .seconded(let key, let entries): "\(key) seconded by \(entries.map(\.number))"
    case .paused(let key, let entry, _): "\(key) paused by \(entry.number)"
    case .resumed(let key, let entry, _, let due, _):
        "\(key)=\(LondonTime.date(of: due).iso8601) resumed by \(entry.number)"
    }
}
