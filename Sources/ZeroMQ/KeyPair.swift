internal import CZeroMQ

/// A CURVE key with both its halves, which are known to belong together.
public struct KeyPair: Equatable, Sendable {
    /// The half that others may know.
    public let publicKey: CurvePublicKey
    /// The half that they may not.
    public let secretKey: CurveSecretKey

    /// The pair of a secret key: its public half is computed.
    public init(secretKey: CurveSecretKey) {
        // SAFETY: libzmq reads 40 characters and a NUL, and writes as many into a buffer of 41 bytes.
        var text = [CChar](repeating: 0, count: 41)
        let answer = unsafe zmq_curve_public(&text, secretKey.z85)
        precondition(answer == 0, "this libzmq was built without CURVE")
        guard let publicKey = CurvePublicKey(z85: KeyPair.string(text)) else {
            preconditionFailure("zmq_curve_public gave no Z85")
        }
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    private init(publicKey: CurvePublicKey, secretKey: CurveSecretKey) {
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// A new pair from the kernel's randomness.
    public static func generate() -> KeyPair {
        // SAFETY: libzmq writes 40 characters and a NUL into each of two buffers of 41 bytes.
        var publicText = [CChar](repeating: 0, count: 41)
        var secretText = [CChar](repeating: 0, count: 41)
        let answer = unsafe zmq_curve_keypair(&publicText, &secretText)
        precondition(answer == 0, "this libzmq was built without CURVE")
        guard let publicKey = CurvePublicKey(z85: string(publicText)),
            let secretKey = CurveSecretKey(z85: string(secretText))
        else { preconditionFailure("zmq_curve_keypair gave no Z85") }
        return KeyPair(publicKey: publicKey, secretKey: secretKey)
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
