internal import Vocabulary

/// What is known here about one transfer, apart from its offers.
struct TransferRecord: Sendable, Equatable {
    /// At the offerer: which epoch the next offer may take.
    enum Question: Sendable, Equatable {
        case unasked
        case asked
        case named(Int64)
    }

    /// At the receiver: the last question about the free epoch.
    enum Answer: Sendable, Equatable {
        case nothingAsked
        case owed(EpochReservation)
        case given(EpochReservation, EntryReference)
    }

    let parties: TransferParties
    let since: Instant
    var move: MoveNoted?
    var question: Question = .unasked
    var answer: Answer = .nothingAsked
    var steps: [DatedStep] = []

    init(_ parties: TransferParties, at since: Instant) {
        self.parties = parties
        self.since = since
    }

    func has(_ name: TransferStep.Kind.Name) -> Bool { steps.contains { $0.step.kind.name == name } }
}
