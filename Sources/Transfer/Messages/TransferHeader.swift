internal import JSON
public import Vocabulary

/// What every message of a transfer carries.
public struct TransferHeader: Sendable, Equatable {
    /// The transfer.
    public var transfer: TransferID
    /// The chain of responsibility that it is about.
    public var lineage: LineageID
    /// The number of the offer spoken of; before an offer the highest epoch that the speaker knows, or 0.
    public var epoch: Int64
    /// The authority that offers, whoever speaks.
    public var from: AuthorityCode
    /// The authority that is to receive, whoever speaks.
    public var to: AuthorityCode

    /// Creates a header.
    public init(
        transfer: TransferID,
        lineage: LineageID,
        epoch: Int64,
        from: AuthorityCode,
        to: AuthorityCode
    ) {
        self.transfer = transfer
        self.lineage = lineage
        self.epoch = epoch
        self.from = from
        self.to = to
    }
}

extension TransferHeader {
    init(_ members: MemberReader) throws(TransferFault) {
        transfer = try members.identifier("transfer")
        lineage = try members.identifier("lineage")
        epoch = try members.count("epoch")
        from = try members.identifier("from")
        to = try members.identifier("to")
        guard from != to else {
            throw TransferFault(
                at: members.pointer.appending("to"),
                expected: "another authority than /from"
            )
        }
    }

    var members: [JSONMember] {
        [
            JSONMember("transfer", .string(transfer.text)), JSONMember("lineage", .string(lineage.text)),
            JSONMember("epoch", .integer(epoch)), JSONMember("from", .string(from.text)),
            JSONMember("to", .string(to.text)),
        ]
    }
}
