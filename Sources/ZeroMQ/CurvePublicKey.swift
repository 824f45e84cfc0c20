/// The public half of a CURVE key: 32 bytes that name a system to everybody.
public struct CurvePublicKey: Hashable, Sendable, CustomStringConvertible {
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

    /// The 40 characters of Z85.
    public var z85: String { Z85.encode(bytes) }

    /// The 40 characters of Z85.
    public var description: String { z85 }
}
