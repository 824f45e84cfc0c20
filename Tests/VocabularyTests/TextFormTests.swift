import TestSupport
import Testing
import Vocabulary

@Suite struct TextFormTests {
    // RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is that of the RFC`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "Z===", "====", "=Zg=", "Zh==", "Zm9=", "Zm9v\n", "Zm 9v", "Zm-_",
        "Zg==Zg==",
        "Zé==", "Zm8=Zm9v",
    ])
    func `base64 that we would not write is refused`(text: String) { #expect(Base64.decode(text) == nil) }

    @Test(arguments: [("", []), ("00ff0a", [0, 255, 10])] as [(String, [UInt8])])
    func `hex is two lower-case digits a byte`(text: String, bytes: [UInt8]) {
        #expect(Hex.encode(bytes) == text)
        #expect(Hex.decode(text) == bytes)
    }

    @Test(arguments: ["0", "0F", "0g", " 0", "0x00", "é"])
    func `other hex is refused`(text: String) { #expect(Hex.decode(text) == nil) }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `any bytes come back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for count in 0..<70 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect((Digest(bytes) == nil) == (count != 32))
        }
    }

    @Test(arguments: ["9990516286", "999 051 6286", "9434765919", "9991427317", "9992180773"])
    func `an NHS number with its check digit is read`(text: String) {
        #expect(NHSNumber(text)?.digits == String(text.filter { $0 != " " }))
    }

    @Test(arguments: [
        "9990516287", "999051628", "99905162860", "999051628X", "", "٩٩٩٠٥١٦٢٨٦", "9990516268",
        // 5·10 + 3·2 leaves 1, so the check digit would be 10, which no number has.
        "5000000030", "5000000031",
    ])
    func `an NHS number that fails the check is refused`(text: String) { #expect(NHSNumber(text) == nil) }

    @Test(arguments: 0..<9)
    func `one wrong digit in an NHS number is always found`(place: Int) throws {
        let digits = Array("9990516286".utf8)
        for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[place] {
            var wrong = digits
            wrong[place] = digit
            #expect(NHSNumber(String(decoding: wrong, as: UTF8.self)) == nil)
        }
    }
}
