public import BrokerCore
public import Concerns
public import Ledger
import Metrics
public import Vocabulary
public import ZeroMQ

/// Everything a broker is started with; made from `Configs/` by the executable.
public struct BrokerConfiguration: Sendable {
    /// What the partnership agreed.
    public var policy: Policy
    /// Where clients connect, `tcp://…`.
    public var endpoint: String
    /// The CURVE key it serves with.
    public var curve: KeyPair
    /// The key that signs what goes to other authorities.
    public var signing: SigningKey
    /// The other authorities.
    public var peers: [Peer]
    /// Where the chronology's database lies.
    public var viewPath: String
    /// The path of the story clock's socket, or `nil` for the wall clock.
    public var storyClockPath: String?
    /// Where a story begins whose ledger is not further already.
    public var storyStart: Instant?
    /// The path of the socket that answers whether everything is well, or `nil` for none.
    public var healthPath: String?
    /// The folder of the ledger's snapshots, or `nil` for none: then a restart takes as long as the ledger is.
    public var snapshotPath: String?
    /// Where decisions are durable a second time, or `nil` for nowhere, which is said.
    public var mirror: WordMirror?
    /// How many entries come between two snapshots, and so how many a restart replays at most, more or less.
    public var entriesPerSnapshot: Int64 = 100_000
    /// Opens the ledger and replays the turns behind the mark, one by one.
    public var openLedger: @Sendable (TurnMark, (RecoveredTurn) throws -> Void) throws -> any LedgerStore

    /// How clients' keys are asked for, unless a test wants it done badly.
    var authenticator: @Sendable (ZeroMQContext) throws -> Authenticator = { try Authenticator(context: $0) }
    /// Reads the wall clock and real time: the machine's own, unless a test moves them.
    var clocks: @Sendable () -> Tick = BrokerClock.machine
    /// How connections are treated: as `wire.md` says, unless a test lets time stand still for the sockets, too.
    var router = RouterOptions()
    /// What counts are reported to: the process's own, unless a test wants to see them.
    var metrics: any MetricsFactory = MetricsSystem.factory
    /// What is told that a moment was reached at which a torture may end the process; nobody in operation.
    public var failPoint: (@Sendable (FailPoint) -> Void)?

    /// Another authority's broker, of which this one is an ordinary client.
    public struct Peer: Sendable {
        /// Which authority.
        public var authority: AuthorityCode
        /// Where its broker listens.
        public var endpoint: String
        /// The key its broker serves with.
        public var serverKey: CurvePublicKey

        /// Creates a peer.
        public init(authority: AuthorityCode, endpoint: String, serverKey: CurvePublicKey) {
            self.authority = authority
            self.endpoint = endpoint
            self.serverKey = serverKey
        }
    }

    /// Creates a configuration.
    public init(
        policy: Policy,
        endpoint: String,
        curve: KeyPair,
        signing: SigningKey,
        peers: [Peer],
        viewPath: String,
        storyClockPath: String?,
        storyStart: Instant? = nil,
        healthPath: String? = nil,
        snapshotPath: String? = nil,
        openLedger: @escaping @Sendable (TurnMark, (RecoveredTurn) throws -> Void) throws -> any LedgerStore
    ) {
        self.policy = policy
        self.endpoint = endpoint
        self.curve = curve
        self.signing = signing
        self.peers = peers
        self.viewPath = viewPath
        self.storyClockPath = storyClockPath
        self.storyStart = storyStart
        self.healthPath = healthPath
        self.snapshotPath = snapshotPath
        self.openLedger = openLedger
    }
}
