import JSON
import Transfer
import Vocabulary
import Wire

/// How a transfer stands at the broker that was asked: a row of FETCH `transfer`.
struct TransferRow {
    /// What every message about it repeats.
    let header: TransferHeader
    let here: TransferPhase
    let node: JSONNode

    /// Reads a row, or `nil` if it is none.
    init?(_ node: JSONNode) {
        guard let transfer = node["transfer"]?.string.flatMap({ TransferID($0) }),
            let lineage = node["lineage"]?.string.flatMap({ LineageID($0) }),
            let from = node["from"]?.string.flatMap({ AuthorityCode($0) }),
            let to = node["to"]?.string.flatMap({ AuthorityCode($0) }),
            let epoch = node["epoch"]?.integer,
            let here = node["here"]?.string.flatMap({ TransferPhase(rawValue: $0) })
        else { return nil }
        header = TransferHeader(transfer: transfer, lineage: lineage, epoch: epoch, from: from, to: to)
        self.here = here
        self.node = node
    }

    /// Asks the broker.
    static func fetch(_ transfer: TransferID, by call: ClientCall) async throws -> TransferRow {
        var fetch = ClientMessage.Fetch(.transfer)
        fetch.transfer = transfer
        for row in try await call.rows(fetch) {
            if let row = TransferRow(try JSONDocument(parsing: Array(row)).root) { return row }
        }
        throw CommandFailure.refused(
            "\(transfer): \(call.authority) knows no such transfer; begin with notify"
        )
    }

    /// The epoch that an offer may have now, once the receiver has named it.
    var nextEpoch: Int64? { node["next-epoch"]?.integer }

    /// Whether the latest offer is of a temporary stay.
    var isStay: Bool { node["kind"]?.string == OfferTerms.Kind.temporaryStay.rawValue }

    /// Until when the temporary stay lasts that is open, or `nil`.
    var openStayUntil: String? {
        guard isStay, [.offered, .received, .interim].contains(here) else { return nil }
        return node["until"]?.string
    }

    /// What every message of an offer repeats that is made now.
    func header(epoch: Int64) -> TransferHeader {
        TransferHeader(
            transfer: header.transfer,
            lineage: header.lineage,
            epoch: epoch,
            from: header.from,
            to: header.to
        )
    }

    /// What is still needed before the receiver is sole.
    var missing: [String] { node["missing"]?.elements.compactMap(\.string) ?? [] }

    /// The digest of the latest offer.
    func offer() throws -> Digest {
        guard let offer = node["offer"]?.string.flatMap({ Digest(hex: $0) }) else {
            throw CommandFailure.refused("\(header.transfer): nothing was offered yet")
        }
        return offer
    }

    /// The digest of the acceptance of the latest offer.
    func acceptance() throws -> Digest {
        guard let acceptance = node["acceptance"]?.string.flatMap({ Digest(hex: $0) }) else {
            throw CommandFailure.refused("\(header.transfer): was not accepted yet")
        }
        return acceptance
    }

    /// The last entry that is forwarded.
    var through: LedgerSequence { LedgerSequence(node["through"]?.integer ?? 0) }

    /// Forwards on their way.
    var coming: [ConcernKey] {
        (node["coming"].map { Array($0.elements) } ?? []).compactMap { node in
            guard let source = node["source"]?.string, let id = node["id"]?.string.flatMap({ MessageID($0) })
            else { return nil }
            return ConcernKey(source: source, id: id)
        }
    }
}
