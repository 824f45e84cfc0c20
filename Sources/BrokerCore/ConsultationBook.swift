public import Vocabulary

/// Consultations without names (N64): who asked, which only the broker knows, so that the answer reaches them and nobody
/// else, and which of them became a referral.
public struct ConsultationBook: Sendable, Equatable {
    /// Something that was asked.
    public struct Question: Hashable, Sendable {
        /// The entry that asked it.
        public let entry: LedgerSequence
        /// The id by which an answer names it.
        public let id: MessageID
        /// The system that asked.
        public let asker: UserID
        /// Until when somebody should have answered; `nil` if the policy says nothing.
        public let due: Instant?
    }

    /// A referral that came of a question.
    public struct Referral: Hashable, Sendable {
        /// The referral's entry.
        public let entry: LedgerSequence
        /// The cases that it reached.
        public let cases: [CaseID]
        /// The question's entry.
        public let question: LedgerSequence
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// Somebody asked.
        case asked(Question)
        /// Somebody answered, under that id.
        case answered(MessageID, MessageID)
        /// Nobody answered in time, and whoever asked is told.
        case unanswered(MessageID)
        /// Whoever asked made a referral of it.
        case referred(Referral)
    }

    private var questions: [MessageID: Question] = [:]
    /// Which question an answer answers.
    private var answers: [MessageID: MessageID] = [:]
    private var referrals: [Referral] = []
    /// Until when somebody should answer what nobody has answered yet: few, and none for longer than its time.
    private var waiting: [MessageID: Instant] = [:]

    /// Creates an empty book.
    public init() {}

    /// The question of that id, or that an answer of that id answers; `nil` if there is none.
    public func question(_ id: MessageID) -> Question? {
        questions[id] ?? answers[id].flatMap { questions[$0] }
    }

    /// The referrals about a case that came of questions, oldest first.
    public func referrals(on caseID: CaseID) -> [Referral] { referrals.filter { $0.cases.contains(caseID) } }

    /// When ``timePassed(to:)`` must next be called, or `nil` if every question is answered or was late.
    public var deadline: Instant? { waiting.values.min() }

    /// The first question that nobody answered in time, once; `nil` if none.
    mutating func timePassed(to now: Instant) -> (question: Question, decision: Decision<Fact, Never>)? {
        let late = waiting.filter { $0.value <= now }.min { ($0.value, $0.key) < ($1.value, $1.key) }
        guard let question = late.flatMap({ questions[$0.key] }) else { return nil }
        return (question, commit(.unanswered(question.id)))
    }

    /// Somebody asks; whoever asked first under an id keeps it, lest an answer be led elsewhere.
    mutating func asked(_ question: Question) -> Decision<Fact, Never> {
        questions[question.id] == nil ? commit(.asked(question)) : .nothing
    }

    /// Somebody answers a question that is known.
    mutating func answered(_ question: MessageID, by answer: MessageID) -> Decision<Fact, Never> {
        commit(.answered(question, answer))
    }

    /// Whoever asked makes a referral of it.
    mutating func referred(_ referral: Referral) -> Decision<Fact, Never> { commit(.referred(referral)) }

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .asked(let question):
            questions[question.id] = question
            waiting[question.id] = question.due
        case .answered(let question, let answer):
            answers[answer] = question
            waiting[question] = nil
        case .unanswered(let question): waiting[question] = nil
        case .referred(let referral): referrals.append(referral)
        }
    }

    /// The fewest facts that rebuild it.
    public var restated: [Fact] {
        questions.values.sorted { $0.entry < $1.entry }.map { .asked($0) }
            + answers.sorted { $0.key < $1.key }.map { .answered($0.value, $0.key) }
            + questions.values.filter { $0.due != nil && waiting[$0.id] == nil }.map(\.id).sorted()
            .map { .unanswered($0) }
            + referrals.map { .referred($0) }
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}
