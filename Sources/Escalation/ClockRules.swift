public import Vocabulary

/// A partnership's clocks, and the policy sets that decide which of them run; data from `Configs/`.
public struct ClockRules: Hashable, Sendable {
    /// Guidance in force from one day until the next set's.
    public struct PolicySet: Hashable, Sendable {
        /// Its name, such as `WT2010`.
        public let name: String
        /// The first day on which it is in force; `nil` for the oldest.
        public let from: CivilDate?

        /// Creates a policy set.
        public init(_ name: String, from: CivilDate?) {
            self.name = name
            self.from = from
        }
    }

    private struct Place: Hashable, Sendable {
        let rule: Int
        let trigger: Int
    }

    /// The policy sets, oldest first.
    public let sets: [PolicySet]
    /// The rules, in the order written.
    public let rules: [ClockRule]

    private let places: [String: Int]
    private let starters: [String: [Place]]
    private let sightings: [Int]

    /// Creates rules, whose codes MUST differ.
    public init(sets: [PolicySet], rules: [ClockRule]) {
        self.sets = sets
        self.rules = rules
        var places: [String: Int] = [:]
        var starters: [String: [Place]] = [:]
        for (number, rule) in rules.enumerated() {
            precondition(places.updateValue(number, forKey: rule.code) == nil, "two rules \(rule.code)")
            for (trigger, start) in rule.starts.enumerated() {
                for topic in start.topics {
                    starters[topic, default: []].append(Place(rule: number, trigger: trigger))
                }
            }
        }
        self.places = places
        self.starters = starters
        sightings = rules.indices.filter { rules[$0].isSighting }
    }

    /// The same rules as a script knows them (`scenarios/README.md`): what is not run there starts only if it is expected.
    ///
    /// Where a script's lists are whole, what a topic starts in life does not start if the line does not list it: the list is
    /// the check.
    public func forScripts(listsAreWhole: Bool) -> ClockRules {
        ClockRules(
            sets: sets,
            rules: rules.map { rule in
                let isNextRun = rule.next.flatMap { self[$0] }?.replay == .run
                return rule.forScripts(continuing: isNextRun, listsAreWhole: listsAreWhole)
            }
        )
    }

    // MARK: Reading

    /// The rule of that code, whenever it is in force.
    public subscript(code: String) -> ClockRule? { places[code].map { rules[$0] } }

    /// The rule of that code if it is in force on that day.
    public func rule(_ code: String, at date: CivilDate) -> ClockRule? {
        self[code].flatMap { isInForce($0, at: date) ? $0 : nil }
    }

    /// The policy set in force on that day.
    public func set(at date: CivilDate) -> PolicySet? {
        sets.last { set in set.from.map { $0 <= date } ?? true }
    }

    /// Who is told of a challenge that is raised with that facet, such as `stage:2` or `immediate-risk`.
    public func talks(ofChallenge facet: String) -> [Role] {
        rules.first { rule in
            rule.starts.contains { $0.topics.contains("challenge.raised") && $0.facets.contains(facet) }
        }?.talks ?? []
    }

    /// A due time as people read it: the day, or for what is counted in hours the local time without offset.
    public func text(of due: Instant, for code: String) -> String {
        guard self[code]?.limit.isTimed == true else { return LondonTime.date(of: due).iso8601 }
        return String(LondonTime.rfc3339(due).prefix(16))
    }

    // MARK: What a word means

    /// What that word may start: each rule once, in order, with the first of its triggers that is met, or without one
    /// because the payload expects it or asks for a sighting.
    func candidates(for word: ClockWord) -> [(rule: ClockRule, trigger: ClockTrigger?)] {
        var met: [Int: Int] = [:]
        for form in Self.forms(of: word.topic) {
            for place in starters[form] ?? [] where rules[place.rule].starts[place.trigger].isMet(by: word) {
                met[place.rule] = min(met[place.rule] ?? place.trigger, place.trigger)
            }
        }
        let expected = word.expects.compactMap { places[$0] }.filter { rules[$0].isExpectable }
        let sightings = word.sightingWorkingDays == nil ? [] : self.sightings
        guard !met.isEmpty || !expected.isEmpty || !sightings.isEmpty else { return [] }
        // What is only expected runs for as long as it would if it began by itself.
        return Set(met.keys).union(expected).union(sightings).sorted().map { place in
            let trigger = met[place].map { rules[place].starts[$0] }
            return (
                rules[place], trigger ?? rules[place].lengths.first { $0.isAbout(word) && $0.isMet(by: word) }
            )
        }
    }

    /// Whether that word ends clocks of that code.
    func isCleared(_ code: String, by word: ClockWord) -> Bool {
        self[code].map { isMet($0.clears, by: word) } ?? false
    }

    /// Whether that word is one of those.
    func isMet(_ triggers: [ClockTrigger], by word: ClockWord) -> Bool {
        guard !triggers.isEmpty else { return false }
        let topics = Self.forms(of: word.topic)
        return triggers.contains { $0.topics.contains(where: topics.contains) && $0.isMet(by: word) }
    }

    func isInForce(_ rule: ClockRule, at date: CivilDate) -> Bool {
        guard rule.from.map({ $0 <= date }) ?? true else { return false }
        guard let sets = rule.sets else { return true }
        return set(at: date).map { sets.contains($0.name) } ?? false
    }

    /// The topic itself, its area, and everything.
    private static func forms(of topic: String) -> [String] {
        [topic, String(Substring(topic.utf8.prefix { $0 != UInt8(ascii: ".") })) + ".*", "*"]
    }
}
