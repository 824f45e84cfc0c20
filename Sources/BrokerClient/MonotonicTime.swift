/// A point on a clock that never jumps, in milliseconds since an arbitrary start.
struct MonotonicTime: Comparable, Sendable {
    let milliseconds: Int64

    func advanced(byMilliseconds more: Int64) -> MonotonicTime {
        MonotonicTime(milliseconds: milliseconds + more)
    }

    static func < (lhs: MonotonicTime, rhs: MonotonicTime) -> Bool { lhs.milliseconds < rhs.milliseconds }
}
