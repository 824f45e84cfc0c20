import Ledger
import Testing
import Vocabulary

/// The same receipt, checked by a dozen lines of Python that share nothing with this package.
@Suite struct CrossCheckTests {
    private static let script = """
        import base64, hashlib, json, sys
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        r = json.loads(sys.argv[1]); e = r["entry"]; h = lambda b: hashlib.sha256(b).digest()
        name, hash, key = sys.argv[2].split("+", 2); key = base64.b64decode(key)
        commitment = h(base64.b64decode(r["nonce"]) + bytes.fromhex(e["sha256"])).hex()
        lines = ["CC1", e["seq"], e["at"], e["publisher"], e["id"], e["topic"], commitment, e["facts"]]
        node = h(b"\\0" + "".join(f"{l}\\n" for l in lines).encode())
        text, signature = r["checkpoint"].split("\\n\\n")
        origin, size, root = text.split("\\n"); path = base64.b64decode(r["path"])
        fn, sn = r["index"], int(size) - 1
        for i in range(0, len(path), 32):
            p = path[i:i + 32]
            if fn & 1 or fn == sn:
                node = h(b"\\1" + p + node)
                while not fn & 1 and fn: fn >>= 1; sn >>= 1
            else: node = h(b"\\1" + node + p)
            fn >>= 1; sn >>= 1
        assert sn == 0 and node == base64.b64decode(root), "root"
        dash, signer, blob = signature.rstrip("\\n").split(" "); blob = base64.b64decode(blob)
        assert signer == name == origin and blob[:4].hex() == hash == h(name.encode() + b"\\n" + key)[:4].hex(), "name"
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(blob[4:], (text + "\\n").encode())
        assert h(sys.argv[3].encode()).hex() == e["sha256"], "body"
        print("taken", e["seq"], "of", size)
        """

    private func json(_ receipt: ReceiptProof) -> String {
        let entry = receipt.entry
        let note = receipt.checkpoint.split(separator: "\n", omittingEmptySubsequences: false).joined(
            separator: "\\n"
        )
        return """
            {"entry":{"seq":\(entry.sequence.number),"at":\(entry.at.milliseconds),\
            "publisher":"\(entry.publisher)","id":"\(entry.id)","topic":"\(entry.topic)",\
            "sha256":"\(entry.sha256.hex)","facts":"\(entry.facts.hex)"},\
            "nonce":"\(Base64.encode(receipt.nonce))","index":\(receipt.index),\
            "path":"\(Base64.encode(receipt.path))","checkpoint":"\(note)"}
            """
    }

    @Test func `Python finds the same receipts right, and a changed one wrong`() throws {
        do {
            _ = try Python.run("import cryptography", [])
        } catch is Python.Failure {
            return  // Without the library there is no second opinion on the signature.
        }
        let ledger = MemoryLedger(key: try Sample.key())
        try ledger.fill(turns: 9)
        for number in [1, 3, 8, 20, 27] as [Int64] {
            let receipt = try ledger.receipt(for: LedgerSequence(number))
            let size = (number + 2) / 3 * 3
            let arguments = [json(receipt), ledger.verifier.text, "{\"n\":\(number)}"]
            #expect(try Python.run(Self.script, arguments) == "taken \(number) of \(size)")
            #expect(throws: Python.Failure.self) {
                try Python.run(Self.script, [json(receipt), ledger.verifier.text, "{\"n\":0}"])
            }
        }
    }
}
