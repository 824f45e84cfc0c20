public import Vocabulary

/// A partnership's ladders, one for each severity; data from `Configs/`.
public struct Ladders: Hashable, Sendable {
    /// When a child may be unsafe now.
    public let s1: Ladder
    /// When protection changed or is failing.
    public let s2: Ladder
    /// When the plan holder should attend to it.
    public let s3: Ladder
    /// When it is for information or quality.
    public let s4: Ladder

    /// Creates the four ladders.
    public init(s1: Ladder, s2: Ladder, s3: Ladder, s4: Ladder) {
        self.s1 = s1
        self.s2 = s2
        self.s3 = s3
        self.s4 = s4
    }

    /// The limits of `domain.md` 5.3 on the chain of 3.7: person, team rota, manager, head of service.
    public static let standard: Ladders = {
        let chain = [Ladder.Rung(.dutyTeam), Ladder.Rung(.teamManager), Ladder.Rung(.headOfService)]
        return Ladders(
            s1: Ladder(limit: .clockMinutes(60), rungs: chain, outOfHours: .emergencyDutyTeam),
            s2: Ladder(limit: .workingMinutes(240), heightenedLimit: .clockMinutes(240), rungs: chain),
            s3: Ladder(limit: .workingDays(1), rungs: chain),
            s4: Ladder(limit: .workingDays(5), rungs: chain)
        )
    }()

    /// The ladder for that severity.
    public subscript(severity: Severity) -> Ladder {
        switch severity {
        case .s1: s1
        case .s2: s2
        case .s3: s3
        case .s4: s4
        }
    }
}
