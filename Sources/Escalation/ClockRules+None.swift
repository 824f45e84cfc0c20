extension ClockRules {
    /// No clock.
    public static let none = ClockRules(sets: [], rules: [])
}
