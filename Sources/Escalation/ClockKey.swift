public import Vocabulary

/// Which clock: of which case, by which rule, started by which entry of the ledger.
///
/// A stage that starts because the one before it passed keeps the entry that began the first.
public struct ClockKey: Hashable, Comparable, Sendable {
    /// The case whose clock it is.
    public let caseID: CaseID
    /// The rule's code (`domain.md` section 3), such as `T20` or `P10a`.
    public let code: String
    /// The entry that started it.
    public let startedBy: LedgerSequence

    /// Creates a key.
    public init(caseID: CaseID, code: String, startedBy: LedgerSequence) {
        self.caseID = caseID
        self.code = code
        self.startedBy = startedBy
    }

    /// Orders by entry, then code, then case, by their bytes.
    public static func < (lhs: ClockKey, rhs: ClockKey) -> Bool {
        if lhs.startedBy != rhs.startedBy { return lhs.startedBy < rhs.startedBy }
        if lhs.code != rhs.code { return lhs.code.utf8.lexicographicallyPrecedes(rhs.code.utf8) }
        return lhs.caseID < rhs.caseID
    }
}

extension ClockKey: CustomStringConvertible {
    /// `T20#7`: the code and the entry.
    public var description: String { "\(code)#\(startedBy.number)" }
}
