import Foundation
import Meetings
import TestSupport
import Testing
import Vocabulary

@testable import Settings

/// The shipped rules of meetings: who is missing, and what is not sound.
struct MeetingRulesTests {
    static func shipped() throws -> (rules: MeetingRules, calendar: WorkingCalendar) {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path()
        var inspection = Inspection()
        let rules = MeetingsFile.read(root + "Configs/meetings.yaml", &inspection)
        let calendar = CalendarFile.read(root + "Configs/calendar-england-wales.yaml", &inspection)
        #expect(inspection.faults == [])
        return (try #require(rules), try #require(calendar))
    }

    private func judged(
        _ type: String,
        present: String?,
        invited: String = "",
        reports: String = "",
        organiser: String = "TM",
        active: String = "",
        includesPolice: Bool = false
    ) throws -> MeetingJudgement {
        try Self.shipped().rules.judgement(
            type: type,
            present: present.map(roles),
            invited: roles(invited),
            reports: roles(reports),
            organiser: Role(organiser),
            active: roles(active),
            includesPolice: includesPolice
        )
    }

    @Test(arguments: [
        ("CIN", "ASW HV GP", "", "HV GP", ""), ("CIN", "ASW HV", "", "HV", "under-3-agencies"),
        ("CIN", "HV GP MW", "", "HV", "no-social-care"), ("CIN", "ASW CC PPU", "", "", "no-health"),
        ("CIN", "ASW CC PPU", "HV", "", ""), ("CIN", "ASW HV GP", "", "KWF", "no-treatment-service"),
        ("CIN", "ASW HV GP", "ADL", "KWF", ""), ("CIN", "ASW HV ADL", "", "KWM", ""),
        ("CIN", "ASW HV KWM KWF ADL", "", "", ""), ("CIN", "ASW KWM KWF ADL HV", "", "", ""),
        ("CIN", "ASW TM CPC IRO HV", "", "", "under-3-agencies"), ("CIN", "ASW CC FC HV", "", "", ""),
        ("CIN", "ASW CC FC", "HV", "", "under-3-agencies"), ("RCPC", "CPC HV GP", "", "", ""),
        ("TIC", "R-CPC R-TM R-HV HV", "", "", ""), ("TIC", "R-CPC ASW R-HV", "", "", "under-3-agencies"),
        ("LACR", "IRO HV PPU", "", "", ""), ("CORE", "ASW KWM ACC", "", "KWM", "no-health"),
        ("DPM", "MW WARD HV", "", "", "no-social-care"), ("TAC", "EHC HV DSL", "", "", ""),
        ("TAC", "HV DSL CC", "", "", "no-social-care"), ("STRAT", "TM PPU MW", "", "KWM", ""),
        ("STRAT", "TM PPU", "MW", "", "strategy-without-health"),
        ("STRAT", "TM MW", "", "", "strategy-without-police"),
        ("STRAT", "TM KWM", "", "", "strategy-without-health strategy-without-police"),
        ("PLANNING", "ASW", "", "KWM", "no-health no-treatment-service under-3-agencies"),
    ])
    func `a meeting is sound or says why not`(
        type: String,
        present: String,
        reports: String,
        active: String,
        faults: String
    ) throws {
        let judgement = try judged(type, present: present, invited: active, reports: reports, active: active)
        #expect(judgement.faults.joined(separator: " ") == faults)
        // While it is only convened, nobody can be absent.
        #expect(try judged(type, present: nil, active: active).faults == [])
    }

    @Test func `whoever is active is asked, but for those who never are and the organiser`() throws {
        let active =
            "ACC ADL AMH CC CPC DES DUTY ED EDT FC GP HOS HOUS HV IRO KWF KWM MASH MW OBS PHARM R-HV R-TM SGP "
            + "SMW TM WARD"
        for type in ["CIN", "STRAT", "TAC", "ANY"] {
            #expect(
                try judged(type, present: nil, invited: "HV", organiser: "CC", active: active).missing.map(
                    \.code
                )
                    == ["ACC", "AMH", "FC", "GP", "HOUS", "KWF", "KWM", "MW", "SMW"]
            )
        }
        #expect(
            try judged("CIN", present: "ASW", active: "HV", includesPolice: true).missing.map(\.code) == [
                "HV", "PPU",
            ]
        )
        #expect(
            try judged("CIN", present: "HV PPU", invited: "HV PPU", active: "HV", includesPolice: true)
                .missing == []
        )
    }

    @Test func `a strategy meeting asks the police, whoever is active`() throws {
        let rules = try Self.shipped().rules
        #expect(
            rules.invitations(type: "STRAT", active: roles("MW GP ADL"), includesPolice: false).map(\.code)
                == ["GP", "MW", "PPU"]
        )
        #expect(
            rules.invitations(type: "CIN", active: roles("MW GP ADL"), includesPolice: false).map(\.code)
                == ["GP", "MW"]
        )
    }
}

func roles(_ codes: String) -> [Role] { codes.split(separator: " ").compactMap { Role(String($0)) } }
