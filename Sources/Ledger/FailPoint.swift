/// Moments of a broker at which a process may be made to die, to show that it loses nothing.
public enum FailPoint: String, CaseIterable, Sendable {
    /// Messages were read and decoded, and nothing was decided yet.
    case afterDecode = "after-decode"
    /// A turn was numbered, hashed and signed, and nothing of it written.
    case beforeAppend = "before-append"
    /// A turn was written and not synced.
    case beforeSync = "before-sync"
    /// A turn was synced, and nothing of it said.
    case beforeReceipt = "before-receipt"
    /// A receipt was handed to the transport, and the rest of its turn was not.
    case inReceipt = "in-receipt"
    /// A turn is about to open the next segment.
    case rollover
    /// The next segment was made, and nobody knows it yet.
    case preparing
    /// The index of a closed segment was made, and nobody uses it yet.
    case indexing
    /// A turn is about to be handed back at a start.
    case recovery
}
