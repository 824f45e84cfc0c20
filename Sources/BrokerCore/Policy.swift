public import Concerns
public import Escalation
public import Meetings
public import Patterns
public import Routing
public import Topics
public import Vocabulary
public import Wire

/// What a partnership agreed, as data: nothing here is decided in Swift.
public struct Policy: Sendable {
    /// The authority this broker serves.
    public let authority: AuthorityCode
    /// Every topic.
    public let catalogue: Catalogue
    /// How long people have, and who is next.
    public let ladders: Ladders
    /// When offices are open.
    public let calendar: WorkingCalendar
    /// Which messages start and end which clocks.
    public let clocks: ClockRules
    /// What makes a meeting sound.
    public let meetings: MeetingRules
    /// What several concerns mean together, and when risk is heightened.
    public let patterns: PatternRules
    /// The agencies, keys and staff that the configuration names; the ledger's register is brought up to it.
    public let register: [Register.Fact]
    /// The systems through which other authorities' brokers speak.
    public let peers: [UserID: AuthorityCode]
    /// The keys that sign checkpoints, for WELCOME.
    public let checkpointKeys: [BrokerMessage.Welcome.Key]
    /// The keys with which each authority signs what it says to another, its older ones included; ours among them.
    public var signers: [AuthorityCode: [VerifyingKey]] = [:]
    /// How often which systems must speak; nobody is waited for who is not named.
    public var silence: [UserID: SilenceBook.Terms] = [:]
    /// Whom to ring about which systems.
    public var contacts: [UserID: SystemContact] = [:]
    /// Whether time is a story's; a ledger begun so can never be used otherwise.
    public let storyClock: Bool

    /// Creates a policy.
    public init(
        authority: AuthorityCode,
        catalogue: Catalogue,
        ladders: Ladders,
        calendar: WorkingCalendar,
        clocks: ClockRules = .none,
        meetings: MeetingRules = .none,
        patterns: PatternRules = .none,
        register: [Register.Fact],
        peers: [UserID: AuthorityCode],
        checkpointKeys: [BrokerMessage.Welcome.Key],
        storyClock: Bool
    ) {
        self.authority = authority
        self.catalogue = catalogue
        self.ladders = ladders
        self.calendar = calendar
        self.clocks = clocks
        self.meetings = meetings
        self.patterns = patterns
        self.register = register
        self.peers = peers
        self.checkpointKeys = checkpointKeys
        self.storyClock = storyClock
    }

    /// The same policy for another authority with another register.
    public init(_ policy: Policy, of authority: AuthorityCode, register: [Register.Fact]) {
        self.init(
            authority: authority,
            catalogue: policy.catalogue,
            ladders: policy.ladders,
            calendar: policy.calendar,
            clocks: policy.clocks,
            meetings: policy.meetings,
            patterns: policy.patterns,
            register: register,
            peers: policy.peers,
            checkpointKeys: policy.checkpointKeys,
            storyClock: policy.storyClock
        )
        signers = policy.signers
        silence = policy.silence
        contacts = policy.contacts
    }
}
