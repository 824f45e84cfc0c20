import Patterns
import Testing
import Vocabulary

/// The patterns that one signal completes, and those that clocks complete.
struct FlagPatternTests {
    private static let mother = PatternSubject.person(Scene.mother)

    @Test(arguments: [
        (PatternFlag.historyMarkers, mother, "family.history", "P25:@M:S3"),
        (.historyMarkers, .child, "family.history", "P25:H:S3"),
        (.vagueTerms, mother, "substance.contact", "P26:@M:S4"),
        (.vagueTerms, mother, "home.visit-completed", "P26:C:S4"),
        (.unverifiedClaim, mother, "substance.claim", "P27:C:S3"),
        (.careUnassessed, .household, "family.separation", "P28:C:S2"),
        (.unsafeDischarge, mother, "treatment.discharge-planned", "P29:C:S2"),
        (.closedWithoutContact, .household, "referral.closed", "P30:C:S3"),
        (.noInterimPlan, .child, "health.discharge", "P31:C:S2"),
        (.publicRisk, mother, "home.visit-completed", "P32:@M:S2"),
        (.planRequiredServiceEnded, mother, "substance.programme-stopped", "P18:@M drug-testing:S2"),
        (.planRequiredServiceEnded, .child, "health.contact", "P18:C:S2"),
        (.authorityChanged, .household, "housing.placement-out-of-area", "P17:C:S2"),
        (.unqualifiedHolder, .child, "allocation.made", "P10Q:C:S3"),
        (.deferredWithoutConsent, .child, "assessment.deferred", "P11:C:S3"),
        (.opioidMisuse, mother, "prescribing.misuse-disclosed", "P06:@M:S2"),
        (.engagementDecline, mother, "earlyhelp.engagement", "P21:@M:S2"),
        (.outcomeWithoutMeasure, .child, "plan.reviewed", "P12:C:S3"),
    ])
    func `one signal is enough, about whom the rule says`(
        flag: PatternFlag,
        who: PatternSubject,
        topic: String,
        raised: String
    ) throws {
        var scene = try Scene()
        let signal = Signal.flag(flag, person: nil, detail: "drug-testing")
        #expect(try scene.say(0, signal, who: who, topic: topic) == [raised])
        #expect(scene.facts.count == 1, "nothing looks back at it")
    }

    @Test func `every flag has its rule`() throws {
        let ruled = try Shipped.rules.rules.flatMap { rule -> [PatternFlag] in
            switch rule.test {
            case .flag(let flags, _): flags
            case .dualPrescribing: [.opioidMisuse]
            case .drift: [.outcomeWithoutMeasure]
            default: []
            }
        }
        #expect(Set(ruled) == Set(PatternFlag.allCases) && ruled.count == PatternFlag.allCases.count)
    }

    @Test(arguments: [
        ("P10a", "P10:C:S3"), ("P10b", "P10:C:S3"), ("T06", "P11:C:S3"), ("T07", "P11:C:S3"),
        ("T08", "P11:C:S3"), ("T09", "P11:C:S3"), ("T30", "P20:C:S2"), ("T50", "P16:C:S3"),
        ("T51", "P16:C:S3"), ("T52", "P16:C:S3"), ("T53", "P16:C:S3"), ("P22", "P22:C:S3"),
        ("P24", "P24:C:S2"), ("P31", "P31:C:S2"), ("P02r", "P02a:C:S2"),
    ])
    func `a clock that ran out raises its pattern`(clock: String, raised: String) throws {
        var scene = try Scene()
        #expect(scene.breach(clock, 0) == [raised])
        #expect(scene.alert?.causes.map(\.number) == [1])
        #expect(scene.alert?.details == [clock])
    }

    @Test(arguments: ["T01", "T03", "T05", "T10", "T20", "T28", "T31", "T60", "T65", "T67"])
    func `other clocks raise none`(clock: String) throws {
        var scene = try Scene()
        #expect(scene.breach(clock, 0) == [] && scene.facts == [])
    }

    @Test func `a case without a worker is raised on both days, however close`() throws {
        var scene = try Scene()
        #expect(scene.breach("P10a", 0) == ["P10:C:S3"])
        #expect(scene.breach("P10b", 7) == ["P10:C:S3"])
        #expect(scene.breach("P10a", 20) == [])
    }
}
