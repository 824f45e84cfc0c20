import Escalation
import Testing
import Vocabulary

@testable import Settings

struct ClocksFileTests {
    private func read(_ text: String) throws -> (rules: ClockRules?, faults: [String]) {
        let folder = try TemporaryFolder(["clocks.yaml": text])
        var inspection = Inspection()
        let rules = ClocksFile.read(folder.path + "/clocks.yaml", &inspection)
        return (rules, inspection.faults.flatMap { folder.relative($0.description) })
    }

    @Test func `a clock is read whole`() throws {
        let (rules, faults) = try read(
            """
            policy-sets:
              - {name: WT2006}
              - {name: WT2010, from: 2010-03-17}
            clocks:
              T08:
                title: assess
                source: S#5 G
                sets: [WT2010]
                from: 2010-04-01
                counts: event
                limit: 10 working days
                warn: 2 hours
                starts: [referral.submitted, {topic: [a.b, "*"], except: [c.d], facets: [seen], without: [type:X], by: [HV],
                  known: false, limit: 28 weeks of pregnancy, scripts: false}]
                expected: false
                sighting: true
                single: true
                about: hazard
                clears: [home.*]
                tells: [TM, [ADL, DES]]
                tells-before-known: []
                pattern: P11
                next: T09
                outlives: [case, child]
                scripts: only-if-expected
              T09: {title: more, limit: same day}
            """
        )
        #expect(faults == [])
        #expect(try rules == wholeRules())
    }

    /// What the file above says.
    private func wholeRules() throws -> ClockRules {
        let health = try #require(Role("HV"))
        let roles = ["TM", "ADL", "DES"].compactMap { Role($0) }
        return ClockRules(
            sets: [
                .init("WT2006", from: nil), .init("WT2010", from: CivilDate(iso8601: "2010-03-17")),
            ],
            rules: [
                ClockRule(
                    code: "T08",
                    title: "assess",
                    source: "S#5 G",
                    limit: .workingDays(10),
                    warning: .hours(2),
                    sets: ["WT2010"],
                    from: CivilDate(iso8601: "2010-04-01"),
                    origin: .event,
                    starts: [
                        ClockTrigger(["referral.submitted"]),
                        ClockTrigger(
                            ["a.b", "*"],
                            except: ["c.d"],
                            facets: ["seen"],
                            without: ["type:X"],
                            by: [health],
                            isKnown: false,
                            limit: .pregnancyWeek(28),
                            isForScripts: false
                        ),
                    ],
                    isExpectable: false,
                    isSighting: true,
                    isSingle: true,
                    subject: "hazard",
                    clears: [ClockTrigger(["home.*"])],
                    tells: [[roles[0]], [roles[1], roles[2]]],
                    tellsBeforeKnown: [],
                    pattern: "P11",
                    next: "T09",
                    outlivesCase: true,
                    outlivesChild: true,
                    replay: .onlyIfExpected
                ), ClockRule(code: "T09", title: "more", limit: .sameDay),
            ]
        )
    }

    @Test func `every mistake is named with its place`() throws {
        let (_, faults) = try read(
            """
            policy-sets:
              - {name: new, from: 2010-03-17}
              - {name: new, from: 2010-03-16}
              - {name: newer, from: 2010-03-16}
            clocks:
              T1: {title: a, limit: 1 day}
              T08:
                title: assess
                limit: 10 fortnights
                warn: 1 month
                sets: [newest]
                from: today
                starts: [referral, {facets: [a]}, {topic: a.b, facets: ["a:b:c"], by: [XX]}]
                tells: [LORD]
                talks: [LADY]
                outlives: [us]
                next: T99
                scripts: perhaps
              T09: {limit: 3 hours, next: T09}
            """
        )
        let members = faults.map { $0.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
        #expect(
            members == [
                "policy-sets[1].name:", "policy-sets[2]:", "clocks.T1:", "clocks.T08.limit:",
                "clocks.T08.outlives[0]:", "clocks.T08.sets[0]:", "clocks.T08.starts[0]:",
                "clocks.T08.starts[1].topic:", "clocks.T08.starts[2].facets[0]:",
                "clocks.T08.starts[2].by[0]:", "clocks.T08.warn:", "clocks.T08.from:", "clocks.T08.talks[0]:",
                "clocks.T08.tells[0]:",
                "clocks.T08.scripts:", "clocks.T09.title:", "clocks.T08.next:",
            ]
        )
        #expect(faults.contains { $0.hasPrefix("clocks.yaml:6:3: clocks.T1:") })
    }
}
