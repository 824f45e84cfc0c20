/// The frames of one message, side by side in one piece of memory of our own.
public struct MessageFrames: Sendable, RandomAccessCollection {
    /// More frames than this are read and discarded: ``isComplete`` is then false.
    public static let limit = 8

    /// All frames' bytes, without separators.
    public private(set) var bytes: [UInt8]
    /// Whether every frame of the message is here.
    public private(set) var isComplete = true
    private var ends = InlineArray<8, UInt32>(repeating: 0)
    private var kept: UInt8 = 0

    /// A message without frames yet, and room for some bytes.
    public init(reservingBytes capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// A message of at most ``limit`` frames.
    public init(_ frames: [[UInt8]]) {
        self.init(reservingBytes: frames.reduce(0) { $0 + $1.count })
        for frame in frames { append(frame) }
    }

    /// Adds a frame; beyond ``limit`` it is only noted that one is missing.
    public mutating func append(_ frame: some Sequence<UInt8>) {
        guard kept < Self.limit else { return isComplete = false }
        bytes.append(contentsOf: frame)
        ends[Int(kept)] = UInt32(bytes.count)
        kept += 1
    }

    /// Adds a frame of what `write` appends to the bytes that are there, and which it MUST leave as they are.
    public mutating func append(_ write: (inout [UInt8]) -> Void) {
        guard kept < Self.limit else { return isComplete = false }
        write(&bytes)
        ends[Int(kept)] = UInt32(bytes.count)
        kept += 1
    }

    /// Begins another message in the same memory.
    public mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        isComplete = true
        kept = 0
    }

    /// Always zero.
    public var startIndex: Int { 0 }
    /// The number of frames kept.
    public var endIndex: Int { Int(kept) }

    /// The bytes of one frame, as a view of ``bytes``.
    public subscript(position: Int) -> ArraySlice<UInt8> { bytes[range(of: position)] }

    /// Where in ``bytes`` a frame lies.
    public func range(of position: Int) -> Range<Int> {
        precondition(position >= 0 && position < kept, "no frame \(position) of \(kept)")
        return (position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])
    }
}
