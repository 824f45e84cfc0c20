public import Vocabulary

/// Days on which risk is heightened for a case (P19): both ends belong to it.
public struct RiskWindow: Hashable, Sendable {
    /// Its name; declaring a name again moves it.
    public let name: String
    /// The first day.
    public let first: CivilDate
    /// The last day.
    public let last: CivilDate

    /// Creates a window.
    public init(name: String, from first: CivilDate, through last: CivilDate) {
        self.name = name
        self.first = first
        self.last = last
    }

    /// Whether it is open on that day.
    public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }
}
