import Ledger
import Testing
import Vocabulary

@Suite struct ReceiptTests {
    private func receipt() throws -> (ReceiptProof, CheckpointVerifier) {
        let ledger = MemoryLedger(key: try Sample.key(), nonces: Sample.nonces())
        try ledger.fill(turns: 4)
        return (try ledger.receipt(for: LedgerSequence(5)), ledger.verifier)
    }

    @Test func `whatever a receipt says, saying it differently proves nothing`() throws {
        let (good, verifier) = try receipt()
        let check = ReceiptCheck(verifier: verifier)
        try check.check(good, body: Array("{\"n\":5}".utf8))
        func with(
            entry: EntryHeader? = nil,
            nonce: [UInt8]? = nil,
            index: Int64? = nil,
            path: [UInt8]? = nil
        ) -> ReceiptProof {
            ReceiptProof(
                entry: entry ?? good.entry,
                nonce: nonce ?? good.nonce,
                index: index ?? good.index,
                path: path ?? good.path,
                checkpoint: good.checkpoint
            )
        }
        func header(
            sequence: Int64 = 5,
            at: Int64? = nil,
            publisher: String = "wmp/niche",
            id: String = "id-5",
            topic: String = "police.domestic-incident"
        ) throws -> EntryHeader {
            EntryHeader(
                sequence: LedgerSequence(sequence),
                at: at.map(Instant.init(milliseconds:)) ?? good.entry.at,
                publisher: try #require(UserID(publisher)),
                id: try #require(MessageID(id)),
                topic: topic,
                sha256: good.entry.sha256,
                facts: good.entry.facts
            )
        }
        #expect(throws: ReceiptFault.root) { try check.check(with(entry: header(at: 1))) }
        #expect(throws: ReceiptFault.root) { try check.check(with(entry: header(publisher: "wmp/nichf"))) }
        #expect(throws: ReceiptFault.root) { try check.check(with(entry: header(id: "id-6"))) }
        #expect(throws: ReceiptFault.root) { try check.check(with(entry: header(topic: "police.x"))) }
        #expect(throws: ReceiptFault.index(4)) { try check.check(with(entry: header(sequence: 6))) }
        #expect(throws: ReceiptFault.root) { try check.check(with(entry: header(sequence: 6), index: 5)) }
        #expect(throws: ReceiptFault.index(6)) { try check.check(with(entry: header(sequence: 7), index: 6)) }
        #expect(throws: ReceiptFault.nonce) { try check.check(with(nonce: Array(good.nonce.dropLast()))) }
        #expect(throws: ReceiptFault.root) { try check.check(with(nonce: [UInt8](repeating: 0, count: 32))) }
        #expect(throws: ReceiptFault.pathLength(32)) {
            try check.check(with(path: Array(good.path.dropLast(32))))
        }
        #expect(throws: ReceiptFault.pathLength(63)) {
            try check.check(with(path: Array(good.path.dropLast())))
        }
        #expect(throws: ReceiptFault.body) { try check.check(good, body: [1]) }
        for place in good.path.indices {
            var path = good.path
            path[place] ^= 0x10
            #expect(throws: ReceiptFault.root) { try check.check(with(path: path)) }
        }
    }

    @Test func `the lines of a leaf are exactly these`() throws {
        // Recomputed by hand with sha256sum: see the lines of DESIGN.md, "The ledger".
        let ledger = MemoryLedger(
            key: try Sample.key(),
            nonces: NonceSource { [UInt8](repeating: 0xaa, count: $0) }
        )
        try ledger.commit(TurnDraft(at: Instant(milliseconds: 1), entries: [try Sample.entry(1)]))
        let checkpoint = try ledger.verifier.open(try #require(ledger.head.checkpoint))
        #expect(checkpoint.root.hex == "6d8e80e4bdf4e133aa57cbf454bad1e7cc6ad81fedaf6bba09b3f59001cbc8f6")
    }
}
