/// Spans of time in milliseconds.
enum Span {
    static let second: Int64 = 1_000
    static let minute = 60 * second
    static let hour = 60 * minute
    static let day = 24 * hour
}
