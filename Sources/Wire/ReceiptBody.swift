public import JSON
public import Vocabulary

/// The body of a RECEIPT: what the broker took, and the proof that it is in the tree it signed.
public struct ReceiptBody: Equatable, Sendable {
    /// Its place in the ledger.
    public var sequence: LedgerSequence
    /// When the broker accepted it.
    public var accepted: Instant
    /// Who published it.
    public var publisher: String
    /// The publisher's id.
    public var id: String
    /// Its topic as published.
    public var topic: String
    /// SHA-256 of the body.
    public var bodyDigest: Digest
    /// SHA-256 of the facts.
    public var factsDigest: Digest
    /// 32 bytes.
    public var nonce: [UInt8]
    /// The leaf's index, sequence − 1.
    public var index: Int64
    /// The inclusion path, concatenated 32-byte hashes.
    public var path: [UInt8]
    /// The signed note.
    public var checkpoint: String

    /// Creates a receipt from its parts.
    public init(
        sequence: LedgerSequence,
        accepted: Instant,
        publisher: String,
        id: String,
        topic: String,
        bodyDigest: Digest,
        factsDigest: Digest,
        nonce: [UInt8],
        index: Int64,
        path: [UInt8],
        checkpoint: String
    ) {
        self.sequence = sequence
        self.accepted = accepted
        self.publisher = publisher
        self.id = id
        self.topic = topic
        self.bodyDigest = bodyDigest
        self.factsDigest = factsDigest
        self.nonce = nonce
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// The JSON text; the same receipt is always the same bytes.
    public var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 2_048)
        write(to: &writer, note: Note(checkpoint))
        return writer.bytes
    }

    /// A checkpoint as the text of a receipt has it: written once for all receipts of a turn.
    public struct Note: Sendable {
        /// The signed note.
        public let checkpoint: String
        let json: [UInt8]

        /// Writes the note.
        public init(_ checkpoint: String) {
            self.checkpoint = checkpoint
            var writer = JSONWriter(capacity: 384)
            writer.string(checkpoint)
            json = writer.bytes
        }
    }

    /// Writes the same text with a note that MUST be that of ``checkpoint``.
    public func write(to writer: inout JSONWriter, note: Note) {
        writer.beginObject()
        writer.key("entry")
        writer.beginObject()
        writer.member("seq", sequence.number)
        writer.member("at", accepted.milliseconds)
        writer.member("publisher", publisher)
        writer.member("id", id)
        writer.member("topic", topic)
        writer.key("sha256")
        writer.string { bodyDigest.append(hexTo: &$0) }
        writer.key("facts")
        writer.string { factsDigest.append(hexTo: &$0) }
        writer.endObject()
        writer.key("nonce")
        writer.string { Base64.append(nonce, to: &$0) }
        writer.member("index", index)
        writer.key("path")
        writer.string { Base64.append(path, to: &$0) }
        writer.member("checkpoint", raw: note.json)
        writer.endObject()
    }

    /// Reads a receipt.
    ///
    /// - Throws: the member at fault and what it must be.
    public init(parsing bytes: [UInt8]) throws(ReceiptFault) {
        let root: JSONNode
        do { root = try JSONDocument(parsing: bytes).root } catch { throw .notJSON(error) }
        let entry = try root.need("entry", .object)
        sequence = LedgerSequence(try entry.needInteger("seq", of: "/entry"))
        accepted = Instant(milliseconds: try entry.needInteger("at", of: "/entry"))
        publisher = try entry.needString("publisher", of: "/entry")
        id = try entry.needString("id", of: "/entry")
        topic = try entry.needString("topic", of: "/entry")
        bodyDigest = try entry.needDigest("sha256", of: "/entry")
        factsDigest = try entry.needDigest("facts", of: "/entry")
        nonce = try root.needBase64("nonce", multipleOf: 32)
        index = try root.needInteger("index")
        path = try root.needBase64("path", multipleOf: 32)
        checkpoint = try root.needString("checkpoint")
        guard index == sequence.number - 1 else { throw .member("/index", mustBe: "`entry.seq` less one") }
        guard nonce.count == 32 else { throw .member("/nonce", mustBe: "base64 of 32 bytes") }
    }
}

/// Why a text is no receipt.
public enum ReceiptFault: Error, Equatable, Sendable {
    /// It is not JSON at all.
    case notJSON(JSONError)
    /// A member is missing or wrong.
    case member(String, mustBe: String)
}

extension JSONNode {
    fileprivate func need(_ name: String, _ kind: JSONKind, of parent: String = "") throws(ReceiptFault)
        -> JSONNode
    {
        guard let node = self[name], node.kind == kind else {
            throw .member(parent + "/" + name, mustBe: "an \(kind)")
        }
        return node
    }

    fileprivate func needInteger(_ name: String, of parent: String = "") throws(ReceiptFault) -> Int64 {
        guard let integer = self[name]?.integer, integer >= 0 else {
            throw .member(parent + "/" + name, mustBe: "an integer, not negative")
        }
        return integer
    }

    fileprivate func needString(_ name: String, of parent: String = "") throws(ReceiptFault) -> String {
        guard let string = self[name]?.string else { throw .member(parent + "/" + name, mustBe: "a string") }
        return string
    }

    fileprivate func needDigest(_ name: String, of parent: String = "") throws(ReceiptFault) -> Digest {
        guard let digest = self[name]?.string.flatMap({ Digest(hex: $0) }) else {
            throw .member(parent + "/" + name, mustBe: "64 lower-case hexadecimal digits")
        }
        return digest
    }

    fileprivate func needBase64(_ name: String, multipleOf unit: Int, of parent: String = "")
        throws(ReceiptFault) -> [UInt8]
    {
        guard let bytes = self[name]?.string.flatMap({ Base64.decode($0) }), bytes.count.isMultiple(of: unit)
        else { throw .member(parent + "/" + name, mustBe: "base64 of a multiple of \(unit) bytes") }
        return bytes
    }
}
