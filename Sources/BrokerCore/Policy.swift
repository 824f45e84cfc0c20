public import Escalation
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
    /// The agencies, keys and staff that the configuration names; the ledger's register is brought up to it.
    public let register: [Register.Fact]
    /// The systems through which other authorities' brokers speak.
    public let peers: [UserID: AuthorityCode]
    /// The keys that sign checkpoints, for WELCOME.
    public let checkpointKeys: [BrokerMessage.Welcome.Key]
    /// Whether time is a story's; a ledger begun so can never be used otherwise.
    public let storyClock: Bool

    /// Creates a policy.
    public init(
        authority: AuthorityCode,
        catalogue: Catalogue,
        ladders: Ladders,
        calendar: WorkingCalendar,
        register: [Register.Fact],
        peers: [UserID: AuthorityCode],
        checkpointKeys: [BrokerMessage.Welcome.Key],
        storyClock: Bool
    ) {
        self.authority = authority
        self.catalogue = catalogue
        self.ladders = ladders
        self.calendar = calendar
        self.register = register
        self.peers = peers
        self.checkpointKeys = checkpointKeys
        self.storyClock = storyClock
    }
}
