extension LedgerError: CustomStringConvertible {
    /// One sentence for the operator: what, where, and what to do; never content.
    public var description: String {
        switch self {
        case .damaged(let damage):
            "the ledger is damaged: \(damage); nothing was changed, examine it with `concordat verify`"
        case .locked(let folder):
            "\(folder) is open in another process"
        case .disk(let fault):
            "the file system failed to \(fault.operation.rawValue) \(fault.file) (errno \(fault.code))"
        case .rolledBack(let seen, let size, let witness):
            "the ledger has \(size) entries and does not lead to the checkpoint of \(seen) that was seen: it was "
                + "restored from a backup, and receipts are held that it does not know; to go on with it all the "
                + "same remove \(witness)/\(CheckpointWitness.file)"
        case .noRoom:
            "no room for another segment, and the reserve is used up"
        case .turnTooLarge(let byteCount, let limit):
            "a turn of \(byteCount) bytes where at most \(limit) fit"
        case .otherAuthority(let expected, let found):
            "the ledger is \(found), not \(expected)"
        case .otherKey(let expected, let found):
            "the ledger is signed with \(found), and the key given is \(expected)"
        case .stopped:
            "the ledger has stopped"
        case .otherHistory(let turn):
            "the ledger's turn \(turn) is not the one that is known"
        case .noSuch(let number):
            "the ledger has no entry or size \(number)"
        }
    }

    /// The same, naming the folder in the command that examines a damaged ledger.
    public func description(of folder: String) -> String {
        switch self {
        case .damaged(let damage):
            "the ledger is damaged: \(damage); nothing was changed, examine it with "
                + "`\(LedgerDamage.examination(of: folder))`"
        case .locked, .disk, .rolledBack, .noRoom, .turnTooLarge, .otherAuthority, .otherKey, .stopped,
            .otherHistory,
            .noSuch:
            description
        }
    }
}
