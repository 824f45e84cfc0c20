/// Why a contact did not take place.
public enum MissedStatus: String, Hashable, Sendable, CaseIterable {
    /// Nobody came.
    case missed
    /// They called it off.
    case cancelled
    /// The door was not opened.
    case noAccess = "no-access"
    /// They did not want it.
    case declined
    /// It was put off to another day.
    case rearranged
}
