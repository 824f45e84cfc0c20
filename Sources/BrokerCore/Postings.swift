import Escalation
import Transfer
import Vocabulary

/// The double entry over the facts that are stored: what leaves one place arrives in another, in the same fact.
///
///     receipt ──▶ informational ── raised ──▶ waiting ── answered by all ──▶ acknowledged
///                     waiting ── taken back, and nobody had answered ──▶ informational
///     any ── refused too often ──▶ quarantined ── somebody looked at it ──▶ where it was
///     any ── must reach a peer ──▶ waiting ── receipted by it ──▶ transferred, unless somebody answered here
///
/// It is kept from facts alone and apart from the machines, whose own counts it is held against: a fact that one
/// applies and the other does not shows in the next check. Every fact costs O(1). What is at rest needs no memory:
/// only what waits, is quarantined or went to a peer has an account.
struct Postings: Sendable, Equatable {
    /// What is not at rest about one entry.
    struct Account: Sendable, Equatable {
        var unanswered = 0
        var answered = 0
        var quarantines = 0
        var onTheirWay: [AuthorityCode] = []
        var hasReachedPeer = false

        var bucket: Balance.Bucket {
            if quarantines > 0 { return .quarantined }
            if unanswered > 0 || !onTheirWay.isEmpty { return .waiting }
            if answered > 0 { return .acknowledged }
            return hasReachedPeer ? .transferred : .informational
        }

        /// Whether nothing is lost by forgetting it: that somebody answered is known elsewhere, too.
        var isAtRest: Bool {
            quarantines == 0 && unanswered == 0 && onTheirWay.isEmpty && !hasReachedPeer
        }
    }

    /// How many entries are where.
    private(set) var balance = Balance()
    /// Obligations that nobody has answered.
    private(set) var unanswered = 0
    /// Obligations that somebody has.
    private(set) var answered = 0
    /// Concerns that a peer has not receipted, once for each peer.
    private(set) var onTheirWay = 0
    private var newest = LedgerSequence(0)
    private(set) var accounts: [LedgerSequence: Account] = [:]
    /// Entries in quarantine, by the entry whose obligation says who must look at them.
    private(set) var quarantined: [LedgerSequence: LedgerSequence] = [:]

    /// Creates the postings of no entry.
    init() {}

    /// The postings as they were, for a snapshot.
    init(
        balance: Balance,
        through newest: LedgerSequence,
        accounts: [LedgerSequence: Account],
        quarantined: [LedgerSequence: LedgerSequence],
        unanswered: Int,
        answered: Int,
        onTheirWay: Int
    ) {
        self.balance = balance
        self.newest = newest
        self.accounts = accounts
        self.quarantined = quarantined
        self.unanswered = unanswered
        self.answered = answered
        self.onTheirWay = onTheirWay
    }

    /// The entry is receipted: from now on it is somewhere.
    mutating func entered(_ sequence: LedgerSequence) {
        newest = max(newest, sequence)
        balance[accounts[sequence]?.bucket ?? .informational] += 1
        if accounts[sequence]?.isAtRest == true { accounts[sequence] = nil }
    }

    /// Moves what the fact is about; `wasAnswered` says whether somebody ever answered for an entry.
    mutating func post(_ fact: BrokerFact, wasAnswered: (LedgerSequence) -> Bool) {
        switch fact {
        case .escalation(let fact): post(fact)
        case .transfer(.queued(let parcel, _)):
            // What brokers say to one another is no concern of anybody's; it stays informational.
            guard parcel.concern != nil else { return }
            onTheirWay += 1
            move(parcel.sequence, wasAnswered(parcel.sequence)) { $0.onTheirWay.append(parcel.to) }
        case .transfer(.receipted(let sequence, let peer, _)):
            guard accounts[sequence]?.onTheirWay.contains(peer) == true else { return }
            onTheirWay -= 1
            move(sequence, wasAnswered(sequence)) { account in
                account.onTheirWay.removeAll { $0 == peer }
                account.hasReachedPeer = true
            }
        case .quarantined(let fact):
            quarantined[fact.alarm] = fact.sequence
            move(fact.sequence, wasAnswered(fact.sequence)) { $0.quarantines += 1 }
        case .started, .routed, .register, .casebook, .subscription, .transfer, .clock, .meeting, .pattern,
            .hold,
            .expectation, .challenge, .sharing, .consultation, .referral, .silence:
            break
        }
    }

    private mutating func post(_ fact: EscalationBook.Fact) {
        switch fact {
        case .raised(let key, _):
            unanswered += 1
            move(key.sequence, false) { $0.unanswered += 1 }
        case .acknowledged(let key, _, _, _):
            unanswered -= 1
            answered += 1
            move(key.sequence, false) { account in
                account.unanswered -= 1
                account.answered += 1
            }
            guard let entry = quarantined.removeValue(forKey: key.sequence) else { return }
            move(entry, false) { $0.quarantines -= 1 }
        case .withdrawn(let key, _):
            unanswered -= 1
            move(key.sequence, false) { $0.unanswered -= 1 }
        // It waits as before: for others, for one more, or for whoever acts to say that it is done.
        case .climbed, .reassigned, .counted, .acting, .returned, .exhausted: break
        }
    }

    /// Takes one from where the entry was and puts one where it is now.
    private mutating func move(
        _ sequence: LedgerSequence,
        _ wasAnswered: Bool,
        _ change: (inout Account) -> Void
    ) {
        // Without an account it was at rest: everybody who had to answer did, or nobody need.
        var account = accounts[sequence] ?? Account(answered: wasAnswered && sequence <= newest ? 1 : 0)
        let before = account.bucket
        change(&account)
        guard sequence <= newest else {
            accounts[sequence] = account
            return
        }
        balance[before] -= 1
        balance[account.bucket] += 1
        accounts[sequence] = account.isAtRest ? nil : account
    }
}
