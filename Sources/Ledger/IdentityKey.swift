import Vocabulary

/// The first 16 bytes of SHA-256(publisher, line feed, id): what de-duplication looks an entry up by.
///
/// Two identities with one key would take 2^64 tries to find; should they be, the entries themselves decide.
struct IdentityKey: Hashable, Comparable, Sendable {
    static let byteCount = 16

    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(publisher: UserID, id: MessageID) {
        var input = Array(publisher.text.utf8)
        input.append(0x0a)
        input.append(contentsOf: id.text.utf8)
        let hash = Sha256.hash(input)
        self.init(high: Self.integer(hash[0..<8]), low: Self.integer(hash[8..<16]))
    }

    static func < (lhs: IdentityKey, rhs: IdentityKey) -> Bool {
        lhs.high != rhs.high ? lhs.high < rhs.high : lhs.low < rhs.low
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
