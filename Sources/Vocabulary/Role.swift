/// A role of the partnership (`domain.md` 5.2); receiving-authority twins carry the prefix `R-`.
public struct Role: Hashable, Comparable, Sendable {
    /// The code as written in `domain.md` 5.2, such as `LP`, `TM` or `R-MASH`.
    public let code: String

    /// Creates a role from its code, or `nil` if `domain.md` 5.2 has no such code.
    public init?(_ code: String) {
        guard Self.codes.contains(code.hasPrefix("R-") ? String(code.dropFirst(2)) : code) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// Lead professional: an alias that resolves, never a person's own role.
    public static let leadProfessional = Role(known: "LP")
    /// Allocated social worker.
    public static let allocatedSocialWorker = Role(known: "ASW")
    /// Unqualified holder.
    public static let socialCareWorker = Role(known: "SCW")
    /// Duty team.
    public static let dutyTeam = Role(known: "DUTY")
    /// Team manager.
    public static let teamManager = Role(known: "TM")
    /// Head of service.
    public static let headOfService = Role(known: "HOS")
    /// Multi-agency front door.
    public static let frontDoor = Role(known: "MASH")
    /// Out-of-hours social care.
    public static let emergencyDutyTeam = Role(known: "EDT")
    /// The mother's drug keyworker.
    public static let motherKeyworker = Role(known: "KWM")
    /// The father's drug keyworker.
    public static let fatherKeyworker = Role(known: "KWF")
    /// Police public protection.
    public static let publicProtection = Role(known: "PPU")

    /// Every code without its `R-` twin, in the order of `domain.md` 5.2.
    public static let codes: [String] = [
        "LP", "ASW", "SCW", "DUTY", "TM", "HOS", "MASH", "EDT", "IRO", "CPC", "KWM", "KWF", "ADL", "SMW",
        "MW",
        "OBS", "WARD", "HV", "GP", "PHARM", "ED", "AMH", "PMH", "CC", "FC", "EHC", "PPU", "HOUS", "ACC",
        "TFC",
        "YSM", "DES", "SGP", "PANEL", "AMB", "DSL", "PROB", "MARAC", "PRES", "DCS",
    ]

    /// Orders roles by the bytes of their codes.
    public static func < (lhs: Role, rhs: Role) -> Bool {
        lhs.code.utf8.lexicographicallyPrecedes(rhs.code.utf8)
    }
}

extension Role: CustomStringConvertible {
    /// The code.
    public var description: String { code }
}
