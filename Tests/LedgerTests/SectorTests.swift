import Testing

@testable import Ledger

@Suite struct SectorTests {
    @Test func `zeros are zeros and one bit anywhere is not`() {
        for count in [0, 1, 2, 511, 512, 4096] {
            var bytes = [UInt8](repeating: 0, count: count)
            #expect(ZeroRun.isZero(bytes))
            for place in bytes.indices {
                bytes[place] = 0x40
                #expect(!ZeroRun.isZero(bytes))
                #expect(ZeroRun.isZero(bytes, in: 0..<place))
                #expect(ZeroRun.isZero(bytes, in: place + 1..<count))
                bytes[place] = 0
            }
        }
    }

    @Test func `no single flipped bit makes one mark out of another or out of nothing`() {
        for (one, other) in [
            (Sector.firstMark, Sector.furtherMark), (Sector.firstMark, 0), (Sector.furtherMark, 0),
        ] {
            #expect((one ^ other).nonzeroBitCount >= 4)
        }
    }

    @Test func `content comes back from its sectors, and each byte is where it is said to be`() {
        let content = (0..<3 * 511).map { UInt8($0 % 251) }
        let bytes = Sector.frame(content)
        #expect(bytes.count == 3 * 512)
        #expect([bytes[0], bytes[512], bytes[1024]] == [0xd3, 0x6c, 0x6c])
        #expect(Sector.content(bytes) == content)
        for (offset, byte) in content.enumerated() { #expect(bytes[Sector.place(ofContent: offset)] == byte) }
    }
}
