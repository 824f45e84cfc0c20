/// Whether the thread of the sockets may wait for the disk itself: only while the disk is quick, since nobody is heard
/// meanwhile.
struct DiskPatience {
    /// What a wait may take.
    private static let limit = Duration.milliseconds(1)
    /// Turns that are not waited for after one that took longer.
    private static let abstinence = 256

    private var abstains = 0

    /// Whether it waits for this turn.
    mutating func isWilling() -> Bool {
        guard abstains > 0 else { return true }
        abstains -= 1
        return false
    }

    /// Waits, and takes note of how long it was.
    mutating func time(_ wait: () -> Void) {
        if ContinuousClock().measure(wait) > Self.limit { abstains = Self.abstinence }
    }
}
