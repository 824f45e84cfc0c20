/// What will happen, the earliest first; what happens at the same time is in an order that the seed decides.
struct EventQueue: Sendable {
    /// A place in the order; what happens lies beside it, so that only numbers are moved about.
    private struct Scheduled: Sendable {
        let time: Int64
        let tie: UInt32
        let number: UInt32
        let slot: Int

        func isBefore(_ other: Scheduled) -> Bool {
            (time, tie, number) < (other.time, other.tie, other.number)
        }
    }

    private var heap: [Scheduled] = []
    private var scheduled: UInt32 = 0
    private var happenings: [Happening?] = []
    private var free: [Int] = []

    var isEmpty: Bool { heap.isEmpty }

    /// The time of the earliest, or `nil`.
    var next: Int64? { heap.first?.time }

    mutating func schedule(_ happening: Happening, at time: Int64, tie: UInt64) {
        scheduled += 1
        heap.append(
            Scheduled(
                time: time,
                tie: UInt32(truncatingIfNeeded: tie),
                number: scheduled,
                slot: keep(happening)
            )
        )
        var place = heap.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard heap[place].isBefore(heap[parent]) else { return }
            heap.swapAt(place, parent)
            place = parent
        }
    }

    private mutating func keep(_ happening: Happening) -> Int {
        guard let slot = free.popLast() else {
            happenings.append(happening)
            return happenings.count - 1
        }
        happenings[slot] = happening
        return slot
    }

    /// Takes the earliest out.
    mutating func pop() -> (time: Int64, happening: Happening)? {
        guard let first = heap.first, let last = heap.popLast(), let happening = happenings[first.slot] else {
            return nil
        }
        happenings[first.slot] = nil
        free.append(first.slot)
        guard !heap.isEmpty else { return (first.time, happening) }
        heap[0] = last
        var place = 0
        while true {
            let (left, right) = (2 * place + 1, 2 * place + 2)
            var least = place
            if left < heap.count, heap[left].isBefore(heap[least]) { least = left }
            if right < heap.count, heap[right].isBefore(heap[least]) { least = right }
            guard least != place else { return (first.time, happening) }
            heap.swapAt(place, least)
            place = least
        }
    }
}
