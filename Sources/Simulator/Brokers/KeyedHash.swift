import Vocabulary

/// A signature that only looks like one: 64 bytes that follow from a key and a text.
///
/// Real ones cost more than all the rest of a simulated message.
enum KeyedHash {
    /// The event with a signature as its last attribute.
    static func signed(_ event: [UInt8], key: UInt64) -> [UInt8] {
        guard event.last == UInt8(ascii: "}") else { preconditionFailure("an event is an object") }
        return event.dropLast() + Array(#","signature":"\#(Base64.encode(hash(event, key: key)))"}"#.utf8)
    }

    private static func hash(_ bytes: [UInt8], key: UInt64) -> [UInt8] {
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325 ^ key
        for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        var chance = Chance(seed: digest)
        return (0..<8).flatMap { _ in
            let word = chance.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
    }
}
