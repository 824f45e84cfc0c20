/// Where a reading of a ledger's turns stands: behind which turn and, once something was read, at which place.
public struct TurnMark: Sendable, Equatable {
    /// The number of the last turn read; 0 before the first.
    public let number: Int64
    /// The hash of that turn, and so of everything up to it, if it is known.
    public let hash: [UInt8]?
    /// Where the next turn begins, so that going on costs no search.
    let place: Place?

    struct Place: Sendable, Equatable {
        let segment: Int
        let sector: Int
    }

    /// Stands behind a turn, wherever that lies.
    public init(after number: Int64, hash: [UInt8]? = nil) {
        self.init(after: number, hash: hash, place: nil)
    }

    init(after number: Int64, hash: [UInt8]?, place: Place?) {
        self.number = number
        self.hash = hash
        self.place = place
    }
}
