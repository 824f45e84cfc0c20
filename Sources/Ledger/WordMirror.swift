internal import Crypto
public import Vocabulary

/// A second place in which the words of transfers are durable, on another volume than the ledger (`wire.md`, "Two
/// places"): a decision leaves only once it is here, too, so that no restored backup can have forgotten it.
///
/// One file for each entry, whole or not at all: a line of what the ledger says of it, then its body.
public struct WordMirror: Sendable {
    private static let ending = ".word"
    private static let firstWord = "concordat-mirror-1"
    private let folder: any LedgerFolder

    /// A mirror in a folder that exists.
    public init(folder: any LedgerFolder) { self.folder = folder }

    /// One entry, as the ledger had it.
    public struct Word: Sendable, Equatable {
        /// Its place in the ledger that had it; another entry may have that place since.
        public let sequence: LedgerSequence
        /// When it was accepted.
        public let at: Instant
        /// Who published it.
        public let publisher: UserID
        /// The publisher's id.
        public let id: MessageID
        /// Its topic.
        public let topic: String
        /// The event as received.
        public let body: [UInt8]

        /// Creates a word.
        public init(
            sequence: LedgerSequence,
            at: Instant,
            publisher: UserID,
            id: MessageID,
            topic: String,
            body: [UInt8]
        ) {
            self.sequence = sequence
            self.at = at
            self.publisher = publisher
            self.id = id
            self.topic = topic
            self.body = body
        }

        /// The same entry of a ledger.
        public init(_ entry: StoredEntry) {
            self.init(
                sequence: entry.sequence,
                at: entry.header.at,
                publisher: entry.header.publisher,
                id: entry.header.id,
                topic: entry.header.topic,
                body: entry.body.bytes
            )
        }
    }

    /// Makes a word durable; a word that is there stays as it is.
    public func keep(_ word: Word) throws(LedgerError) {
        let name = Self.name(of: word)
        let line = [
            Self.firstWord, String(word.sequence.number), String(word.at.milliseconds), word.publisher.text,
            word.id.text, word.topic, Hex.encode(Sha256.hash(word.body)),
        ]
        let bytes = Array(line.joined(separator: "\t").utf8) + [0x0a] + word.body
        try folder.make(name) { file throws(LedgerError) in try file.store(bytes, at: 0) }
    }

    /// Everything it holds, in the order of the ledger that had it.
    ///
    /// - Throws: also if a word is not as it was written; nothing is guessed.
    public func words() throws(LedgerError) -> [Word] {
        var words: [Word] = []
        for name in try folder.listing() where name.hasSuffix(Self.ending) {
            let file = try folder.file(name, for: .reading)
            let bytes = try file.load(at: 0, count: try file.length())
            guard let word = Self.word(bytes), Self.name(of: word) == name else {
                throw .damaged(LedgerDamage(file: "\(folder.path)/\(name)", offset: 0, expected: .bodyDigest))
            }
            words.append(word)
        }
        return words.sorted { ($0.sequence, $0.at) < ($1.sequence, $1.at) }
    }

    private static func name(of word: Word) -> String {
        let number = String(word.sequence.number)
        let padding = String(repeating: "0", count: max(0, 12 - number.utf8.count))
        let key = Hex.encode(Sha256.hash(Array("\(word.publisher) \(word.id)".utf8)))
        return padding + number + "-" + String(key.prefix(16)) + ending
    }

    private static func word(_ bytes: [UInt8]) -> Word? {
        guard let end = bytes.firstIndex(of: 0x0a) else { return nil }
        let line = String(decoding: bytes[..<end], as: UTF8.self)
            .split(separator: "\t", omittingEmptySubsequences: false)
            .map(String.init)
        let body = Array(bytes[(end + 1)...])
        guard line.count == 7, line[0] == firstWord, let sequence = Int64(line[1]), let at = Int64(line[2]),
            let publisher = UserID(line[3]), let id = MessageID(line[4]),
            line[6] == Hex.encode(Sha256.hash(body))
        else { return nil }
        return Word(
            sequence: LedgerSequence(sequence),
            at: Instant(milliseconds: at),
            publisher: publisher,
            id: id,
            topic: line[5],
            body: body
        )
    }
}
