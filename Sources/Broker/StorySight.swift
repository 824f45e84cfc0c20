import BrokerCore

/// What decides how much of a story its reader is shown, as it was when it was asked for.
struct StorySight: Sendable {
    /// What the reader may see; `nil` for nothing.
    let clearance: Clearance?
    /// What was taken back or corrected.
    let sharing: SharingBook
}
