extension Duration {
    /// Whole milliseconds, rounded up so that nobody wakes a moment too early and finds nothing due.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1_000 - 1 else { return Int(Int32.max) }
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
