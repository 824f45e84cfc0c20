public import Vocabulary

extension Identifier where Kind == MessageKind {
    /// A new random UUID (RFC 9562, version 4).
    public static func random() -> MessageID {
        var kernel = SystemRandomNumberGenerator()
        var bytes = (0..<2).flatMap { _ -> [UInt8] in
            let word = kernel.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        bytes[6] = bytes[6] & 0x0f | 0x40
        return MessageID(uuid: bytes)
    }

    /// The UUID that always comes of the same digest (RFC 9562, version 8), for what must not be said twice.
    public init(derivedFrom digest: Digest) {
        var bytes = Array(digest.bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        self.init(uuid: bytes)
    }

    private init(uuid bytes: [UInt8]) {
        var bytes = bytes
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Hex.encode(bytes)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(place) { text += "-" }
            text.append(digit)
        }
        guard let id = MessageID(text) else { preconditionFailure("a UUID is an identifier") }
        self = id
    }
}
