import JSON
import Patterns
import Routing
import Topics
import Vocabulary

/// An entry while it is decided: each fact is applied as it is noted, so later conclusions rest on earlier ones.
struct Draft {
    let sequence: LedgerSequence
    let accepted: Instant
    let publisher: UserID
    let id: MessageID
    let topic: Topic
    /// SHA-256 of the body, if it was checked.
    let sha256: Digest?
    /// The body, read.
    let event: JSONDocument
    private var lines = JSONWriter(capacity: 960)
    /// Whom and what the body speaks of, once that was looked for.
    var references = PayloadReferences.none
    /// The routing decision among the facts.
    private(set) var routed: RoutedFact?
    /// Every topic under which it goes to subscribers, once they were looked for.
    var aliases: [Topic]?
    /// The entry that it takes back or corrects.
    var meant: Arrival.PastEntry?
    /// What its publisher said here itself, if a peer forwards it.
    var original: Arrival.PastEntry?
    /// The cases that nobody holds from this entry on: an alarm each.
    private(set) var unheld: [CaseID] = []
    /// Who is put on which case by this entry: they and the others are told of one another.
    private(set) var joined: [(caseID: CaseID, allocation: CaseFile.Allocation)] = []

    /// What people are asked for because of this entry.
    private(set) var asks: [Ask] = []

    /// Something that people are asked for.
    enum Ask {
        /// What they know of a family that is assessed.
        case contributions(CaseID)
        /// Who the father is.
        case father(CaseID)
        /// Which of the services goes on, where several were asked for one need.
        case oneService(CaseID, [ReferralBook.Referral])
        /// To supervise whoever holds the case, because so many patterns are open.
        case supervision(CaseID)
    }

    /// People are to be asked for it.
    mutating func ask(_ ask: Ask) { asks.append(ask) }

    /// Cases that have come into one household with others by this entry: their workers are introduced to each other.
    var neighbouring: [CaseID] = []

    /// Whom this entry speaks of who may be somebody known: people are asked about each.
    private(set) var proposals: [MatchProposal] = []

    /// The patterns that this entry completes: people are told of each.
    private(set) var alerts: [(caseID: CaseID, alert: PatternAlert, step: ScoreRule.Step?)] = []

    /// People are to be told of these patterns; the last of a case brought its score to that step.
    mutating func note(_ alerts: [(CaseID, PatternAlert)], reaching step: ScoreRule.Step? = nil) {
        for (number, (caseID, alert)) in alerts.enumerated() {
            self.alerts.append((caseID, alert, number == alerts.count - 1 ? step : nil))
        }
    }

    /// The facts, one JSON object a line.
    var facts: [UInt8] { lines.bytes }

    /// Stores facts that are already applied.
    mutating func store(_ facts: [BrokerFact]) {
        for fact in facts { store(fact) }
    }

    /// Stores a fact that is already applied.
    mutating func store(_ fact: BrokerFact) {
        fact.writeLine(to: &lines)
        if case .casebook(.unallocated(let id, since: _)) = fact { unheld.append(id) }
        if case .casebook(.allocated(let id, let allocation)) = fact { joined.append((id, allocation)) }
        if case .register(.matchProposed(let proposal)) = fact { proposals.append(proposal) }
        if case .routed(let decided) = fact { routed = decided }
    }

    var entry: Turn.Entry { Turn.Entry(self) }

    init(
        sequence: LedgerSequence,
        accepted: Instant,
        publisher: UserID,
        id: MessageID,
        topic: Topic,
        event: JSONDocument,
        sha256: Digest? = nil
    ) {
        self.sequence = sequence
        self.accepted = accepted
        self.publisher = publisher
        self.id = id
        self.topic = topic
        self.sha256 = sha256
        self.event = event
    }
}
