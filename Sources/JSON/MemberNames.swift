/// Finds an object's duplicate names while it is read.
///
/// Each name sets one of 64 bits. Only a name whose bit is taken is compared with those before it, so an
/// ordinary object costs next to nothing. A large object, or one with an escaped name, is sorted at its end, so a hostile
/// one costs n log n.
struct MemberNames {
    /// Above this many members, comparing each collision with all before it would become quadratic.
    private static let crowd = 32

    private let object: Int
    private var taken: UInt64 = 0
    private var count = 0
    private var mustSort = false

    init(object: Int) { self.object = object }

    /// Notes the name at `key`, the latest node of the tape.
    @inline(__always)
    mutating func insert(key: Int, tape: [TapeNode], bytes: [UInt8]) throws(JSONError) {
        count += 1
        guard !mustSort else { return }
        let node = tape[key]
        guard count <= Self.crowd, !node.isEscaped else {
            mustSort = true
            return
        }
        let length = Int(node.end &- node.start)
        var hash = length &* 7
        if length > 0 {
            hash &+=
                Int(bytes[Int(node.start)]) &+ 31 &* Int(bytes[Int(node.end) - 1])
                &+ 5 &* Int(bytes[Int(node.start) + length / 2])
        }
        let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: hash & 63)
        if taken & bit != 0 { try compare(key: key, tape: tape, bytes: bytes) }
        taken |= bit
    }

    private func compare(key: Int, tape: [TapeNode], bytes: [UInt8]) throws(JSONError) {
        let name = bytes[tape[key].range]
        var earlier = object + 1
        while earlier < key {
            if tape[earlier].range.count == name.count, bytes[tape[earlier].range] == name {
                throw JSONError(offset: tape[key].range.lowerBound - 1, reason: .duplicateMember)
            }
            earlier = Int(tape[earlier + 1].next)
        }
    }

    /// Looks at what ``insert(key:tape:bytes:)`` put off.
    @inline(__always)
    func finish(tape: [TapeNode], bytes: [UInt8]) throws(JSONError) {
        if mustSort { try sort(tape: tape, bytes: bytes) }
    }

    private func sort(tape: [TapeNode], bytes: [UInt8]) throws(JSONError) {
        var names: [(name: ArraySlice<UInt8>, offset: Int)] = []
        names.reserveCapacity(count)
        var key = object + 1
        while key < tape.count {
            let node = tape[key]
            let name = node.isEscaped ? StringText.decoded(bytes, node.range)[...] : bytes[node.range]
            names.append((name, node.range.lowerBound - 1))
            key = Int(tape[key + 1].next)
        }
        names.sort { first, second in
            first.name.lexicographicallyPrecedes(second.name)
                || first.name == second.name && first.offset < second.offset
        }
        var duplicate: Int?
        for (first, second) in zip(names, names.dropFirst()) where first.name == second.name {
            duplicate = min(duplicate ?? second.offset, second.offset)
        }
        if let duplicate { throw JSONError(offset: duplicate, reason: .duplicateMember) }
    }
}
