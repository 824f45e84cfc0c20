extension PatternRules {
    /// No pattern, no window, no score.
    public static let none = PatternRules(
        rules: [],
        score: ScoreRule(days: 90, weights: [:], steps: []),
        policeInvitedDays: 0,
        keptDays: 0
    )

    /// The same rules as a script knows them: it declares each of its windows itself.
    public var forScripts: PatternRules {
        PatternRules(
            rules: rules,
            windowSpans: [],
            score: score,
            policeInvitedDays: policeInvitedDays,
            keptDays: keptDays
        )
    }
}
