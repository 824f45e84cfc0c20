internal import JSON
public import Vocabulary

/// A transfer's name, lineage and the two authorities, as every fact repeats them.
public struct TransferParties: Hashable, Sendable {
    /// The transfer.
    public let transfer: TransferID
    /// The lineage.
    public let lineage: LineageID
    /// The authority that offers.
    public let from: AuthorityCode
    /// The authority that is to receive.
    public let to: AuthorityCode

    /// Creates the parties of a transfer.
    public init(transfer: TransferID, lineage: LineageID, from: AuthorityCode, to: AuthorityCode) {
        self.transfer = transfer
        self.lineage = lineage
        self.from = from
        self.to = to
    }

    /// The parties that a header names.
    public init(_ header: TransferHeader) {
        self.init(
            transfer: header.transfer,
            lineage: header.lineage,
            from: header.from,
            to: header.to
        )
    }

    /// The header of a message about `epoch`.
    public func header(epoch: Int64) -> TransferHeader {
        TransferHeader(transfer: transfer, lineage: lineage, epoch: epoch, from: from, to: to)
    }

    /// The other party.
    public func peer(of authority: AuthorityCode) -> AuthorityCode { authority == from ? to : from }
}

extension TransferParties {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            transfer: try reader.identifier("transfer"),
            lineage: try reader.identifier("lineage"),
            from: try reader.identifier("from"),
            to: try reader.identifier("to")
        )
    }

    var json: [JSONMember] {
        [
            JSONMember("transfer", .string(transfer.text)), JSONMember("lineage", .string(lineage.text)),
            JSONMember("from", .string(from.text)), JSONMember("to", .string(to.text)),
        ]
    }
}
