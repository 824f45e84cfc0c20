import Vocabulary

/// What a ledger's folder says of itself: a few lines of text under a checksum, written once.
struct LedgerMeta: Equatable, Sendable {
    static let firstLine = "concordat ledger 1"
    static let byteLimit = 4096

    /// The size of its segments, a multiple of 512.
    let segmentByteCount: Int
    /// The key that proves its checkpoints.
    let verifier: CheckpointVerifier

    /// What the first turn carries as the hash of the turn before.
    var origin: [UInt8] { Sha256.hash(Array(verifier.name.utf8)) }

    var encoded: [UInt8] {
        let lines = "\(Self.firstLine)\nsegment \(segmentByteCount)\nverifier \(verifier.text)\n"
        return Array((lines + "sha256 \(Hex.encode(Sha256.hash(Array(lines.utf8))))\n").utf8)
    }

    /// Reads exactly what ``encoded`` writes, or says what was expected.
    static func decode(_ bytes: [UInt8]) -> Result<LedgerMeta, LedgerDamage> {
        let lineCount = 4
        let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard lines.count == lineCount + 1, let checksum = lines.dropLast().last,
            String(decoding: checksum, as: UTF8.self)
                == "sha256 \(Hex.encode(Sha256.hash(bytes[..<checksum.startIndex])))"
        else { return .failure(LedgerDamage(file: LedgerFiles.meta, offset: 0, expected: .metaChecksum)) }
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        do {
            if let count = Int(texts[1].dropFirst("segment ".count)), isPossible(count) {
                let verifier = try CheckpointVerifier(text: String(texts[2].dropFirst("verifier ".count)))
                let meta = LedgerMeta(segmentByteCount: count, verifier: verifier)
                if meta.encoded == bytes { return .success(meta) }
            }
        } catch {
            // Answered below: a text under a good checksum that this version does not write.
        }
        return .failure(LedgerDamage(file: LedgerFiles.meta, offset: 0, expected: .meta))
    }

    /// Whole sectors, room for a turn, and every offset in 32 bits.
    static func isPossible(_ segmentByteCount: Int) -> Bool {
        segmentByteCount.isMultiple(of: Sector.byteCount)
            && (8 * 1024...1024 * 1024 * 1024).contains(segmentByteCount)
    }
}
