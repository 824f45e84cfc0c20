import Escalation
import TestSupport
import Testing
import Vocabulary

/// The shipped clocks, group by group: what starts each, until when, and what ends it.
struct ClockGroupTests {
    /// What is said: `topic role facet facet … +expected -satisfied ~happened`, the role being `*` for nobody's.
    private static func word(_ entry: Int64, _ instant: String, _ text: String) throws -> ClockWord {
        let parts = text.split(separator: " ").map(String.init)
        let day = try #require(CivilDate(iso8601: String(instant.prefix(10))))
        let time = instant.dropFirst(11).split(separator: ":").compactMap { Int($0) }
        let minute = time.count == 2 ? time[0] * 60 + time[1] : 600
        return ClockWord(
            entry: LedgerSequence(entry),
            at: LondonTime.instant(on: day, minuteOfDay: minute),
            happened: parts.first { $0.hasPrefix("~") }.flatMap {
                CivilDate(iso8601: String($0.dropFirst()))
            },
            topic: parts[0],
            by: Role(parts[1]),
            facets: parts.dropFirst(2).filter { !"+-~".contains($0.prefix(1)) },
            expects: parts.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) },
            satisfies: parts.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) },
            isKnownToSocialCare: true
        )
    }

    /// What the words start and end, as `T01=2016-05-11` and `T01.` (or `T01!` when late), word by word.
    private static func told(_ words: [(String, String)], forScripts: Bool = false) throws -> [String] {
        let (rules, calendar) = try ClockDeadlineTests.shipped()
        let told = forScripts ? rules.forScripts(listsAreWhole: false) : rules
        var book = ClockBook(rules: told, calendar: calendar)
        let caseID = try #require(CaseID("C-1"))
        return try words.enumerated().map { number, said in
            let word = try word(Int64(number + 1), said.0, said.1)
            return book.said(word, of: caseID).facts.compactMap { fact in
                switch fact {
                case .started(let key, _, let due, _, _, _):
                    "\(key.code)=\(book.rules.text(of: due, for: key.code))"
                case .cleared(let key, _, _, let isLate): key.code + (isLate ? "!" : ".")
                case .warned, .breached, .ended, .seconded, .paused, .resumed: nil
                }
            }.joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("2010-02-16", "T01=2010-02-17 T02=2010-02-17 T07=2010-02-25"),
        ("2010-03-16", "T01=2010-03-17 T02=2010-03-17 T07=2010-03-25"),
        ("2010-03-17", "T01=2010-03-18 T02=2010-03-18 T08=2010-03-31"),
        ("2013-04-14", "T01=2013-04-15 T02=2013-04-15 T08=2013-04-26"),
        ("2013-04-15", "T01=2013-04-16 T02=2013-04-16 T06=2013-06-19"),
        ("2016-05-10", "T01=2016-05-11 T02=2016-05-11 T06=2016-07-13"),
        ("2026-12-24", "T01=2026-12-29 T02=2026-12-29 T06=2027-03-02"),
    ])
    func `a referral starts what the policy set of its day asks`(day: String, started: String) throws {
        #expect(try Self.told([(day, "referral.submitted MW")]) == [started])
    }

    @Test func `an assessment ends its clock, a parenting assessment or a centre's does not`() throws {
        #expect(
            try Self.told([
                ("2010-02-16", "referral.submitted ADL"), ("2010-02-17", "referral.decided DUTY holder:SCW"),
                ("2010-02-18", "assessment.completed FC"),
                ("2010-02-19", "assessment.completed SCW assessment:parenting"),
                ("2010-02-24", "assessment.completed SCW assessment:initial"),
                ("2010-03-24", "assessment.completed FC outcome:home"),
                ("2010-04-19", "assessment.completed ASW assessment:core"),
            ]) == [
                "T01=2010-02-17 T02=2010-02-17 T07=2010-02-25", "T01. T02. N36=2010-05-18", "", "",
                "T07. T09=2010-04-16",
                "",
                "T09!",
            ]
        )
    }

    @Test func `child protection runs from the strategy meeting to the second review`() throws {
        #expect(
            try Self.told([
                ("2016-09-12", "meeting.held TM type:STRAT outcome:s47 minutes-sent"),
                ("2016-09-13", "s47.started ASW"),
                ("2016-09-28", "meeting.held CPC type:ICPC legal-basis:CP minutes-sent"),
                ("2016-10-10", "meeting.held ASW type:CORE minutes-sent"),
                ("2016-12-13", "meeting.held CPC type:RCPC minutes-sent"),
                ("2017-06-14", "meeting.held CPC type:RCPC outcome:plan-ended minutes-sent"),
            ]) == [
                "T10=2016-10-03", "P31=2016-09-14", "T10. T11=2016-10-12 T12=2016-12-28",
                "T11. T11a=2016-11-21", "T12. T13=2017-06-13", "T13!",
            ]
        )
        // Without s47, and without a plan, nothing follows.
        #expect(
            try Self.told([
                ("2016-09-12", "meeting.held TM type:STRAT minutes-sent"),
                ("2016-09-28", "meeting.held CPC type:ICPC minutes-sent"),
            ]) == ["", ""]
        )
    }

    @Test func `minutes are owed after any meeting but one whose minutes went out with it`() throws {
        #expect(
            try Self.told(
                [
                    ("2010-06-21", "meeting.held ASW type:CIN"),
                    ("2010-06-22", "meeting.held ASW type:CORE minutes-sent"),
                    ("2010-06-29", "meeting.minutes ASW"),
                ],
                forScripts: true
            ) == ["T31=2010-06-28", "", "T31!"]
        )
    }

    @Test func `an unborn child's clocks count from what is known of the pregnancy`() throws {
        #expect(
            try Self.told([
                ("2016-04-28", "pregnancy.booked MW +T20 gestation:10"),
                ("2016-05-10", "referral.submitted MW"),
                ("2016-11-16", "health.birth MW seen ~2016-11-14"), ("2016-11-18", "health.contact MW seen"),
                ("2016-11-21", "health.contact HV"), ("2016-11-28", "health.contact HV seen"),
            ]) == [
                "T20=2016-05-13 T21=2016-09-01 T26=2016-09-01",
                "T20. T01=2016-05-11 T02=2016-05-11 T06=2016-07-13", "T25=2016-11-28 T26=2017-01-09", "", "",
                "T25.",
            ]
        )
    }

    @Test func `a looked-after child's visits, reviews and health follow the day it happened`() throws {
        #expect(
            try Self.told([
                ("2021-11-03", "lac.status ASW basis:s20 ~2021-11-01"),
                ("2021-11-03", "lac.placement ASW out-of-area ~2021-11-01"),
                ("2021-11-08", "lac.visit ASW seen"),
                ("2021-11-29", "meeting.held IRO type:LACR first minutes-sent"),
                ("2021-11-30", "assessment.completed GP assessment:health"),
                ("2022-01-04", "lac.visit ASW with-parent order:interim"),
                ("2022-02-01", "lac.status ASW basis:ended"),
            ]) == [
                "T45=2021-11-29 T46=2021-11-29", "T44=2021-11-08 T47=2021-11-08", "T44. T44=2021-12-20",
                "T45. T45=2022-02-28", "T46!", "T44! T44=2022-01-11", "T45. T44!",
            ]
        )
        #expect(
            try Self.told(
                [
                    ("2021-11-03", "lac.placement ASW +T44 +T46 +T47"), ("2021-11-09", "lac.visit ASW"),
                    ("2021-11-09", "lac.visit ASW -T44 -T47"),
                ],
                forScripts: true
            ) == ["T44=2021-11-10 T46=2021-12-01 T47=2021-11-10", "", "T44. T47."]
        )
    }

    @Test func `two hours for a safe carer, and an unassessed arrangement is none`() throws {
        #expect(
            try Self.told([
                ("2022-01-01 14:20", "death.adult AMB carer"),
                ("2022-01-01 15:00", "family.carer-arrangement EDT arrangement:unassessed"),
                ("2022-01-01 16:20", "family.carer-arrangement EDT"), ("2022-01-02 10:00", "death.adult GP"),
            ]) == ["T43=2022-01-01T16:20", "", "T43. P28=2022-01-05", ""]
        )
    }

    @Test func `private fostering, missing children and serious incidents`() throws {
        #expect(
            try Self.told([
                ("2019-03-01", "family.carer-arrangement HV private-fostering"),
                ("2019-03-12", "home.visit-completed SCW seen private-fostering"),
                ("2019-03-13 10:00", "home.visit-completed ASW missing:not-found"),
                ("2019-03-13 10:30", "police.safe-and-well PPU missing:found"),
                ("2018-06-28", "incident.serious TM abuse-suspected"),
                ("2018-06-29", "incident.serious TM abuse-suspected"),
                ("2018-07-06", "incident.serious HOS panel-notified"),
            ]) == [
                "T40=2019-03-12 P28=2019-03-05", "T40. T40=2019-04-23", "T49=2019-03-13T11:00",
                "T49. T48=2019-03-16T10:30",
                "",
                "T41=2018-07-06", "T41. T42=2018-07-27",
            ]
        )
    }

    @Test func `a move between authorities runs one clock for each step`() throws {
        #expect(
            try Self.told(
                [
                    ("2016-12-21 15:00", "housing.placement-out-of-area HOUS"),
                    ("2016-12-22", "transfer.move-notified ASW"),
                    ("2016-12-23", "transfer.acknowledged R-MASH"), ("2016-12-29", "transfer.pack-sent ASW"),
                    ("2017-01-03", "transfer.queried R-TM"),
                    ("2017-01-19", "meeting.held R-CPC type:TIC minutes-sent"),
                    ("2017-01-20", "transfer.completed R-TM"),
                ],
                forScripts: true
            ) == [
                "T60=2016-12-21 T67=2017-01-04",
                "T60! T61=2016-12-23 T62a=2017-01-17 T63=2016-12-29 T65=2017-01-03", "T61.",
                "T63. T62b=2017-01-20 T64=2017-01-03", "T64.", "T62a! T62b.", "T65!",
            ]
        )
    }

    @Test func `nobody holds the case, until somebody does`() throws {
        #expect(
            try Self.told([
                ("2010-02-26", "allocation.ended TM holder:none"),
                ("2010-03-01", "referral.decided DUTY decision:no-holder"),
                ("2010-03-02", "plan.closed TM holder:none"), ("2010-03-15", "allocation.made TM holder:ASW"),
            ]) == [
                "P10a=2010-03-05 P10b=2010-03-12", "P10a=2010-03-08 P10b=2010-03-15", "",
                "P10w=2010-03-19 P10a! P10b! P10w. P10a! P10b. N36=2010-06-13",
            ]
        )
    }

    @Test func `information rights and security`() throws {
        #expect(
            try Self.told([
                ("2026-07-31", "records.requested GP request:subject-access"),
                ("2026-07-31", "records.requested GP request:complex-access"),
                ("2026-06-18", "records.requested GP request:complaint"),
                ("2026-06-19", "records.requested GP request:complaint"),
                ("2026-07-03 23:00", "staff.incident TM data-breach"), ("2026-07-03", "any.thing * +T83"),
            ]) == [
                "T80=2026-08-28", "T80=2026-10-30", "", "T81=2026-07-19", "T82=2026-07-06T23:00",
                "T83=2026-07-17",
            ]
        )
    }

    @Test func `a script runs nothing of what it does not run`() throws {
        let quiet = [
            "police.intelligence PPU share:undecided", "assessment.completed SCW assessment:initial",
            "plan.started ASW legal-basis:s17", "police.domestic-incident PPU youngest-child:5-to-17",
            "health.was-not-brought HV", "substance.pickup-missed PHARM consecutive",
            "family.carer-arrangement HV private-fostering", "incident.serious TM abuse-suspected",
            "lac.placement ASW out-of-area", "pregnancy.booked MW gestation:10", "handover.ack HV",
        ]
        for text in quiet {
            #expect(try Self.told([("2019-03-01", text)], forScripts: true) == [""], "\(text)")
            #expect(
                try text.hasPrefix("handover") || Self.told([("2019-03-01", text)]) != [""]
                    || text.contains("initial"),
                "\(text)"
            )
        }
        #expect(
            try Self.told([("2019-03-01", "incident.serious TM +T42 +T41")], forScripts: true) == [
                "T41=2019-03-08"
            ]
        )
    }

    @Test(arguments: [
        ("T03", "TM"), ("T05", "PPU"), ("T09", "TM"), ("T20", "ADL/DES"), ("T28", "LP ADL"), ("T29", "TM"),
        ("T30", "TM"), ("T31", "TM"), ("T50", "TM"), ("T51", "HOS"), ("T52", "SGP"), ("T53", "SGP"),
        ("T60", "TM"), ("T65", "TM R-TM CPC"), ("T67", "TM"), ("P10a", "TM"), ("P10b", "TM HOS"),
        ("P22", "TM"), ("P24", "LP"), ("P31", "LP TM"), ("P02r", "LP ADL"),
    ])
    func `a breach tells whom the scripts say`(code: String, roles: String) throws {
        let rule = try #require(try ClockDeadlineTests.shipped().rules[code])
        let told = rule.told(isKnownToSocialCare: true).map { $0.map(\.code).joined(separator: "/") }
        #expect(told.joined(separator: " ") == roles)
        if code == "P22" {
            #expect(rule.told(isKnownToSocialCare: false).map { $0.map(\.code) } == [["ADL"]])
        }
    }

    @Test func `due ticks raise their patterns, and no other does`() throws {
        let rules = try ClockDeadlineTests.shipped().rules
        func raised(_ rules: ClockRules) -> [String] {
            rules.rules.compactMap { rule in rule.pattern.map { "\(rule.code) \($0)" } }
        }
        let inLife = Set(raised(rules)).subtracting(raised(rules.forScripts(listsAreWhole: false))).sorted()
        #expect(
            inLife == [
                "P06r P06", "P20a P20", "P20c P20", "P27 P27", "P28 P28", "P30 P30", "T44 P20",
            ]
        )
        #expect(
            raised(rules.forScripts(listsAreWhole: false)) == [
                "T06 P11", "T07 P11", "T08 P11", "T09 P11", "T30 P20", "T50 P16", "T51 P16", "T52 P16",
                "T53 P16", "P10a P10", "P10b P10", "P22 P22", "P24 P24", "P31 P31", "P02r P02a",
            ]
        )
    }
}
