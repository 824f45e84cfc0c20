/// A ZeroMQ certificate: a CURVE key in the text that czmq's `zcert` and pyzmq's `zmq.auth` read and write.
///
///     metadata
///         name = "Birmingham"
///     curve
///         public-key = "…40 characters of Z85…"
///         secret-key = "…in the secret file only…"
///
/// Further sections are kept as they are. pyzmq knows no sections and takes the first complete pair of keys,
/// or else the last public key: a secret file therefore has `curve` before any other keys, a public one after
/// them.
public struct Certificate: Sendable {
    /// Who the system is.
    public let publicKey: CurvePublicKey
    /// The secret half, if this is a secret certificate.
    public let secretKey: CurveSecretKey?
    /// Names and values about the key, in the file's order.
    public let metadata: [ZPLNode]
    /// Sections other than `metadata` and `curve`.
    public let sections: [ZPLNode]

    /// A secret certificate of a key.
    public init(keys: KeyPair, metadata: [ZPLNode] = [], sections: [ZPLNode] = []) {
        publicKey = keys.publicKey
        secretKey = keys.secretKey
        self.metadata = metadata
        self.sections = sections
    }

    /// A public certificate of a key.
    public init(publicKey: CurvePublicKey, metadata: [ZPLNode] = [], sections: [ZPLNode] = []) {
        self.publicKey = publicKey
        secretKey = nil
        self.metadata = metadata
        self.sections = sections
    }

    /// Both halves, if this is a secret certificate.
    public var keys: KeyPair? { secretKey.map(KeyPair.init(secretKey:)) }

    // MARK: Reading

    /// Reads a text; the file is only named in errors.
    public init(parsing bytes: [UInt8], file: String) throws(CertificateError) {
        let document: ZPLDocument
        do { document = try ZPLDocument(parsing: bytes) } catch { throw .syntax(file: file, error) }
        guard let node = document["curve"]?["public-key"] else {
            throw .missing(file: file, path: "curve/public-key")
        }
        guard let publicKey = CurvePublicKey(z85: node.value ?? "") else {
            throw .notAKey(file: file, line: node.line, path: "curve/public-key")
        }
        self.publicKey = publicKey
        secretKey = try Self.secretKey(in: document, file: file)
        metadata = document["metadata"]?.children ?? []
        sections = document.nodes.filter { $0.name != "curve" && $0.name != "metadata" }
        if let keys, keys.publicKey != publicKey { throw .keysDoNotMatch(file: file) }
    }

    private static func secretKey(
        in document: ZPLDocument,
        file: String
    ) throws(CertificateError) -> CurveSecretKey? {
        guard let node = document["curve"]?["secret-key"] else { return nil }
        guard let key = CurveSecretKey(z85: node.value ?? "") else {
            throw .notAKey(file: file, line: node.line, path: "curve/secret-key")
        }
        return key
    }

    /// Reads the public half from a file that anybody may read.
    public static func publicKey(in file: String) throws(CertificateError) -> CurvePublicKey {
        try Certificate(parsing: SecretFile.contents(of: file, isSecret: false), file: file).publicKey
    }

    /// Reads a secret certificate; refuses a file that is not regular, ours and 0600, or has no secret key.
    public static func secret(in file: String) throws(CertificateError) -> (
        certificate: Certificate, keys: KeyPair
    ) {
        let certificate = try Certificate(parsing: SecretFile.read(file), file: file)
        guard let keys = certificate.keys else { throw .missing(file: file, path: "curve/secret-key") }
        return (certificate, keys)
    }

    // MARK: Writing

    /// The same without the secret, and without the sections, which may hold secrets of their own.
    public var withoutSecret: Certificate { Certificate(publicKey: publicKey, metadata: metadata) }

    /// The text of the file.
    public func text() throws(CertificateError) -> String {
        var curve = [ZPLNode("public-key", publicKey.z85)]
        if let secretKey { curve.append(ZPLNode("secret-key", secretKey.z85)) }
        let head = ZPLNode("metadata", metadata)
        let key = ZPLNode("curve", curve)
        let nodes = secretKey == nil ? [head] + sections + [key] : [head, key] + sections
        return try ZPLDocument(nodes).text(comments: secretKey == nil ? Self.publicBanner : Self.secretBanner)
    }

    /// Writes a new file, with mode 0600 if it holds a secret and 0644 if not.
    public func write(to file: String) throws(CertificateError) {
        try SecretFile.create(file, mode: secretKey == nil ? 0o644 : 0o600, [UInt8](text().utf8))
    }

    private static let publicBanner = [
        "ZeroMQ CURVE Public Certificate",
        "Exchange securely, or use a secure mechanism to verify the contents",
        "of this file after exchange.",
    ]

    private static let secretBanner = [
        "ZeroMQ CURVE **Secret** Certificate",
        "DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.",
    ]
}
