import Foundation
import JSON
import Testing
import Topics
import Vocabulary

@testable import Settings

/// The files under `Topics/` and `Configs/`, read as a broker reads them.
struct ShippedPolicyTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
    /// Read once: it is a value, and the same for every test.
    private static let shipped = Result { try CatalogueFolder(path: root + "Topics").catalogue() }
    private let catalogue: Catalogue

    init() throws { catalogue = try Self.shipped.get() }

    @Test func `every topic's file is sound and its example fits`() {
        var areas: [String: Int] = [:]
        for topic in catalogue.topics { areas[topic.area, default: 0] += 1 }
        #expect(
            areas == [
                "access": 1, "acknowledgement": 1, "allocation": 2, "assessment": 5, "broker": 20,
                "casefile": 3, "challenge": 3, "concern": 1, "consultation": 3, "death": 2, "earlyhelp": 2,
                "emergency": 1, "expected": 2, "family": 7, "feed": 2, "handover": 2, "health": 8, "hold": 1,
                "home": 5, "housing": 6, "incident": 1, "justice": 3, "lac": 4, "medication": 1,
                "meeting": 4, "panel": 1, "person": 6, "plan": 7, "police": 5, "pregnancy": 3,
                "prescribing": 5, "records": 1, "referral": 6, "register": 6, "risk": 1, "s47": 2,
                "safety": 2, "staff": 2, "strategy": 1, "substance": 12, "transfer": 25, "treatment": 3,
            ]
        )
    }

    @Test(arguments: [
        ("police.domestic-incident", Severity.s2), ("police.safe-and-well", .s3), ("police.arrest", .s3),
        ("police.information-log", .s3), ("pregnancy.booked", .s3), ("referral.submitted", .s3),
        ("referral.decided", .s3), ("substance.treatment-status", .s3), ("substance.test-result", .s2),
        ("substance.test-missed", .s2), ("substance.programme-stopped", .s2), ("substance.claim", .s3),
        ("assessment.completed", .s3), ("meeting.held", .s3), ("health.birth", .s2),
        ("health.discharge", .s2),
        ("health.contact", .s3), ("health.registration-changed", .s4), ("home.visit-completed", .s3),
        ("housing.tenancy-status", .s3), ("housing.placement-out-of-area", .s2), ("death.child", .s1),
        ("transfer.move-notified", .s2), ("transfer.acknowledged", .s2), ("transfer.offered", .s2),
        ("transfer.accepted", .s2), ("transfer.conference-booked", .s2),
    ])
    func `an example is as severe as the story says`(name: String, severity: Severity) throws {
        let definition = try definition(name)
        let data = try #require(definition.example.root["data"])
        #expect(definition.severity(of: data) == severity)
    }

    @Test(arguments: [
        ("substance.test-result", #"{"result":"negative"}"#, Severity.s4),
        ("substance.test-result", #"{"result":"positive"}"#, .s2),
        ("substance.test-result", #"{"result":"positive","in-charge-of-child":true}"#, .s1),
        ("police.domestic-incident", #"{"dash-grade":"standard","child-seen":true}"#, .s3),
        ("police.domestic-incident", #"{"dash-grade":"standard","child-seen":false}"#, .s2),
        ("police.domestic-incident", #"{"dash-grade":"medium","child-seen":true}"#, .s2),
        ("police.domestic-incident", #"{"dash-grade":"medium","child-harmed":true}"#, .s1),
        ("police.domestic-incident", #"{"dash-grade":"high","child-seen":true}"#, .s1),
        ("police.domestic-incident", #"{"dash-grade":"standard","youngest-child":"unborn"}"#, .s2),
        ("police.safe-and-well", #"{"child-seen":false}"#, .s2),
        ("police.safe-and-well", #"{"child-seen":false,"outcome":"unsafe"}"#, .s1),
        ("health.contact", #"{"child-seen":true}"#, .s4),
        ("health.contact", #"{"child-seen":true,"handover":"to-follow"}"#, .s3),
        ("meeting.held", #"{"type":"DPM"}"#, .s2),
    ])
    func `severity follows what happened`(name: String, data: String, severity: Severity) throws {
        let data = try JSONDocument(parsing: Array(data.utf8)).root
        #expect(try definition(name).severity(of: data) == severity)
    }

    @Test(arguments: [
        ("police.intelligence", ["Not for dissemination", "B2", "Original report"]),
        ("police.domestic-incident", ["does not wish to be named"]),
        ("police.information-log", ["Front desk assistant"]),
        ("referral.submitted", ["Her sister"]),
    ])
    func `who told is shown to nobody, not even to the agency that wrote it down`(
        name: String,
        secrets: [String]
    ) throws {
        let definition = try definition(name)
        let data = try #require(definition.example.root["data"])
        let roles = Role.codes.compactMap { Role($0) }
        for viewer in [Viewer.publisher, Viewer(detail: .full, roles: roles)] {
            let shown = String(decoding: definition.reduction(ofData: data, for: viewer).bytes, as: UTF8.self)
            for secret in secrets { #expect(!shown.contains(secret)) }
        }
    }

    @Test func `an alert is a flag and whom to ring`() throws {
        let definition = try definition("police.domestic-incident")
        let data = try #require(definition.example.root["data"])
        let role = try #require(Role("CC"))
        let centre = try #require(definition.viewer(roles: [role]))
        let shown = String(decoding: definition.reduction(ofData: data, for: centre).bytes, as: UTF8.self)
        #expect(
            shown == #"{"dash-grade":"medium","child-present":true,"child-seen":true,"contact":"#
                + #"{"name":"PC Harriet Lowe","role":"PPU","phone":"0121 496 0101"}}"#
        )
    }

    @Test(arguments: ["police.domestic-incident", "housing.placement-out-of-area", "health.discharge"])
    func `a drug service is not shown where a mother lives`(name: String) throws {
        let definition = try definition(name)
        let data = try #require(definition.example.root["data"])
        let role = try #require(Role("KWM"))
        let keyworker = try #require(definition.viewer(roles: [role], atLeast: .full))
        let shown = String(decoding: definition.reduction(ofData: data, for: keyworker).bytes, as: UTF8.self)
        #expect(!shown.contains("9999000000"))
        #expect(!shown.contains("ZZ99"))
    }

    /// Since domain.md 5.5 is followed to the letter, also whoever may come to lead only looks, and is told if she leads.
    @Test func `social care is told of what domain.md 5.5 says, and sees the rest when she looks`() throws {
        let manager = try #require(Role("TM"))
        let answering = ["DUTY", "EDT", "HOS", "MASH"].compactMap { Role($0) }
        let silent = ["health", "home", "pregnancy", "substance", "justice", "prescribing", "medication"]
        let others = ["register", "broker", "acknowledgement", "casefile", "transfer"]
        for definition in catalogue.definitions where !others.contains(definition.topic.area) {
            let isSilent = silent.contains(definition.topic.area)
            guard isSilent else { continue }
            #expect(definition.onRequest == (answering + [manager]).sorted(), "\(definition.topic)")
            #expect(definition.detail(for: manager) == .summary)
            for role in definition.onRequest { #expect(definition.tells.detail(for: role) == nil) }
        }
    }

    @Test(arguments: ["E08000025", "E08000029"])
    func `an example authority lacks nothing but what its peer must send`(authority: String) throws {
        let faults = try #require(throws: SettingsFaults.self) {
            try BrokerFile(path: Self.root + "Configs/\(authority)/broker.yaml")
        }
        #expect(faults.faults.map(\.member) == ["peers[0].server-key"])
        #expect(faults.faults.map(\.mustBe) == ["a key of 40 characters in Z85"])
    }

    /// The worked due dates of domain.md 5.8, by the calendar as shipped.
    @Test(arguments: [
        ("2009-12-24", 1, "2009-12-29"), ("2010-12-27", 1, "2010-12-29"), ("2011-04-28", 1, "2011-05-03"),
        ("2011-04-28", 5, "2011-05-09"), ("2016-12-22", 15, "2017-01-17"), ("2016-12-29", 15, "2017-01-20"),
        ("2020-05-01", 15, "2020-05-26"), ("2022-05-31", 5, "2022-06-09"), ("2022-09-16", 1, "2022-09-20"),
        ("2023-04-06", 3, "2023-04-13"), ("2023-05-05", 1, "2023-05-09"), ("2026-12-24", 1, "2026-12-29"),
        ("2027-12-24", 2, "2027-12-30"), ("2035-12-24", 1, "2035-12-27"),
    ])
    func `the shipped calendar counts working days`(from: String, days: Int, due: String) throws {
        var inspection = Inspection()
        let path = Self.root + "Configs/calendar-england-wales.yaml"
        let calendar = try #require(CalendarFile.read(path, &inspection))
        #expect(inspection.faults == [])
        #expect(calendar.years == 2009...2035)
        let start = try #require(CivilDate(iso8601: from))
        #expect(calendar.workingDay(days, after: start).iso8601 == due)
    }

    private func definition(_ name: String) throws -> TopicDefinition {
        let topic = try #require(Topic(name))
        return try #require(catalogue[topic])
    }
}
