/// The secret half of a CURVE key: 32 bytes that never appear in a description.
public struct CurveSecretKey: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// A key of exactly 32 bytes, else `nil`.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = [UInt8](bytes)
    }

    /// A key from its 40 characters of Z85, else `nil`.
    public init?(z85: some StringProtocol) {
        guard let bytes = Z85.decode(z85) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 40 characters of Z85, for certificates and nothing else.
    public var z85: String { Z85.encode(bytes) }

    /// Says that it is a secret, and nothing more.
    public var description: String { "(secret)" }

    /// Shows nothing to `dump` and debuggers' summaries either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
