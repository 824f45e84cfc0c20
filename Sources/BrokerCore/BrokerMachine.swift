import Escalation
import Meetings
import Transfer
public import Vocabulary
import Wire

/// The broker as a pure value: arrivals and the time in, what to store and then do out.
///
///     arrivals ──▶ admit ──▶ decide ──▶ Turn(entries, facts, actions) ──▶ the shell: store, sync, act
///
/// The shell MUST make a turn durable before it runs any of its actions, MUST run them in order, and MUST stop
/// if it cannot: this value is already ahead of the disk.
public struct BrokerMachine: Sendable {
    let policy: Policy
    let boot: String
    var state: BrokerState
    var sessions: SessionTable
    /// What the broker itself must say to peers, before the turn ends.
    var owed: [TransferMessage] = []
    /// What must never happen between honest authorities and did; shown on the duty list until the process ends.
    var alarms: [TransferAlarm] = []
    /// What a peer refused for good; not sent again by this process, and shown on the duty list.
    var refusedByPeer: [AuthorityCode: [LedgerSequence]] = [:]
    /// Whether the ledger has no room for another concern; what is not a concern goes on from its reserve.
    public var isFull = false
    /// Whether decisions are durable in two places before they leave; the shell says.
    public var hasSecondPlace = false
    /// Whether a key was recorded in the turn being decided, so that sessions may have to end.
    var haveKeysChanged = false
    /// The day on which it was last looked for staff who have left.
    var leaversSought: CivilDate?
    /// Until when nobody is said to be silent, because the broker itself was away and could not hear.
    var listeningSince = Instant(milliseconds: 0)
    /// During replay: facts of the turn that wait for the entries they came after.
    var noted: [NotedFact] = []
    /// Ids accepted that the shell cannot find in the ledger: those of the turn being decided.
    var accepted: [AcceptedID: Arrival.EarlierEntry] = [:]

    /// Creates a broker without history; replay the ledger into it before the first turn.
    ///
    /// `boot` is a random name for this run of the process.
    public init(policy: Policy, boot: String) {
        self.policy = policy
        self.boot = boot
        state = BrokerState(policy: policy)
        sessions = SessionTable()
    }

    /// When the next turn is due although nothing arrives, or `nil`.
    public var nextDeadline: Instant? {
        [
            state.escalations.deadline, state.clocks.deadline, state.expectations.deadline,
            state.meetings.deadline, state.consultations.deadline, state.transfers.deadline, silenceDeadline,
        ].compactMap(\.self).min()
    }

    /// The real time at which a silent connection is dropped or a refused delivery tried again, or `nil`.
    public var nextMonotonicDeadline: Int64? { sessions.nextDeadline }

    /// Decides everything that arrived, at one reading of the clock.
    public mutating func turn(_ arrivals: [Arrival], at tick: Tick) -> Turn {
        var turn = Turn()
        self.turn(arrivals, at: tick, into: &turn)
        return turn
    }

    /// The same, joined to what earlier readings of the sockets decided: everything is made durable together.
    public mutating func turn(_ arrivals: [Arrival], at tick: Tick, into turn: inout Turn) {
        let tick = Tick(now: max(tick.now, state.lastAccepted), monotonic: tick.monotonic)
        // What waits in the turn for the disk is not in the ledger yet, and a client may say it again meanwhile.
        if turn.entries.isEmpty { accepted.removeAll(keepingCapacity: true) }
        passTime(to: tick, into: &turn)
        for arrival in arrivals {
            switch arrival {
            case .message(let origin, let message, let earlier, let meant, let original):
                let past = Call.Past(earlier: earlier, meant: meant, original: original)
                receive(message, from: origin, past, at: tick, into: &turn)
            case .peerReceipted(let peer, let sequence):
                peerReceipted(peer, sequence, at: tick.now, into: &turn)
            case .peerRefused(let peer, let sequence):
                // It may have been sent once more before the link knew.
                guard refusedByPeer[peer]?.contains(sequence) != true else { continue }
                refusedByPeer[peer, default: []].append(sequence)
            case .lookedBack(let lineage, let entries):
                lookedBack(lineage, entries, at: tick.now, into: &turn)
            case .history(let handle, let entries, let through):
                match(entries, through: through, with: handle, into: &turn)
            }
        }
        sayOwed(at: tick.now, into: &turn)
        dropRevoked(into: &turn)
        deliverWaiting(at: tick, into: &turn)
    }
}

/// A message as its publisher names it.
struct AcceptedID: Hashable, Sendable {
    let user: UserID
    let id: MessageID
}
