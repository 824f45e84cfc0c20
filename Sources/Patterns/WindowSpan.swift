public import Vocabulary

/// How long risk is heightened around something that happens to a family: a birth, a discharge, a separation.
public struct WindowSpan: Hashable, Sendable {
    /// What happens.
    public let name: String
    /// Days before it.
    public let before: Int
    /// Days after it.
    public let after: Int
    /// The topics that say it happened or will, each with the member of the payload that holds the day, if not the event's.
    public let topics: [String: String]

    /// Creates a span.
    public init(name: String, before: Int, after: Int, topics: [String: String] = [:]) {
        self.name = name
        self.before = before
        self.after = after
        self.topics = topics
    }

    /// The window around that day.
    public func window(around day: CivilDate) -> RiskWindow {
        RiskWindow(name: name, from: day.advanced(byDays: -before), through: day.advanced(byDays: after))
    }
}
