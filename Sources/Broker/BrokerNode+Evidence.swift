import BrokerCore
import JSON
import Ledger
import Vocabulary
import Wire

extension BrokerNode {
    /// Bytes of a page of evidence, after which another begins.
    private static let evidenceBytes = 128 * 1_024

    /// Entries of a transfer with what proves that this ledger took them, and where the next page begins.
    func evidence(_ rows: [EvidenceRow], limit: Int) throws -> BrokerMessage.Verb {
        var lines: [UInt8] = []
        var shown = 0
        for row in rows {
            guard shown < limit, shown == 0 || lines.count < Self.evidenceBytes else { break }
            let entry = try ledger.entry(row.sequence)
            let receipt = try JSONDocument(parsing: ReceiptBody(ledger.receipt(for: row.sequence)).bytes)
            let line = JSONValue.object([
                JSONMember("seq", .integer(row.sequence.number)),
                JSONMember("at", .integer(entry.header.at.milliseconds)),
                JSONMember("by", .string(row.by.text)),
                JSONMember("topic", .string(entry.header.topic)),
                JSONMember("event", .string(Base64.encode(entry.body.bytes))),
                JSONMember("receipt", receipt.root.value),
            ])
            lines += line.serialized() + [UInt8(ascii: "\n")]
            shown += 1
        }
        let next = shown < rows.count ? String(rows[shown - 1].sequence.number) : nil
        return .page(what: .transfer, next: next, body: lines)
    }
}
