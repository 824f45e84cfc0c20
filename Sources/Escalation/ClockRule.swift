public import Vocabulary

/// One clock of `domain.md` section 3: what starts it, what ends it, how long it runs and who hears of its breach.
public struct ClockRule: Hashable, Sendable {
    /// How a rule takes part when a script is replayed.
    public enum Replay: String, Hashable, Sendable, CaseIterable {
        /// As in a live broker.
        case run
        /// As in a live broker; where a script's lists of clocks are whole, only if the payload expects it.
        case unlessListed = "unless-listed"
        /// It starts only if the payload expects it.
        case onlyIfExpected = "only-if-expected"
        /// It does not start.
        case never
    }

    /// From which day it is counted.
    public enum Origin: String, Hashable, Sendable, CaseIterable {
        /// The day the message was accepted.
        case message
        /// The day it happened, if the message says so.
        case event
    }

    /// The code, such as `T20` or `P10a`.
    public let code: String
    /// What must be done, in a few plain words.
    public let title: String
    /// Where the limit comes from, in the marks of `domain.md`.
    public let source: String
    /// How long it runs.
    public let limit: ClockLimit
    /// How long before the end it warns.
    public let warning: ClockLimit?
    /// The policy sets under which it runs; `nil` if it depends on none.
    public let sets: [String]?
    /// The first day whose events start it.
    public let from: CivilDate?
    /// From which day it is counted.
    public let origin: Origin
    /// What starts it.
    public let starts: [ClockTrigger]
    /// How long it runs when a payload expects it: what starts it also where it does not start by itself.
    let lengths: [ClockTrigger]
    /// Whether it starts when a payload expects it.
    public let isExpectable: Bool
    /// Whether it starts when a concern asks for a sighting, with the limit that the concern gives.
    public let isSighting: Bool
    /// Whether what would start it does nothing while one about the same runs.
    public let isSingle: Bool
    /// The facet that tells what each is about, such as `hazard`; what names another value does not end it.
    public let subject: String?
    /// What ends it.
    public let clears: [ClockTrigger]
    /// What makes it stand still.
    public let pauses: [ClockTrigger]
    /// What makes it go on.
    public let resumes: [ClockTrigger]
    /// Who is told of a challenge that starts it, besides whoever leads.
    public let talks: [Role]
    /// Who is told of a breach; of each list the first role that is active.
    public let tells: [[Role]]
    /// Who is told instead while social care does not know the case; `nil` for the same.
    public let tellsBeforeKnown: [[Role]]?
    /// Who hears of a breach without being asked to answer, in the same form; of a challenge, with whoever raised it.
    public let informs: [[Role]]
    /// The pattern that a breach raises.
    public let pattern: String?
    /// Whether it raises it when a script is replayed as well.
    public let isPatternForScripts: Bool
    /// The clock that a breach starts; the rule's own code for one that begins again.
    public let next: String?
    /// Whether it goes on when the case is closed.
    public let outlivesCase: Bool
    /// Whether it goes on when the child has died.
    public let outlivesChild: Bool
    /// How it takes part when a script is replayed.
    public let replay: Replay

    /// Creates a rule; what is left out is none.
    public init(
        code: String,
        title: String,
        source: String = "",
        limit: ClockLimit,
        warning: ClockLimit? = nil,
        sets: [String]? = nil,
        from: CivilDate? = nil,
        origin: Origin = .message,
        starts: [ClockTrigger] = [],
        lengths: [ClockTrigger]? = nil,
        isExpectable: Bool = true,
        isSighting: Bool = false,
        isSingle: Bool = false,
        subject: String? = nil,
        clears: [ClockTrigger] = [],
        pauses: [ClockTrigger] = [],
        resumes: [ClockTrigger] = [],
        talks: [Role] = [],
        tells: [[Role]] = [],
        tellsBeforeKnown: [[Role]]? = nil,
        informs: [[Role]] = [],
        pattern: String? = nil,
        isPatternForScripts: Bool = true,
        next: String? = nil,
        outlivesCase: Bool = false,
        outlivesChild: Bool = false,
        replay: Replay = .run
    ) {
        self.code = code
        self.title = title
        self.source = source
        self.limit = limit
        self.warning = warning
        self.sets = sets
        self.from = from
        self.origin = origin
        self.starts = starts
        self.lengths = lengths ?? starts
        self.isExpectable = isExpectable
        self.isSighting = isSighting
        self.isSingle = isSingle
        self.subject = subject
        self.clears = clears
        self.pauses = pauses
        self.resumes = resumes
        self.talks = talks
        self.tells = tells
        self.tellsBeforeKnown = tellsBeforeKnown
        self.informs = informs
        self.pattern = pattern
        self.isPatternForScripts = isPatternForScripts
        self.next = next
        self.outlivesCase = outlivesCase
        self.outlivesChild = outlivesChild
        self.replay = replay
    }

    /// Whom a breach tells.
    public func told(isKnownToSocialCare: Bool) -> [[Role]] {
        isKnownToSocialCare ? tells : tellsBeforeKnown ?? tells
    }

    /// The same rule as a script knows it; another begins after it only if scripts run that one.
    func forScripts(continuing isNextRun: Bool, listsAreWhole: Bool) -> ClockRule {
        let isRun = replay == .run || replay == .unlessListed && !listsAreWhole
        return ClockRule(
            code: code,
            title: title,
            source: source,
            limit: limit,
            warning: warning,
            sets: sets,
            from: from,
            origin: origin,
            starts: isRun ? starts.filter(\.isForScripts) : [],
            lengths: lengths,
            isExpectable: replay == .never ? false : isExpectable,
            isSighting: replay == .run && isSighting,
            isSingle: isSingle,
            subject: subject,
            clears: clears.filter(\.isForScripts),
            pauses: pauses.filter(\.isForScripts),
            resumes: resumes.filter(\.isForScripts),
            talks: talks,
            tells: tells,
            tellsBeforeKnown: tellsBeforeKnown,
            informs: informs,
            pattern: isPatternForScripts ? pattern : nil,
            next: isNextRun ? next : nil,
            outlivesCase: outlivesCase,
            outlivesChild: outlivesChild,
            replay: replay
        )
    }
}
