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

    /// Who is asked instead of whom, from when to when.
    public let overrides: [Override]

    /// For how long a case stays open to whoever broke the glass.
    public let breakGlass: BreakGlass

    /// For how long somebody who is not on a case may read it in an emergency.
    public struct BreakGlass: Hashable, Sendable {
        /// Where they do not say until when.
        public let usual: Limit
        /// Whatever they say.
        public let longest: Limit

        /// Creates the limits.
        public init(usual: Limit, longest: Limit) {
            self.usual = usual
            self.longest = longest
        }

        /// A working day, and three days.
        public static let standard = BreakGlass(
            usual: .clockMinutes(8 * 60),
            longest: .clockMinutes(72 * 60)
        )
    }

    /// Somebody who is asked instead of another for some days, whatever the register says.
    public struct Override: Hashable, Sendable {
        /// Who is not asked.
        public let staff: StaffID
        /// The first day.
        public let from: CivilDate
        /// The last one.
        public let to: CivilDate
        /// Who is.
        public let instead: StaffID

        /// Creates an override, or `nil` if it ends before it begins or asks the same person.
        public init?(of staff: StaffID, from: CivilDate, to: CivilDate, instead: StaffID) {
            guard from <= to, staff != instead else { return nil }
            self.staff = staff
            self.from = from
            self.to = to
            self.instead = instead
        }
    }

    /// Creates the four ladders.
    public init(
        s1: Ladder,
        s2: Ladder,
        s3: Ladder,
        s4: Ladder,
        overrides: [Override] = [],
        breakGlass: BreakGlass = .standard
    ) {
        self.s1 = s1
        self.s2 = s2
        self.s3 = s3
        self.s4 = s4
        self.overrides = overrides
        self.breakGlass = breakGlass
    }

    /// Who is asked on that day where `staff` would be: the same, unless it is overridden.
    ///
    /// Whoever is asked instead may be overridden in turn; a circle of overrides asks whoever closes it.
    public func instead(of staff: StaffID, on date: CivilDate) -> StaffID {
        guard !overrides.isEmpty else { return staff }
        var asked = staff
        for _ in overrides.indices {
            let override = overrides.first { $0.staff == asked && ($0.from...$0.to).contains(date) }
            guard let override else { return asked }
            asked = override.instead
        }
        return asked
    }

    /// The limits of `domain.md` 5.3 on the chain of 3.7: person, team rota, manager, head of service; actions by T30.
    public static let standard: Ladders = {
        let chain = [Ladder.Rung(.dutyTeam), Ladder.Rung(.teamManager), Ladder.Rung(.headOfService)]
        return Ladders(
            s1: Ladder(
                limit: .clockMinutes(60),
                rungs: chain,
                outOfHours: .emergencyDutyTeam,
                action: .workingDays(1)
            ),
            s2: Ladder(
                limit: .workingMinutes(240),
                heightenedLimit: .clockMinutes(240),
                rungs: chain,
                action: .workingDays(5)
            ),
            s3: Ladder(limit: .workingDays(1), rungs: chain, action: .workingDays(10)),
            s4: Ladder(limit: .workingDays(5), rungs: chain, action: .workingDays(10))
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
