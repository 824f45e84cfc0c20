public import Vocabulary

/// What must be said for a clock to start or to end.
public struct ClockTrigger: Hashable, Sendable {
    /// The topics: `area.event`, all of an area as `area.*`, or `*`.
    public let topics: [String]
    /// The topics among those that it is not about.
    public let except: [String]
    /// Facets that must all be there: `name:value`, or `name` for any value.
    public let facets: [String]
    /// Facets none of which may be there.
    public let without: [String]
    /// The roles one of which must say it; empty for anybody.
    public let by: [Role]
    /// Whether social care must know the case, or must not; `nil` for either.
    public let isKnown: Bool?
    /// The limit that it starts, if not the rule's own.
    public let limit: ClockLimit?
    /// Whether it counts when a script is replayed (`ClockRules.forScripts`).
    public let isForScripts: Bool

    /// Creates a trigger.
    public init(
        _ topics: [String],
        except: [String] = [],
        facets: [String] = [],
        without: [String] = [],
        by: [Role] = [],
        isKnown: Bool? = nil,
        limit: ClockLimit? = nil,
        isForScripts: Bool = true
    ) {
        self.topics = topics
        self.except = except
        self.facets = facets
        self.without = without
        self.by = by
        self.isKnown = isKnown
        self.limit = limit
        self.isForScripts = isForScripts
    }

    /// Whether the word is on one of its topics.
    func isAbout(_ word: ClockWord) -> Bool { topics.contains(word.topic) }

    /// Whether that was said, its topic apart.
    func isMet(by word: ClockWord) -> Bool {
        !except.contains(word.topic)
            && facets.allSatisfy { word.has($0) }
            && !without.contains { word.has($0) }
            && (by.isEmpty || word.by.map(by.contains) == true)
            && (isKnown == nil || isKnown == word.isKnownToSocialCare)
    }
}
