import Routing
import Vocabulary

/// A line of the table: a system, and what it is shown of each message.
struct ReadPathRow: Sendable {
    typealias View = ShownMessage.View

    let system: Partnership.System
    let listensTo: [String]
    /// Of the opening, of the incident, of the death; `nil` is nothing.
    let views: [View?]
    /// Cases whose story is not for its agency.
    let mayNotRead: [String]
    /// Every frame 3 and 4 of a DELIVER, in order.
    let deliveries: [String]

    static let messages: [ShownMessage] = [.opening, .incident, .death]
    static let sequences = [LedgerSequence(14), LedgerSequence(16), LedgerSequence(17)]
    /// Where each message stands alone: in that case's story, of what that agency said or was told.
    static let places = [("C-2000", "bhm-ehc"), ("C-1042", "wmp"), ("C-1042", "bhm-ed")]

    static let publishers = [
        Partnership.System(user: "bhm-ehc/early-help", roles: ["EHC"], publishes: ["casefile.opened"]),
        Partnership.System(user: "wmp/niche", roles: ["PPU"], publishes: ["police.>"]),
        Partnership.System(user: "bhm-ed/emergency", roles: ["ED"], publishes: ["death.child"]),
    ]

    static let workers = [
        ("bhm-csc/nadia.bloom", "ASW"), ("bhm-hv/linda.okafor", "HV"), ("bhm-gp/sam.iqbal", "GP"),
        ("bhm-cc/carol.finch", "CC"), ("bhm-homes/lee.moss", "HOUS"),
    ]

    static let all = byRole + ofPublishers + onCase + narrow

    // MARK: By what the topic shows the system's role, and nothing else

    /// An agency of its own for each role, which works on no case and reads all.
    private static let byRole: [ReadPathRow] = [
        role("LP", .openingFull, .incidentFull, .deathFindings),
        role("DUTY", .openingFull, .incidentFull, .deathFindings),
        role("HOS", .openingFull, .incidentFull, .deathFindings),
        role("MASH", .openingFull, .incidentFull, .deathFindings),
        role("EDT", .openingFull, .incidentFull, .deathFindings),
        role("TM", .openingFull, .incidentSummary, .deathFindings),
        role("PPU", .openingHome, .incidentFull, .deathFindings),
        role("HV", .openingHome, .incidentSummary, .deathFull),
        role("GP", .openingSummary, .incidentSummaryWithoutPlaces, .deathFindings),
        role("KWM", .openingSummary, .incidentSummaryWithoutPlaces, .deathFull),
        role("KWF", .openingSummary, .incidentSummaryWithoutPlaces, .deathFull),
        role("SMW", .openingSummary, .incidentSummaryWithoutPlaces, .deathFull),
        role("CC", .openingSummary, .incidentAlert, .deathFull),
        role("MW", .openingHome, nil, .deathFull),
        role("ADL", .openingSummary, nil, .deathFull), role("OBS", .openingSummary, nil, .deathFull),
        role("WARD", .openingSummary, nil, .deathFull), role("AMH", .openingSummary, nil, .deathFull),
        role("PMH", .openingSummary, nil, .deathFull), role("FC", .openingSummary, nil, .deathFull),
        role("EHC", .openingSummary, nil, .deathFull), role("IRO", .openingSummary, nil, .deathFull),
        role("CPC", .openingSummary, nil, .deathFull), role("HOUS", .openingSummary, nil, .deathFull),
        role("ACC", .openingSummary, nil, .deathFull), role("TFC", .openingSummary, nil, .deathFull),
        role("YSM", .openingSummary, nil, .deathFull), role("DSL", .openingSummary, nil, .deathFull),
        role("PROB", .openingSummary, nil, .deathFull),
        role("R-MASH", nil, .incidentSummary, .deathFindings), role("R-TM", nil, nil, .deathFindings),
        role("R-HV", nil, nil, .deathFull), role("DES", nil, nil, .deathFindings),
        role("SGP", nil, nil, .deathSummary), role("PHARM", nil, nil, .deathFull),
        role("ED", .openingAlert, nil, .deathFindings), role("AMB", .openingAlert, nil, .deathFull),
        role("R-DUTY", nil, nil, .deathFull), role("R-CPC", nil, nil, .deathFull),
        role("DCS", nil, nil, .deathFull), role("PANEL", nil, nil, .deathFull),
        // A social worker on no case: what the lead professional sees comes from the case, not from the role.
        role("ASW", nil, nil, .deathFindings), role("SCW", nil, nil, .deathFull),
    ]

    // MARK: By who published

    /// Systems without a role, of the agencies that said it: all but what nobody sees, and of the rest nothing.
    private static let ofPublishers = [
        row("bhm-ehc/records", [], .openingFull, nil, nil), row("wmp/records", [], nil, .incidentFull, nil),
        row("bhm-ed/records", [], nil, nil, .deathFindings),
    ]

    // MARK: By who works on the case

    /// Who listens to the topics of C-1042, and reaches no case but those on which their staff work.
    private static let onCase = [
        row(
            worker("bhm-csc/lead", ["ASW"]),
            .incidentFull,
            .deathFindings,
            explained: .openingFull,
            why: "lead-professional team-manager",
            due: [("1528290000000", "2018-06-06T13:00:00Z"), ("1528279200000", "2018-06-06T10:00:00Z")]
        ),
        // Told in full, but without the role that is shown places and findings.
        row(
            worker("bhm-csc/diary", []),
            .incidentFullWithoutPlaces,
            .deathFull,
            explained: .openingFull,
            why: "lead-professional team-manager",
            due: [("1528290000000", "2018-06-06T13:00:00Z"), ("1528279200000", "2018-06-06T10:00:00Z")]
        ),
        row(worker("bhm-hv/child-health", ["HV"]), .incidentSummary, .deathFull),
        row(worker("bhm-gp/surgery", ["GP"]), .incidentSummaryWithoutPlaces, .deathFindings),
        row(worker("bhm-cc/nursery", ["CC"]), .incidentAlert, .deathFull),
        // Works on the case in a role that is not told of what police say.
        row(worker("bhm-homes/lettings", ["HOUS"]), nil, .deathFull),
        // A role that would see, of an agency that does not work on it.
        ReadPathRow(
            system: worker("bhm-smw/maternity", ["SMW", "HV"]),
            listensTo: ["case.E08000025.>"],
            views: [nil, nil, nil],
            mayNotRead: ["C-1042", "C-2000"],
            deliveries: []
        ),
    ]

    // MARK: By what the key allows

    private static let narrow = [
        ReadPathRow(
            system: Partnership.System(user: "bhm-narrow/a", roles: ["HOS"], sees: ["death.>"], cases: .all),
            listensTo: ["death.>"],
            views: [nil, nil, .deathFindings],
            mayNotRead: [],
            deliveries: subscribed([nil, nil, .deathFindings])
        ),
        ReadPathRow(
            system: Partnership.System(
                user: "bhm-narrow/b",
                roles: ["HOS"],
                sees: ["transfer.>"],
                cases: .all
            ),
            listensTo: ["transfer.>"],
            views: [nil, nil, nil],
            mayNotRead: [],
            deliveries: []
        ),
    ]
}

// MARK: How a line is written
extension ReadPathRow {
    private static func role(_ code: String, _ opening: View?, _ incident: View?, _ death: View?) -> Self {
        row("only-\(code.lowercased())/reader", [code], opening, incident, death)
    }

    private static func row(
        _ user: String,
        _ roles: [String],
        _ opening: View?,
        _ incident: View?,
        _ death: View?
    ) -> Self {
        ReadPathRow(
            system: Partnership.System(user: user, roles: roles, cases: .all),
            listensTo: ["casefile.>", "police.>", "death.>"],
            views: [opening, incident, death],
            mayNotRead: [],
            deliveries: subscribed([opening, incident, death])
        )
    }

    private static func worker(_ user: String, _ roles: [String]) -> Partnership.System {
        Partnership.System(user: user, roles: roles, sees: ["case.E08000025.>"])
    }

    /// `due` is until when the incident and the death must be answered, as numbers and as date-times.
    ///
    /// The opening is on a case that they neither listen to nor read; whose manager was told of it has it explained.
    private static func row(
        _ system: Partnership.System,
        _ incident: View?,
        _ death: View?,
        explained opening: View? = nil,
        why: String = "active-on-case",
        due: [(number: String?, time: String?)] = [(nil, nil), (nil, nil)]
    ) -> Self {
        let shown = zip(zip([ShownMessage.incident, .death], [incident, death]), due)
        var deliveries: [String] = []
        for ((message, view), due) in shown {
            guard let view else { continue }
            deliveries += [
                message.head(deliveries.count / 2 + 1, why: why, due: due.number),
                message.event(view, onCaseUntil: due.time),
            ]
        }
        return ReadPathRow(
            system: system,
            listensTo: ["case.E08000025.C-1042.>"],
            views: [opening, incident, death],
            mayNotRead: ["C-2000"],
            deliveries: deliveries
        )
    }

    private static func subscribed(_ views: [View?]) -> [String] {
        var deliveries: [String] = []
        for case (let message, let view?) in zip(messages, views) {
            deliveries += [
                message.head(deliveries.count / 2 + 1, why: "subscribed", due: nil), message.event(view),
            ]
        }
        return deliveries
    }
}
