import Ledger
import Vocabulary
import Wire

extension Ledger.ReceiptFault {
    /// Why a receipt proves nothing, for a person.
    var sentence: String {
        switch self {
        case .checkpoint(let error): "the checkpoint in it: \(error.sentence)"
        case .index(let index): "index \(index) must be the entry's sequence less one, inside the tree"
        case .nonce: "the nonce must be 32 bytes"
        case .pathLength(let count): "a path of \(count) bytes does not fit this index and tree"
        case .root: "the path leads to another root than the one that was signed"
        case .body: "it is the receipt of another event"
        }
    }
}

extension Wire.ReceiptFault {
    /// Why a text is no receipt, for a person.
    var sentence: String {
        switch self {
        case .notJSON(let error): "not JSON: \(error)"
        case .member(let member, let mustBe): "\(member) must be \(mustBe)"
        }
    }
}

extension CheckpointError {
    /// Why a checkpoint or its key was not taken, for a person.
    var sentence: String {
        switch self {
        case .verifierText: "must be name+hash+base64"
        case .name: "the name must be printable ASCII without blanks and +"
        case .keyHash: "the hash is not the key's"
        case .algorithm(let number): "algorithm \(number), must be 1 (Ed25519)"
        case .keyBytes: "the key must be 32 bytes, a point of the curve"
        case .noteText: "must be origin, size, root, an empty line and signatures"
        case .origin(let origin): "is of \(origin)"
        case .unsigned: "no signature in it is by this key"
        case .signature: "the signature does not fit the text"
        }
    }
}

extension ReceiptProof {
    /// The same receipt as the ledger has it, or `nil` if publisher, id or topic are no such thing.
    init?(_ body: ReceiptBody) {
        guard let publisher = UserID(body.publisher), let id = MessageID(body.id),
            EntryHeader.allows(topic: body.topic)
        else { return nil }
        self.init(
            entry: EntryHeader(
                sequence: body.sequence,
                at: body.accepted,
                publisher: publisher,
                id: id,
                topic: body.topic,
                sha256: body.bodyDigest,
                facts: body.factsDigest
            ),
            nonce: body.nonce,
            index: body.index,
            path: body.path,
            checkpoint: body.checkpoint
        )
    }
}
