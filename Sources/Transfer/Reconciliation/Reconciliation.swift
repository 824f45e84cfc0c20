public import Vocabulary

/// How far our ledger and our peers' agree, since this process began.
public struct Reconciliation: Sendable, Equatable {
    /// What we asked a peer.
    struct Inquiry: Sendable, Equatable {
        let extent: LedgerExtent
        /// The entry that asks, once it is said.
        var question: EntryReference?
        var isAnswered = false
    }

    /// What a peer asked us and is owed.
    struct Question: Sendable, Equatable {
        let extent: LedgerExtent
        let said: EntryReference
    }

    private(set) var inquiries: [AuthorityCode: Inquiry] = [:]
    /// In the order asked; a peer that began again has asked anew.
    private(set) var questions: [AuthorityCode: [Question]] = [:]
    /// Since when it is known that a backup was restored, until every peer has handed back what it has.
    public private(set) var setBackSince: Instant?
    /// When a process began that found its ledger set back, or the process that runs.
    private(set) var beganAt: Instant?
    /// When the first process began since which not every peer has said that our ledger lacks nothing.
    private(set) var doubtedSince: Instant?
    /// Since when concerns were handed back to the process that has reconciled: some were about strangers then.
    private var resumedFrom: Instant?
    /// The same of the process before, whose look back may have been cut short.
    private(set) var looksBackFrom: Instant?
    /// Whether the ledger began with this process, so that no decision here can contradict an older one.
    private(set) var isFirst = true

    mutating func apply(_ fact: ReconciliationFact, at now: Instant) {
        switch fact {
        case .begun(let peers, let extent, let isFirst):
            self.isFirst = isFirst
            if extent == .seen || beganAt == nil { beganAt = now }
            if !isSetBack, unanswered.isEmpty || doubtedSince == nil { doubtedSince = now }
            (looksBackFrom, resumedFrom) = (resumedFrom, nil)
            inquiries = Dictionary(uniqueKeysWithValues: Set(peers).map { ($0, Inquiry(extent: extent)) })
        case .asked(let peer, let said): inquiries[peer]?.question = said
        case .answered(let peer, _): inquiries[peer]?.isAnswered = true
        case .questioned(let peer, let extent, let said):
            questions[peer, default: []].append(Question(extent: extent, said: said))
        case .replied(let peer, to: let asked):
            let left = (questions[peer] ?? []).filter { $0.said.digest != asked }
            questions[peer] = left.isEmpty ? nil : left
        case .setBack: setBackSince = setBackSince ?? now
        case .reconciled: (setBackSince, resumedFrom) = (nil, doubtedSince)
        }
    }

    /// Whether our ledger is known to be older than what a peer has seen.
    public var isSetBack: Bool { setBackSince != nil }

    /// The peers that have not yet said what they have of us since we began, sorted.
    public var unanswered: [AuthorityCode] { inquiries.filter { !$0.value.isAnswered }.keys.sorted() }

    /// Whether a peer may have seen more of us than we have.
    func isWaiting(for peer: AuthorityCode) -> Bool { inquiries[peer].map { !$0.isAnswered } ?? false }
}
