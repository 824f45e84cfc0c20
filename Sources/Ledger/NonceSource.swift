/// Where the nonces of entries come from: the kernel, unless a test says otherwise.
public struct NonceSource: Sendable {
    static let byteCount = 32
    private let bytes: @Sendable (Int) -> [UInt8]

    /// Creates a source from a function that answers as many unpredictable bytes as it is asked for.
    public init(_ bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

    /// The kernel's generator.
    public static let kernel = NonceSource { KernelRandom.bytes($0) }

    /// `count` nonces.
    func nonces(_ count: Int) -> [[UInt8]] {
        let bytes = bytes(count * Self.byteCount)
        precondition(bytes.count == count * Self.byteCount, "a nonce source answers what it is asked for")
        return (0..<count).map { Array(bytes[$0 * Self.byteCount..<($0 + 1) * Self.byteCount]) }
    }
}
