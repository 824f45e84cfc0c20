/// Numbers as people read them.
enum Grouped {
    /// The digits in groups of three.
    static func text(_ number: Int) -> String {
        guard number >= 1_000 else { return String(number) }
        let rest = String(number % 1_000)
        return text(number / 1_000) + "," + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
