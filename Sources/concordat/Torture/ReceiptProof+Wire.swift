import Ledger
import Vocabulary
import Wire

extension ReceiptProof {
    /// What a broker must have said of it, byte for byte.
    var wireBody: [UInt8] {
        ReceiptBody(
            sequence: entry.sequence,
            accepted: entry.at,
            publisher: entry.publisher.text,
            id: entry.id.text,
            topic: entry.topic,
            bodyDigest: entry.sha256,
            factsDigest: entry.facts,
            nonce: nonce,
            index: index,
            path: path,
            checkpoint: checkpoint
        ).bytes
    }
}
