import Concerns
import JSON
import Testing
import Vocabulary

@Suite struct SignatureTests {
    // Spelt with spaces, escapes and an order of its own; signed below by Python's `cryptography` over its canonical text.
    private let event = Array(
        #"""
        { "specversion": "1.0", "id": "6b1e2f5c-0c6b-4a53-9d2e-0f2b6a1d7c11", "type": "police.domestic-incident.v1",
          "source": "urn:concordat:E08000025:wmp:niche", "time": "2016-12-23T23:40:00Z", "subject": "P-17",
          "datacontenttype": "application/json",
          "data": {"zero": -0.0, "score": 15e-1, "name": "Zo\u00eb", "dash-grade": "high"} }
        """#.utf8
    )
    private let goldenSignature =
        "m+pOsdSQx2yfJ04yrCukrjc/g83JpPk2in8kVMjTde0ZwQoY/TE5VUEyqXlbwo/nZ1+8f2n0dPBT/j9knpdJBQ=="

    private func key(_ first: UInt8 = 0) throws -> SigningKey {
        try #require(SigningKey(seed: (0..<32).map { first &+ $0 }))
    }

    @Test func `the signature is the one another library makes`() throws {
        #expect(
            Hex.encode(try key().verifyingKey.bytes)
                == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
        )
        let concern = try Concern(parsing: event)
        #expect(Base64.encode(try key().signature(over: concern.signedBytes)) == goldenSignature)
    }

    @Test func `a signed event keeps its spelling and gains a last attribute`() throws {
        let concern = try Concern(parsing: event)
        let signed = try Concern(parsing: concern.bytes(signedBy: try key()))
        #expect(signed.document.root.members.map(\.key).last == "signature")
        #expect(signed.document.root["signature"]?.isString(goldenSignature) == true)
        #expect(signed.data.raw == concern.data.raw)
        #expect(signed.verdict(by: try key().verifyingKey) == .valid)
        let again = try Concern(parsing: signed.bytes(signedBy: try key()))
        #expect(again.bytes == signed.bytes)
        let other = try Concern(parsing: signed.bytes(signedBy: try key(1)))
        #expect(other.document.root.count == 9)
        #expect(other.verdict(by: try key(1).verifyingKey) == .valid)
    }

    @Test func `another key, another event and no signature are told apart`() throws {
        let concern = try Concern(parsing: event)
        #expect(concern.verdict(by: try key().verifyingKey) == .unsigned)
        let signed = concern.bytes(signedBy: try key())
        #expect(try Concern(parsing: signed).verdict(by: try key(1).verifyingKey) == .invalid)
        let text = String(decoding: signed, as: UTF8.self)
        let forged = try Concern(parsing: Array(text.replacing("\"high\"", with: "\"low\"").utf8))
        #expect(forged.verdict(by: try key().verifyingKey) == .invalid)
        let respelt = try Concern(parsing: Array(text.replacing("Zo\\u00eb", with: "Zoë").utf8))
        #expect(respelt.verdict(by: try key().verifyingKey) == .valid)
    }

    @Test func `keys have 32 bytes and a seed is never printed`() throws {
        #expect(SigningKey(seed: Array(repeating: 1, count: 31)) == nil)
        #expect(VerifyingKey(bytes: Array(repeating: 1, count: 33)) == nil)
        let key = try key()
        #expect("\(key)" == "an Ed25519 signing key")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(dumped == "- an Ed25519 signing key\n")
        #expect(VerifyingKey(bytes: key.verifyingKey.bytes) == key.verifyingKey)
        #expect(!key.verifyingKey.isValid(signature: [], over: []))
    }

    @Test func `the digest of a body is its SHA-256`() throws {
        #expect(
            Digest.ofBody(Array(#"{"a":1}"#.utf8)).hex
                == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
        )
        #expect(try Concern(parsing: event).digest == Digest.ofBody(event))
    }
}
