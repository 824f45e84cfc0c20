import Foundation
import Patterns
import Testing
import Vocabulary

@testable import Settings

/// `patterns.yaml`, as shipped and spoilt.
@Suite struct PatternsFileTests {
    private static let shipped =
        URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
        + "Configs/patterns.yaml"

    private func rules(_ text: String) throws -> PatternRules {
        let folder = try TemporaryFolder(["patterns.yaml": text])
        var inspection = Inspection()
        let rules = PatternsFile.read("\(folder.path)/patterns.yaml", &inspection)
        do throws(SettingsFaults) {
            return try inspection.result(rules)
        } catch {
            throw Spoilt(faults: folder.relative(error.description))
        }
    }

    private struct Spoilt: Error { let faults: [String] }

    @Test func `every pattern of domain.md is there but the windows, which are no pattern to raise`() throws {
        let rules = try rules(String(contentsOfFile: Self.shipped, encoding: .utf8))
        let numbers = Set(rules.rules.map { $0.code.prefix(3) })
        let expected = (1...32).filter { $0 != 19 }.map { ($0 < 10 ? "P0" : "P") + String($0) }
        #expect(numbers == Set(expected.map { $0[...] }))
        #expect(rules.rules.map(\.code) == rules.rules.map(\.code).sorted())
        #expect(rules.rules.allSatisfy { $0.version >= 1 && !$0.to.isEmpty && !$0.title.isEmpty })
        #expect(rules.rules.filter { $0.silenceDays != 28 }.map(\.code) == ["P02a"])
        #expect(rules.rules.filter(\.holds).map(\.code) == ["P15"])
        #expect(rules.yearlyWindows.map(\.name) == ["festive"])
        #expect(rules.score.steps.map(\.from) == [6, 10])
    }

    @Test func `severities are those of domain.md 2.2`() throws {
        let rules = try rules(String(contentsOfFile: Self.shipped, encoding: .utf8))
        let severe = Dictionary(grouping: rules.rules, by: \.severity).mapValues { $0.map(\.code) }
        #expect(severe[.s1] == ["P09i"])
        #expect(
            severe[.s2] == [
                "P02a", "P03", "P05", "P07", "P08", "P09", "P15", "P17", "P18", "P20", "P20b", "P21", "P24",
                "P28", "P29", "P31", "P32",
            ]
        )
        #expect(severe[.s4] == ["P26"])
    }

    @Test func `who is told of what counts further is told from then on`() throws {
        let rules = try rules(String(contentsOfFile: Self.shipped, encoding: .utf8))
        func told(_ count: Int) -> [PatternRecipient] {
            rules.recipients(
                of: PatternAlert(
                    code: "P12",
                    subject: .child,
                    severity: .s3,
                    causes: [],
                    count: count,
                    version: 1,
                    at: Instant(milliseconds: 0)
                )
            )
        }
        #expect(told(2) == [.role(.teamManager)])
        #expect(told(3) == ["TM", "HOS", "PANEL"].compactMap { PatternRecipient($0) })
        #expect(rules["P01"]?.to == ["LP", "keyworker", "HV if under 5"].compactMap { PatternRecipient($0) })
    }

    @Test(arguments: [
        (
            "kept-days: 366", "kept-days: long",
            "kept-days: was `long`; must be an integer from 0 to 3660"
        ),
        (
            "  plan.closed: [HOS]\n", "  plan.closed: [BOSS]\n",
            "override-by.plan.closed[0]: was `BOSS`; must be a role (domain.md 5.2), named once"
        ),
        (
            "off-the-case: [DUTY,", "off-the-case: [DUTIES,",
            "off-the-case[0]: was `DUTIES`; must be a role (domain.md 5.2), named once"
        ),
        (
            "  referral.decided: {when: not-discussed,", "  referral.decided: {when: not-said,",
            "holds.referral.decided.when: was `not-said`; must be one of unsafe-closure, home-unassessed, not-discussed, sharing-undecided, no-discharge-meeting, plan-service-ends, statement-incomplete, always, once"
        ),
        (
            "reason: not-discussed-with-referrer, ", "",
            "holds.referral.decided.reason: was absent; must be there"
        ),
        (
            "reason: not-discussed-with-referrer", "reason: nobody rang them",
            "holds.referral.decided.reason: was `nobody rang them`; must be a short word such as not-discussed"
        ),
        (
            "routine-contacts-cancelled, rule: N24}",
            "routine-contacts-cancelled, rule: N24, ends-by: death}",
            "holds.death.adult.ends-by: was `death`; must be a list"
        ),
        (
            "answered-by: assessment.contributed", "answered-by: contributed",
            "asks.contributions.answered-by: was `contributed`; must be a topic such as assessment.started"
        ),
        (
            "  father: {\"on\": [s47.started], asks: [PPU, GP]}",
            "  father: {\"on\": [s47.started], asks: [DAD]}",
            "asks.father.asks[0]: was `DAD`; must be a role (domain.md 5.2), named once"
        ),
        ("  P02a:\n", "  P2a:\n", "patterns.P2a: was `P2a`; must be a code such as P05 or P09i, once"),
        (
            "to: [LP, keyworker, ADL]\n    silence: 0", "to: [LP, key, ADL]\n    silence: 0",
            "patterns.P02a.to[1]: was `key`; must be a role (domain.md 5.2), `<role> if under 5`, or a relation such as keyworker"
        ),
        (
            "{kind: missed-test}", "{kind: missed}",
            "patterns.P02a.test.kind: was `missed`; must be one of missed-contacts, missed-test, no-result, claim-against-evidence, contradiction, no-free-carer, dual-prescribing, missed-doses, control-relaxed, incidents, grave-incident, drift, meeting-unsound, not-invited, unsafe-closure, stale, hazard, flag, clock, sleeping-place-unseen"
        ),
        ("{kind: missed-test}", "{days: 1}", "patterns.P02a.test.kind: was absent; must be there"),
        (
            "{kind: no-result, days: 28}", "{kind: no-result, weeks: 4}",
            "patterns.P02b.test.weeks: was an unknown member; must be one of kind, days"
        ),
        (
            "always-clocks: [P10b]", "always-clocks: [P10c]",
            "patterns.P10.always-clocks[0]: was `P10c`; must be one of clocks"
        ),
        (
            "from: \"12-20\"", "from: \"12-32\"",
            "windows.yearly[0].from: was `12-32`; must be a day of the year as MM-DD, in quotes"
        ),
        (
            "S3: 1, S4: 0}", "S3: 1}",
            "score.weights.S4: was absent; must be there"
        ),
        (
            "flags: [public-risk]", "flags: [poverty]",
            "patterns.P32.test.flags[0]: was `poverty`; must be one of history-markers, vague-terms, unverified-claim, care-unassessed, no-interim-plan, public-risk, plan-required-service-ended, authority-changed, unsafe-discharge, closed-without-contact, unqualified-holder, deferred-without-consent, opioid-misuse, engagement-decline, outcome-without-measure"
        ),
    ])
    func `each fault is told with its place`(find: String, put: String, expected: String) throws {
        let whole = try String(contentsOfFile: Self.shipped, encoding: .utf8)
        let place = try #require(whole.range(of: find))
        let spoilt = whole.replacingCharacters(in: place, with: put)
        let line = whole[..<place.lowerBound].count { $0 == "\n" } + 1
        let fault = try #require(throws: Spoilt.self) { try rules(spoilt) }
        let told = fault.faults.filter {
            $0.hasPrefix("patterns.yaml:\(line):") && $0.hasSuffix(": " + expected)
        }
        #expect(told.count == 1, "\(fault)")
    }

    @Test func `a file that is not there is told`() throws {
        var inspection = Inspection()
        #expect(PatternsFile.read("/nowhere/patterns.yaml", &inspection) == nil)
        #expect(inspection.faults.map(\.was) == ["no file"])
    }
}
