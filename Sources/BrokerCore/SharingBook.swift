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

    /// Somebody who is not on a case opened it, for a reason and for a while.
    public struct Opening: Hashable, Sendable {
        /// The case.
        public let caseID: CaseID
        /// The system that may read it meanwhile.
        public let user: UserID
        /// For whom.
        public let person: StaffID
        /// The entry that says so, with the reason.
        public let entry: LedgerSequence
        /// Since when.
        public let at: Instant
        /// Until when; then it is over without anybody's act.
        public let until: Instant
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// A concern is taken back.
        case recalled(Recall)
        /// A concern is corrected, or says that it corrects something.
        case corrected(Correction)
        /// Somebody who is not on a case may read it for a while.
        case opened(Opening)
        /// Somebody who is not on a case wanted to read it, and it is restricted to people by name.
        case keptShut(CaseID, from: UserID, for: StaffID)
    }

    private var recalls: [LedgerSequence: Recall] = [:]
    private var corrections: [LedgerSequence: [Correction]] = [:]
    private var corrected: [LedgerSequence: Correction] = [:]
    private var openings: [Opening] = []

    /// Creates an empty book.
    public init() {}

    /// How an entry was taken back, or `nil` if it stands.
    public func recall(of entry: LedgerSequence) -> Recall? { recalls[entry] }

    /// What corrects an entry, oldest first.
    public func corrections(of entry: LedgerSequence) -> [Correction] { corrections[entry] ?? [] }

    /// What an entry says that it corrects, or `nil` if nothing.
    public func correction(by entry: LedgerSequence) -> Correction? { corrected[entry] }

    /// Whether a system may read a case at that instant although nobody of its agency is on it.
    public func isOpen(_ caseID: CaseID, to user: UserID, at now: Instant) -> Bool {
        openings.contains { $0.caseID == caseID && $0.user == user && $0.at <= now && now < $0.until }
    }

    /// A case is opened by somebody who is not on it.
    mutating func opened(_ opening: Opening) -> Decision<Fact, Never> { commit(.opened(opening)) }

    /// A restricted case stays shut.
    mutating func keptShut(_ caseID: CaseID, from user: UserID, for person: StaffID) -> Decision<Fact, Never>
    {
        commit(.keptShut(caseID, from: user, for: person))
    }

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
        case .opened(let opening):
            openings.removeAll { $0.until <= opening.at }
            openings.append(opening)
        case .keptShut: break  // Said once, in its entry; nothing later rests on it.
        }
    }

    /// The fewest facts that rebuild it.
    public var restated: [Fact] {
        recalls.values.sorted { $0.recalledBy < $1.recalledBy }.map { .recalled($0) }
            + corrected.values.sorted { $0.correctedBy < $1.correctedBy }.map { .corrected($0) }
            + openings.map { .opened($0) }
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}
