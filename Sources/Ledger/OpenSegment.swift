/// The segment that turns are appended to.
struct OpenSegment: Sendable {
    let number: Int
    let reader: SegmentReader
    var index: MemoryIndex
}
