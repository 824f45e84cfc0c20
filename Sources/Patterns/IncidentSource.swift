/// How a domestic incident became known, or that somebody was hurt in it.
public enum IncidentSource: String, Hashable, Sendable, CaseIterable {
    /// The police were called or attended.
    case police
    /// One of those involved told of it.
    case selfReport = "self-report"
    /// A professional was there.
    case observed
    /// Somebody was injured, or the child was struck or taken away.
    case injury
}
