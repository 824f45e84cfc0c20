import Testing

@testable import ZeroMQ

@Suite struct KeyTests {
    @Test func `Z85 is the specification's own example`() {
        let bytes: [UInt8] = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]
        #expect(Z85.encode(bytes) == "HelloWorld")
        #expect(Z85.decode("HelloWorld") == bytes)
    }

    @Test func `the largest group is 2³² − 1 and nothing above it`() {
        #expect(Z85.encode([255, 255, 255, 255]) == "%nSc0")
        #expect(Z85.decode("%nSc0") == [255, 255, 255, 255])
        #expect(Z85.decode("%nSc1") == nil)
        #expect(Z85.decode("#####") == nil)
    }

    @Test(arguments: ["H", "HelloWorl", "Hell World", "Hello\"orld", "Hell\u{e9}orld", "Hello\\orld"])
    func `what is not Z85 is no key`(text: String) { #expect(Z85.decode(text) == nil) }

    @Test func `the public half is computed as RFC 7748 says`() throws {
        // Section 6.1, Alice's keys.
        let secret: [UInt8] = [
            0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1, 0x72, 0x51, 0xb2, 0x66, 0x45,
            0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a,
        ]
        let expected: [UInt8] = [
            0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d, 0xdc, 0xb4, 0x3e, 0xf7, 0x5a,
            0x0d, 0xbf, 0x3a, 0x0d, 0x26, 0x38, 0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e, 0xaa, 0x9b, 0x4e, 0x6a,
        ]
        let key = try #require(CurveSecretKey(bytes: secret))
        #expect(KeyPair(secretKey: key).publicKey.bytes == expected)
    }

    @Test func `a pair's public half is that of its secret half`() {
        let pair = KeyPair.generate()
        #expect(KeyPair(secretKey: pair.secretKey) == pair)
        #expect(CurvePublicKey(z85: pair.publicKey.z85) == pair.publicKey)
        #expect(CurveSecretKey(z85: pair.secretKey.z85) == pair.secretKey)
        #expect(KeyPair.generate() != pair)
    }

    @Test func `a secret appears in no description`() {
        let pair = KeyPair.generate()
        var dumped = ""
        dump(pair, to: &dumped)
        for text in ["\(pair)", "\(pair.secretKey)", String(reflecting: pair.secretKey), dumped] {
            #expect(!text.contains(pair.secretKey.z85))
            #expect(!text.contains("\(pair.secretKey.bytes[0]), \(pair.secretKey.bytes[1])"))
        }
    }

    @Test(arguments: [
        (Duration.zero, 0), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.microseconds(1_001), 2),
        (.seconds(-1), 0), (.seconds(1 << 40), Int(Int32.max)), (.seconds(3_600), 3_600_000),
    ])
    func `a wait is rounded up to whole milliseconds`(duration: Duration, milliseconds: Int) {
        #expect(duration.milliseconds == milliseconds)
    }
}
