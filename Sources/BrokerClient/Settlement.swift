public import Vocabulary
public import Wire

/// How far a publication has come, as the outbox has it on disk.
public enum Settlement: Sendable, Equatable {
    /// Stored, and sent until it is answered.
    case waiting
    /// The broker has it durably.
    case receipted(StoredReceipt)
    /// The broker will never take it as it is: a person must look at it.
    case refused(WireRefusal)
}

/// A receipt as it came, kept for as long as the box.
public struct StoredReceipt: Sendable, Equatable {
    /// Whose receipt it is.
    public let id: MessageID
    /// Its place in the broker's ledger.
    public let sequence: LedgerSequence
    /// The JSON as received, from which anybody can prove what the broker took.
    public let bytes: [UInt8]

    /// Creates a receipt.
    public init(id: MessageID, sequence: LedgerSequence, bytes: [UInt8]) {
        self.id = id
        self.sequence = sequence
        self.bytes = bytes
    }

    /// Its parts; the connection has checked that they are about this publication.
    public func parts() throws(ReceiptFault) -> ReceiptBody { try ReceiptBody(parsing: bytes) }
}
