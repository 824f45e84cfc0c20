import Vocabulary

/// Roles as people call them (`domain.md` 5.2).
enum RoleWords {
    static func name(_ code: String) -> String { names[code] ?? code }

    /// The roles of somebody, in one line.
    static func list(_ roles: [Role], _ isGovernance: Bool = false) -> String {
        let words = roles.map { name($0.code) } + (isGovernance ? ["information governance"] : [])
        return words.isEmpty ? "no role of their own" : words.joined(separator: ", ")
    }

    private static let names = [
        "LP": "lead professional", "ASW": "social worker", "SCW": "social care worker", "DUTY": "duty team",
        "TM": "team manager", "HOS": "head of service", "MASH": "front door", "EDT": "out of hours",
        "IRO": "reviewing officer", "CPC": "conference chair", "KWM": "mother’s drug keyworker",
        "KWF": "father’s drug keyworker", "ADL": "addiction safeguarding lead", "SMW": "specialist midwife",
        "MW": "midwife", "OBS": "obstetrics", "WARD": "maternity ward", "HV": "health visitor", "GP": "GP",
        "PHARM": "pharmacist", "ED": "emergency department", "AMH": "adult mental health",
        "PMH": "perinatal mental health", "CC": "children’s centre", "FC": "family centre",
        "EHC": "early help coordinator", "PPU": "police public protection", "HOUS": "housing",
        "ACC": "accommodation provider", "TFC": "treatment facility", "YSM": "child’s substance worker",
        "DES": "designated professional", "SGP": "partnership office", "PANEL": "panel", "AMB": "ambulance",
        "DSL": "school safeguarding lead", "PROB": "probation", "MARAC": "MARAC coordinator",
        "PRES": "prescriber", "DCS": "director of children’s services", "R-MASH": "receiving front door",
        "R-TM": "receiving team manager", "R-HV": "receiving health visitor",
        "R-CPC": "receiving conference chair",
    ]
}
