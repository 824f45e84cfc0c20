import BrokerCore
import Ledger
import Logging
import Vocabulary

/// Rebuilds what a broker knew: from the newest snapshot that is whole and of this ledger, and the turns behind it.
///
/// A snapshot only saves time. One that cannot be used is said in the log and passed over, because the ledger has
/// everything; a ledger that cannot be read ends the start.
struct BrokerRecovery {
    let machine: BrokerMachine
    let ledger: any LedgerStore
    /// The turn of the snapshot that it began with; nothing if it began with the first turn.
    let base: TurnMark?

    init(_ configuration: BrokerConfiguration, boot: String, from folder: SnapshotFolder?, logger: Logger)
        throws
    {
        for unusable in folder?.unusable ?? [] { Self.say(unusable, to: logger) }
        for mark in folder?.marks ?? [] {
            var machine = BrokerMachine(policy: configuration.policy, boot: boot)
            guard let folder, Self.restore(&machine, mark, folder, logger) else { continue }
            do {
                ledger = try configuration.openLedger(mark) { try machine.replay($0) }
                (self.machine, base) = (machine, mark)
                return
            } catch LedgerError.otherHistory(let turn) {
                logger.warning(
                    "a snapshot is of another ledger and is not used",
                    metadata: ["turn": "\(turn)"]
                )
            }
        }
        var machine = BrokerMachine(policy: configuration.policy, boot: boot)
        ledger = try configuration.openLedger(TurnMark(after: 0)) { try machine.replay($0) }
        (self.machine, base) = (machine, nil)
    }

    /// Restores the snapshot of that mark, or says why not.
    static func restore(
        _ machine: inout BrokerMachine,
        _ mark: TurnMark,
        _ folder: SnapshotFolder,
        _ logger: Logger
    ) -> Bool {
        // Without it nobody could tell whether it is of this ledger.
        guard mark.hash != nil else { return false }
        do throws(SnapshotFolder.Unusable) {
            guard let snapshot = try folder.snapshot(mark) else { return false }
            do throws(FactFault) {
                try machine.restore(snapshot.content)
                return true
            } catch {
                logger.warning(
                    "a snapshot does not read and is not used",
                    metadata: ["fact": "\(error.fact)", "member": "\(error.member)"]
                )
            }
        } catch {
            say(error, to: logger)
        }
        return false
    }

    private static func say(_ unusable: SnapshotFolder.Unusable, to logger: Logger) {
        logger.warning(
            "a snapshot is damaged and is not used",
            metadata: ["file": "\(unusable.file)", "reason": "\(unusable.reason)"]
        )
    }
}

extension BrokerMachine {
    /// Makes true again what a turn of the ledger made true.
    mutating func replay(_ turn: RecoveredTurn) throws(FactFault) {
        try replay(turnFacts: turn.turnData)
        for entry in turn.entries {
            try replay(entry.sequence, at: entry.header.at, id: entry.header.id, facts: entry.facts)
        }
    }
}
