import Testing
import Vocabulary

@testable import Ledger

/// A header whose checksum is right may still be one that nobody of sound mind wrote.
@Suite struct TurnHeaderTests {
    @Test func `a header comes back as it was written`() {
        let header = header(base: 5, entryCount: 2)
        #expect(TurnHeader.decode(header.encoded) == .success(header))
    }

    // Room was made for four thousand million entries before the first was looked at.
    @Test(arguments: [3, 4_294_967_295])
    func `more entries than have room in the turn are refused`(entryCount: Int) {
        #expect(TurnHeader.decode(header(base: 5, entryCount: entryCount).encoded) == .failure(.version))
    }

    // The number of an entry behind the last one that has a number.
    @Test(arguments: [Int64.max, Int64.max - 1])
    func `entries behind the last number are refused`(base: Int64) {
        #expect(TurnHeader.decode(header(base: base, entryCount: 2).encoded) == .failure(.version))
    }

    @Test func `a turn behind the last number is refused`() {
        #expect(TurnHeader.decode(header(number: .max).encoded) == .failure(.version))
    }

    /// A header with room for two empty records.
    private func header(number: Int64 = 1, base: Int64 = 0, entryCount: Int = 0) -> TurnHeader {
        let end = TurnHeader.byteCount + 2 * EntryRecord.fixedCount
        return TurnHeader(
            opensSegment: false,
            sectorCount: 1,
            number: number,
            base: base,
            at: Instant(milliseconds: 1),
            entryCount: entryCount,
            turnDataOffset: end,
            noteOffset: end,
            endOffset: end,
            previousHash: [UInt8](repeating: 7, count: 32)
        )
    }
}
