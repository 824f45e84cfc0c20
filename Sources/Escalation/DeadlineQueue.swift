import Vocabulary

/// Deadlines in order, one for each key: the earliest in constant time, every change in O(log n).
///
/// A binary heap that knows where each key is, so that what was answered or cleared leaves it at once and nothing stale
/// is ever on top.
struct DeadlineQueue<Key: Hashable & Comparable & Sendable>: Sendable {
    struct Entry: Hashable, Comparable, Sendable {
        let deadline: Instant
        let key: Key

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            lhs.deadline == rhs.deadline ? lhs.key < rhs.key : lhs.deadline < rhs.deadline
        }
    }

    private var heap: [Entry] = []
    private var places: [Key: Int] = [:]

    /// The earliest deadline; among equals, the smallest key.
    var first: Entry? { heap.first }

    var count: Int { heap.count }

    /// Sets or moves the deadline of `key`; `nil` takes it out.
    mutating func set(_ deadline: Instant?, for key: Key) {
        switch (places[key], deadline) {
        case (nil, nil): return
        case (nil, let deadline?):
            heap.append(Entry(deadline: deadline, key: key))
            places[key] = heap.count - 1
            rise(from: heap.count - 1)
        case (let place?, let deadline?):
            heap[place] = Entry(deadline: deadline, key: key)
            settle(place)
        case (let place?, nil):
            let last = heap.count - 1
            swap(place, last)
            heap.removeLast()
            places[key] = nil
            if place < last { settle(place) }
        }
    }

    private mutating func settle(_ place: Int) {
        rise(from: place)
        sink(from: place)
    }

    private mutating func rise(from start: Int) {
        var place = start
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            swap(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink(from start: Int) {
        var place = start
        while let child = smallerChild(of: place), heap[child] < heap[place] {
            swap(place, child)
            place = child
        }
    }

    private func smallerChild(of place: Int) -> Int? {
        let (left, right) = (2 * place + 1, 2 * place + 2)
        guard left < heap.count else { return nil }
        return right < heap.count && heap[right] < heap[left] ? right : left
    }

    private mutating func swap(_ first: Int, _ second: Int) {
        guard first != second else { return }
        heap.swapAt(first, second)
        places[heap[first].key] = first
        places[heap[second].key] = second
    }
}

extension DeadlineQueue: Equatable {
    /// Two queues are equal if they hold the same deadlines, however the heap came to be arranged.
    static func == (lhs: DeadlineQueue, rhs: DeadlineQueue) -> Bool { lhs.heap.sorted() == rhs.heap.sorted() }
}
