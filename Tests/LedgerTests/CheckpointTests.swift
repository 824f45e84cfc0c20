import Ledger
import Testing
import Vocabulary

@Suite struct CheckpointTests {
    // The example key of C2SP's signed-note and of Go's golang.org/x/mod/sumdb/note.
    private let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    @Test func `a verifier key others published is read and written back`() throws {
        let verifier = try CheckpointVerifier(text: peter)
        #expect(verifier.name == "PeterNeumann")
        #expect(Hex.encode(verifier.keyHash) == "c74f20a3")
        #expect(verifier.text == peter)
    }

    @Test func `verifier texts that are not one say why`() {
        let cases: [(String, CheckpointError)] = [
            ("", .verifierText), ("a+b", .verifierText), ("a+00000000+AA", .verifierText),
            ("a+00000000+Ag==", .algorithm(2)), ("a+00000000+AQ==", .keyBytes),
            ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
            ("a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
            ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
            ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
        ]
        for (text, error) in cases {
            #expect(throws: error) { try CheckpointVerifier(text: text) }
        }
    }

    @Test func `a signed note is exactly these bytes and opens`() throws {
        let key = try Sample.key()
        let root = try #require(Digest([UInt8](repeating: 7, count: 32)))
        let checkpoint = Checkpoint(origin: "concordat/E08000025", size: 3, root: root)
        let note = try key.sign(checkpoint)
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(
            lines[..<4] == ["concordat/E08000025", "3", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", ""]
        )
        #expect(lines[4].hasPrefix("— concordat/E08000025 "))
        #expect(lines[5].isEmpty)
        #expect(try key.sign(checkpoint) == note)
        #expect(try key.verifier.open(note) == checkpoint)
    }

    @Test func `no byte of a note can change`() throws {
        let key = try Sample.key()
        let root = try #require(Digest([UInt8](repeating: 7, count: 32)))
        let checkpoint = Checkpoint(origin: "concordat/E08000025", size: 3, root: root)
        let note = Array(try key.sign(checkpoint).utf8)
        for place in note.indices {
            for bit in 0..<7 as Range<UInt8> {
                var changed = note
                changed[place] ^= 1 << bit
                guard let text = String(validating: changed, as: UTF8.self) else { continue }
                #expect(throws: CheckpointError.self) { try key.verifier.open(text) }
            }
            #expect(throws: CheckpointError.self) {
                try key.verifier.open(String(decoding: note[..<place], as: UTF8.self))
            }
        }
    }

    @Test func `a note opens beside other signatures and for its own key only`() throws {
        let key = try Sample.key()
        let root = try #require(Digest([UInt8](repeating: 7, count: 32)))
        let note = try key.sign(Checkpoint(origin: "concordat/E08000025", size: 3, root: root))
        let cosigned = note + "— witness.example AAAAAAAA\n"
        #expect(try key.verifier.open(cosigned).size == 3)
        let other = try CheckpointKey(
            authority: try #require(AuthorityCode("E08000025")),
            seed: [UInt8](repeating: 1, count: 32)
        )
        #expect(throws: CheckpointError.unsigned) { try other.verifier.open(note) }
        #expect(throws: CheckpointError.origin("concordat/E08000025")) {
            try Sample.key("E08000029").verifier.open(note)
        }
    }
}
