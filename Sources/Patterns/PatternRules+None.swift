import Vocabulary

extension PatternRules {
    /// No pattern, no window, no score.
    public static let none = PatternRules(
        rules: [],
        score: ScoreRule(days: 90, weights: [:], steps: []),
        overriders: [.headOfService, .teamManager],
        offTheCase: ["DUTY", "TM", "HOS", "MASH", "EDT", "SGP", "DES", "PANEL", "DCS", "PPU", "CPC", "IRO"]
            .compactMap { Role($0) },
        policeInvitedDays: 0,
        keptDays: 0
    )

    /// The same rules as a script knows them: it declares each of its windows itself.
    public var forScripts: PatternRules {
        PatternRules(
            rules: rules,
            windowSpans: [],
            score: score,
            overriders: overriders,
            overridersByTopic: overridersByTopic,
            holds: holds,
            offTheCase: offTheCase,
            asks: asks,
            policeInvitedDays: policeInvitedDays,
            keptDays: keptDays
        )
    }
}
