import Foundation
import Patterns
import Testing

/// `domain.md` L21: nothing weighs who somebody is, or what they own.
struct FairnessTests {
    /// Protected characteristics, and poverty.
    private static let words = [
        "age-of", "disab", "reassign", "marri", "maternity", "race", "ethnic", "nation", "religio", "belief",
        "faith", "sex", "gender", "orientation", "language", "asylum", "immigra", "skin", "colour", "arrears",
        "benefit",
        "poverty", "poor", "income", "debt", "rent", "tenancy", "homeless", "unemploy", "payday",
    ]

    @Test func `no rule, window or reason is about them`() throws {
        let rules = try Shipped.rules
        let texts =
            rules.rules.flatMap { ["\($0.title)", "\($0.test)"] }
            + rules.yearlyWindows.map(\.name) + rules.windowSpans.map(\.name)
            + PatternFlag.allCases.map(\.rawValue) + MissedStatus.allCases.map(\.rawValue)
            + IncidentSource.allCases.map(\.rawValue)
        for text in texts {
            for word in Self.words {
                // `current` and `parent` hold `rent`; no other word of ours holds one.
                let plain = text.lowercased().replacing("current", with: "").replacing("parent", with: "")
                #expect(!plain.contains(word), "\(text)")
            }
        }
    }

    @Test func `an observation has no place for them`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(Scene.mother))
        guard case .observed(_, let observation)? = scene.facts.first else {
            Issue.record("nothing was observed")
            return
        }
        let members = Mirror(reflecting: observation).children.compactMap(\.label)
        #expect(
            members == [
                "entry", "at", "author", "topic", "severity", "who", "happened", "evidenceDate", "signals",
            ]
        )
    }
}
