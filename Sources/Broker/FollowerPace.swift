/// How a follower's thread works and rests: at leisure in turns, because a kernel lets a thread that runs finish its
/// slice of some milliseconds, and what the broker has to say now would wait for it.
struct FollowerPace {
    /// Nanoseconds of work before a rest.
    static let work: Int64 = 200_000
    /// Works without anything new in the ledger after which nobody else needs the processor.
    static let silence = 25

    private var began: Int64
    private var goal: Int64 = 0
    private var silentWorks = 0

    /// Begins to work; `used` is what the thread has used of a processor, in nanoseconds.
    init(used: Int64) { began = used }

    /// Whether nothing has come for so long that there need be no rest.
    var isAlone: Bool { silentWorks >= Self.silence }

    /// Whether it is time to rest; `goal` is the ledger's newest turn.
    mutating func hasWorked(used: Int64, goal: Int64) -> Bool {
        guard used - began >= Self.work else { return false }
        began = used
        silentWorks = goal == self.goal ? silentWorks + 1 : 0
        self.goal = goal
        return true
    }
}
