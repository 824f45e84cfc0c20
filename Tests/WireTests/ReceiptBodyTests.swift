import JSON
import Testing
import Vocabulary
import Wire

@Suite struct ReceiptBodyTests {
    private static let digits = (
        body: String(repeating: "1b", count: 32), facts: String(repeating: "2c", count: 32)
    )
    private static let nonce = String(repeating: "A", count: 43) + "="
    private static let path = String(repeating: "/", count: 85) + "w=="
    private static let text =
        #"{"entry":{"seq":7,"at":1482536400000,"publisher":"wmp/niche","id":"m1","topic":"police.arrest","sha256":"\#(digits.body)","facts":"\#(digits.facts)"},"nonce":"\#(nonce)","index":6,"path":"\#(path)","checkpoint":"concordat/E08000025\n7\nroot\n\n— k sig\n"}"#

    private func receipt() throws -> ReceiptBody {
        ReceiptBody(
            sequence: LedgerSequence(7),
            accepted: Instant(milliseconds: 1_482_536_400_000),
            publisher: "wmp/niche",
            id: "m1",
            topic: "police.arrest",
            bodyDigest: try #require(Digest(Array(repeating: 0x1b, count: 32))),
            factsDigest: try #require(Digest(Array(repeating: 0x2c, count: 32))),
            nonce: Array(repeating: 0, count: 32),
            index: 6,
            path: Array(repeating: 255, count: 64),
            checkpoint: "concordat/E08000025\n7\nroot\n\n— k sig\n"
        )
    }

    @Test func `a receipt has its bytes, both ways`() throws {
        #expect(String(decoding: try receipt().bytes, as: UTF8.self) == Self.text)
        #expect(try ReceiptBody(parsing: Array(Self.text.utf8)) == receipt())
    }

    @Test(arguments: [
        (#""seq":7"#, #""seq":8"#, "/index", "`entry.seq` less one"),
        (#""seq":7,"#, "", "/entry/seq", "an integer, not negative"),
        (#""at":1"#, #""at":-1"#, "/entry/at", "an integer, not negative"),
        (#""id":"m1""#, #""id":1"#, "/entry/id", "a string"),
        ("1b1b\"", "1b1B\"", "/entry/sha256", "64 lower-case hexadecimal digits"),
        ("AAA=", "AA==", "/nonce", "base64 of a multiple of 32 bytes"),
        (#""path":"////"#, #""path":""#, "/path", "base64 of a multiple of 32 bytes"),
        (#""checkpoint":"#, #""note":"#, "/checkpoint", "a string"),
        (#""entry":"#, #""record":"#, "/entry", "an object"),
    ])
    func `a wrong member is named`(part: String, other: String, pointer: String, mustBe: String) throws {
        let text = Self.text.replacing(part, with: other, maxReplacements: 1)
        try #require(text != Self.text)
        #expect(throws: ReceiptFault.member(pointer, mustBe: mustBe)) {
            try ReceiptBody(parsing: Array(text.utf8))
        }
    }

    @Test func `no damage does more than refuse it, and every cut is refused`() {
        let whole = Array(Self.text.utf8)
        for index in whole.indices {
            #expect(throws: ReceiptFault.self) { try ReceiptBody(parsing: Array(whole[..<index])) }
            for bit in 0..<8 {
                var damaged = whole
                damaged[index] ^= 1 << UInt8(bit)
                do throws(ReceiptFault) {
                    let receipt = try ReceiptBody(parsing: damaged)
                    #expect(try ReceiptBody(parsing: receipt.bytes) == receipt)
                } catch {
                    continue
                }
            }
        }
    }
}
