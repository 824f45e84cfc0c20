import Vocabulary

/// An entry as it lies in a turn.
///
///     0 length of all that follows 4 · 4 sequence 8 · 12 instant 8 · 20 kind 1 · 21 publisher 1 · 22 id 1
///     23 topic 1 · 24 body 4 · 28 facts 4 · 32 nonce 32 · 64 SHA-256 of the body as received 32 · 96 publisher,
///     id, topic, body, facts
enum EntryRecord {
    static let fixedCount = 96
    private static let plain: UInt8 = 1
    private static let sealed: UInt8 = 2

    /// How many bytes a draft takes.
    static func byteCount(of draft: EntryDraft) -> Int {
        fixedCount + draft.publisher.text.utf8.count + draft.id.text.utf8.count + draft.topic.utf8.count
            + draft.body.bytes.count + draft.facts.count
    }

    static func append(_ entry: StoredEntry, to bytes: inout [UInt8]) {
        let header = entry.header
        let (publisher, id, topic) = (header.publisher.text.utf8, header.id.text.utf8, header.topic.utf8)
        let body = entry.body.bytes
        let variable = publisher.count + id.count + topic.count + body.count + entry.facts.count
        bytes.append(littleEndian: UInt32(fixedCount - 4 + variable))
        bytes.append(littleEndian: header.sequence.number)
        bytes.append(littleEndian: header.at.milliseconds)
        switch entry.body {
        case .plain: bytes.append(plain)
        case .sealed: bytes.append(sealed)
        }
        bytes.append(UInt8(publisher.count))
        bytes.append(UInt8(id.count))
        bytes.append(UInt8(topic.count))
        bytes.append(littleEndian: UInt32(body.count))
        bytes.append(littleEndian: UInt32(entry.facts.count))
        bytes.append(contentsOf: entry.nonce)
        header.sha256.append(to: &bytes)
        bytes.append(contentsOf: publisher)
        bytes.append(contentsOf: id)
        bytes.append(contentsOf: topic)
        bytes.append(contentsOf: body)
        bytes.append(contentsOf: entry.facts)
    }

    /// The length that leads a record, itself included.
    static func length(of bytes: [UInt8]) -> Int? {
        var reader = ByteReader(bytes)
        return reader.integer(UInt32.self).map { Int($0) + 4 }
    }

    /// The entry that the reader stands at, or `nil` if the bytes are none.
    static func read(_ reader: inout ByteReader) -> StoredEntry? {
        guard let length = reader.integer(UInt32.self), let sequence = reader.integer(Int64.self),
            let at = reader.integer(Int64.self), let kind = reader.integer(UInt8.self),
            let publisherCount = reader.integer(UInt8.self), let idCount = reader.integer(UInt8.self),
            let topicCount = reader.integer(UInt8.self), let bodyCount = reader.integer(UInt32.self),
            let factsCount = reader.integer(UInt32.self), let nonce = reader.run(NonceSource.byteCount),
            let digest = reader.run(32).flatMap(Digest.init),
            Int(length) == fixedCount - 4 + Int(publisherCount) + Int(idCount) + Int(topicCount)
                + Int(bodyCount) + Int(factsCount),
            let publisher = reader.text(Int(publisherCount)).flatMap({ UserID($0) }),
            let id = reader.text(Int(idCount)).flatMap({ MessageID($0) }),
            let topic = reader.text(Int(topicCount)), EntryHeader.allows(topic: topic),
            let content = reader.run(Int(bodyCount)), let facts = reader.run(Int(factsCount)),
            let body = body(kind: kind, content: content, digest: digest)
        else { return nil }
        let header = EntryHeader(
            sequence: LedgerSequence(sequence),
            at: Instant(milliseconds: at),
            publisher: publisher,
            id: id,
            topic: topic,
            sha256: digest,
            facts: Sha256.digest(facts)
        )
        return StoredEntry(header: header, nonce: nonce, body: body, facts: facts)
    }

    private static func body(kind: UInt8, content: [UInt8], digest: Digest) -> EntryBody? {
        switch kind {
        case plain: .plain(content)
        case sealed: .sealed(content, digest: digest)
        default: nil
        }
    }
}
