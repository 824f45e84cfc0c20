import Vocabulary

/// What the next turn must join on to.
struct TurnChain: Equatable, Sendable {
    /// The number of the turn before; 0 before the first.
    var number: Int64 = 0
    /// How many entries came before.
    var size: Int64 = 0
    var at: Instant?
    /// The hash of the turn before.
    var hash: [UInt8]

    /// Why `header` is not the next turn's.
    func objection(to header: TurnHeader) -> Expectation? {
        if header.number != number + 1 { return .turn(number + 1) }
        if header.base != size { return .sequence(size + 1) }
        if header.previousHash != hash { return .previousHash }
        if let at, header.at < at { return .instant }
        return nil
    }

    mutating func follow(_ turn: ReadTurn) {
        number = turn.header.number
        size = turn.header.size
        at = turn.header.at
        hash = turn.hash
    }
}
