/// Where a reading of a ledger's turns stands: behind which turn and, once something was read, at which place.
public struct TurnMark: Sendable, Equatable {
    /// The number of the last turn read; 0 before the first.
    public let number: Int64
    /// Where the next turn begins, so that going on costs no search.
    let place: Place?

    struct Place: Sendable, Equatable {
        let segment: Int
        let sector: Int
    }

    /// Stands behind a turn, wherever that lies.
    public init(after number: Int64) { self.init(after: number, place: nil) }

    init(after number: Int64, place: Place?) {
        self.number = number
        self.place = place
    }
}
