public import Vocabulary

/// What was taken back or corrected, and who opened a case that is not theirs: what is shared safely, and until when.
///
///     entry ── recalled by whoever said it ──▶ shown to nobody any longer
///     entry ── corrected by whoever said it ─▶ stands, and says by what it is superseded
///
/// Nothing is erased: the ledger has every entry, and whoever shows one asks here first.
public struct SharingBook: Sendable, Equatable {
    /// A concern that was taken back.
    public struct Recall: Hashable, Sendable {
        /// The entry that is taken back.
        public let entry: LedgerSequence
        /// Its id.
        public let id: MessageID
        /// The entry that takes it back.
        public let recalledBy: LedgerSequence
        /// The id of that entry.
        public let recallID: MessageID
        /// Who took it back.
        public let publisher: UserID
        /// Why, as the topic's code.
        public let reason: String
        /// When.
        public let at: Instant

        /// What a delivery says in place of why it came: that it was taken back, and the reason's code.
        public var why: String { "recalled \(reason)" }

        /// Who took it back and why, in words; no content.
        public var sentence: String {
            "taken back by \(publisher) (\(reason)) with \(recallID), entry \(recalledBy.number)"
        }
    }

    /// A concern that a later one of the same agency corrects.
    public struct Correction: Hashable, Sendable {
        /// The entry that is corrected, or `nil` if this agency never said here what it names.
        public let entry: LedgerSequence?
        /// The id that the correction names.
        public let id: MessageID
        /// The entry that corrects it.
        public let correctedBy: LedgerSequence
        /// The id of that entry.
        public let correctionID: MessageID
        /// When.
        public let at: Instant

        /// What the first entry says of it, in words; no content.
        public var sentence: String { "superseded by \(correctionID), entry \(correctedBy.number)" }

        /// What the correction says of itself, in words; no content.
        public var sentenceOfItself: String {
            entry.map { "corrects \(id), entry \($0.number)" }
                ?? "says that it corrects \(id), which its agency never published here"
        }
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// A concern is taken back.
        case recalled(Recall)
        /// A concern is corrected, or says that it corrects something.
        case corrected(Correction)
    }

    private var recalls: [LedgerSequence: Recall] = [:]
    private var corrections: [LedgerSequence: [Correction]] = [:]
    private var corrected: [LedgerSequence: Correction] = [:]

    /// Creates an empty book.
    public init() {}

    /// How an entry was taken back, or `nil` if it stands.
    public func recall(of entry: LedgerSequence) -> Recall? { recalls[entry] }

    /// What corrects an entry, oldest first.
    public func corrections(of entry: LedgerSequence) -> [Correction] { corrections[entry] ?? [] }

    /// What an entry says that it corrects, or `nil` if nothing.
    public func correction(by entry: LedgerSequence) -> Correction? { corrected[entry] }

    /// A concern is taken back; nothing if it was before.
    mutating func recalled(_ recall: Recall) -> Decision<Fact, Never> {
        recalls[recall.entry] == nil ? commit(.recalled(recall)) : .nothing
    }

    /// A concern is corrected.
    mutating func corrected(_ correction: Correction) -> Decision<Fact, Never> {
        commit(.corrected(correction))
    }

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .recalled(let recall): recalls[recall.entry] = recall
        case .corrected(let correction):
            corrected[correction.correctedBy] = correction
            if let entry = correction.entry { corrections[entry, default: []].append(correction) }
        }
    }

    /// The fewest facts that rebuild it.
    public var restated: [Fact] {
        recalls.values.sorted { $0.recalledBy < $1.recalledBy }.map { .recalled($0) }
            + corrected.values.sorted { $0.correctedBy < $1.correctedBy }.map { .corrected($0) }
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}
