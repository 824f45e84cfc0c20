public import Vocabulary

/// What one concern says to the clocks of a case: its topic, and the facts of its payload that rules may ask for.
public struct ClockWord: Hashable, Sendable {
    /// The concern's entry in the ledger.
    public let entry: LedgerSequence
    /// When it was accepted.
    public let at: Instant
    /// The day on which it happened, if the concern says another than the day it was accepted.
    public let happened: CivilDate?
    /// The topic, `area.event`.
    public let topic: String
    /// The role that said it, if it speaks as one.
    public let by: Role?
    /// Facts of the payload in one form: `name` or `name:value`, such as `seen` or `type:STRAT`.
    public let facets: [String]
    /// The codes of the clocks that the payload says it opens.
    public let expects: [String]
    /// The codes of the clocks that the payload says it closes.
    public let satisfies: [String]
    /// The entries that it answers (a query, a meeting); without any it answers all.
    public let answers: [LedgerSequence]
    /// Within how many working days somebody must see the child, if the concern asks for it.
    public let sightingWorkingDays: Int?
    /// Whether social care knows the case.
    public let isKnownToSocialCare: Bool

    /// Creates a word.
    public init(
        entry: LedgerSequence,
        at: Instant,
        happened: CivilDate? = nil,
        topic: String,
        by: Role? = nil,
        facets: [String] = [],
        expects: [String] = [],
        satisfies: [String] = [],
        answers: [LedgerSequence] = [],
        sightingWorkingDays: Int? = nil,
        isKnownToSocialCare: Bool = false
    ) {
        self.entry = entry
        self.at = at
        self.happened = happened
        self.topic = topic
        self.by = by
        self.facets = facets
        self.expects = expects
        self.satisfies = satisfies
        self.answers = answers
        self.sightingWorkingDays = sightingWorkingDays
        self.isKnownToSocialCare = isKnownToSocialCare
    }

    /// Whether it has that facet: the same text, or any value of that name.
    public func has(_ facet: String) -> Bool {
        // Asked many times for every concern: bytes are compared where they lie, and most differ in the first.
        let wanted = facet.utf8Span.span
        for said in facets {
            let said = said.utf8Span.span
            guard said.count >= wanted.count else { continue }
            var place = 0
            while place < wanted.count, said[place] == wanted[place] { place += 1 }
            guard place == wanted.count else { continue }
            if said.count == place || said[place] == UInt8(ascii: ":") { return true }
        }
        return false
    }

    /// The value of the facet of that name, or `nil` without one; `by` is the role that speaks.
    public func value(of name: String) -> String? {
        if name == "by" { return by?.code }
        return facets.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// Whether it speaks of that one, by any of the names it has for them; `nil` if it names none.
    func names(_ subject: String, as name: String) -> Bool? {
        value(of: name).map { $0 == subject || facets.contains("\(name):\(subject)") }
    }

    /// Whether the payload says that it opens that clock, and may.
    func expects(_ rule: ClockRule) -> Bool { rule.isExpectable && expects.contains(rule.code) }
}
