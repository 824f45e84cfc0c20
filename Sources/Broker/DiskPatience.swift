/// Whether the thread of the sockets may wait for the disk itself: only while the disk is quick, since nobody is heard
/// meanwhile.
struct DiskPatience {
    /// What a wait may take.
    static let limit = Duration.milliseconds(1)
    /// Turns that are not waited for after one that took longer.
    static let abstinence = 256

    private var abstains = 0

    /// Whether it waits for this turn.
    mutating func isWilling() -> Bool {
        guard abstains > 0 else { return true }
        abstains -= 1
        return false
    }

    /// Takes note of how long a wait was.
    mutating func waited(_ duration: Duration) {
        if duration > Self.limit { abstains = Self.abstinence }
    }
}
