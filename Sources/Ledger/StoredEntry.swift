public import Vocabulary

/// One entry as the ledger holds it.
public struct StoredEntry: Sendable, Equatable {
    /// Everything but the content.
    public let header: EntryHeader
    /// 32 bytes that blind the body's digest in the leaf, so that erased content cannot be guessed from it.
    public let nonce: [UInt8]
    /// What was said.
    public let body: EntryBody
    /// What the core concluded from it.
    public let facts: [UInt8]

    /// Creates an entry from its parts.
    public init(header: EntryHeader, nonce: [UInt8], body: EntryBody, facts: [UInt8]) {
        self.header = header
        self.nonce = nonce
        self.body = body
        self.facts = facts
    }

    /// Its place in the ledger.
    public var sequence: LedgerSequence { header.sequence }
}
