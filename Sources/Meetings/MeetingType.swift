public import Vocabulary

/// One kind of multi-agency meeting (`domain.md` 1.4).
public struct MeetingType: Hashable, Sendable {
    /// Its code, such as `CIN` or `ICPC`.
    public let code: String
    /// What it is called.
    public let title: String
    /// The fewest agencies that must be there; 0 if the number is not asked.
    public let agencies: Int
    /// Who must be there.
    public let needs: [MeetingNeed]
    /// Who is asked to come beside those who are active on the case.
    public let alsoAsked: [Role]
    /// How many working days before it reports are due, or `nil` if none are asked for.
    public let reportDays: Int?
    /// How many working days before it whoever has not reported is reminded, or `nil` if nobody is.
    public let chaseDays: Int?
    /// How many working days after it minutes are due, or `nil` if none are asked for.
    public let minuteDays: Int?
    /// Whether mother and baby may leave hospital once one was held.
    public let isBeforeDischarge: Bool

    /// Creates a type.
    public init(
        code: String,
        title: String,
        agencies: Int = 0,
        needs: [MeetingNeed] = [],
        alsoAsked: [Role] = [],
        reportDays: Int? = nil,
        chaseDays: Int? = nil,
        minuteDays: Int? = nil,
        isBeforeDischarge: Bool = false
    ) {
        self.code = code
        self.title = title
        self.agencies = agencies
        self.needs = needs
        self.alsoAsked = alsoAsked
        self.reportDays = reportDays
        self.chaseDays = chaseDays
        self.minuteDays = minuteDays
        self.isBeforeDischarge = isBeforeDischarge
    }
}
