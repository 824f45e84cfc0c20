import JSON
import Settings
import Testing
import Topics
import Vocabulary

/// What the shipped topics say of who is told and how severe it is.
@Suite struct TellingTests {
    private static let root = Samples.root
    private static let shipped = Result { try CatalogueFolder(path: root + "Topics").catalogue() }
    private let catalogue: Catalogue

    init() throws { catalogue = try Self.shipped.get() }

    private func definition(_ name: String) throws -> TopicDefinition {
        try #require(catalogue[try topic(name)], "\(name)")
    }

    /// The rows of domain.md 5.5, at their levels; `-` sees nothing for being on the case.
    @Test(arguments: [
        ("pregnancy.contact", "LP:F SMW:F MW:F OBS:S GP:S KWM:S KWF:S HV:S CC:- ADL:- TM:-"),
        ("substance.test-missed", "LP:F ADL:F SMW:S HV:S CC:A GP:- TM:- PHARM:-"),
        ("substance.review", "LP:F ADL:F SMW:S HV:S CC:A GP:S"), ("substance.prescription-issued", "GP:S"),
        ("prescribing.query", "GP:F ADL:F LP:S SMW:S OBS:S HV:- CC:- TM:-"),
        ("police.arrest", "LP:F TM:S PPU:F HV:S GP:S KWM:S KWF:S SMW:S CC:A R-MASH:S R-TM:- MASH:-"),
        ("emergency.call", "LP:F TM:S PPU:F HV:S GP:S KWM:S KWF:S SMW:S CC:A R-MASH:S"),
        ("family.domestic-reported", "LP:F TM:S PPU:F HV:S GP:S KWM:S KWF:S SMW:S CC:A R-MASH:S"),
        ("justice.remand", "LP:F HV:S KWM:S KWF:S CC:A SMW:- TM:-"),
        ("family.separation", "LP:F HV:S KWM:S KWF:S CC:S SMW:S GP:- TM:-"),
        ("home.hazard", "LP:F HV:S KWM:S KWF:S CC:S SMW:S GP:-"), ("earlyhelp.engagement", "LP:F CC:S GP:-"),
        ("health.birth", "LP:F HV:F GP:F MW:F SMW:F KWM:S CC:A KWF:-"),
        ("health.symptom", "LP:S HV:S GP:F KWM:A KWF:- CC:- TM:-"),
        ("plan.closed", "LP:F TM:F HV:S GP:S CC:S CPC:S R-HV:S PHARM:- ED:-"),
        ("strategy.held", "LP:F TM:F PPU:S ED:-"), ("safety.storage-check", "LP:F TM:F ADL:S PHARM:-"),
        ("housing.decision", "LP:F TM:S HOUS:S KWM:S HV:S TFC:S R-MASH:S GP:- KWF:-"),
        ("treatment.left", "LP:F TM:S TFC:S"), ("lac.placement", "LP:F IRO:F TM:S GP:S HV:S KWM:-"),
        ("transfer.reported", "LP:F TM:F R-MASH:F R-TM:F R-HV:S CPC:S HV:S KWM:S"),
        ("transfer.accepted", "LP:F TM:F R-MASH:F R-TM:F R-HV:S CPC:S HV:S"),
        ("handover.pack", "LP:F TM:F R-MASH:F R-HV:S GP:S"), ("challenge.raised", "LP:F TM:F HV:A GP:A"),
        ("medication.missing", "LP:S WARD:F PMH:F GP:F HV:S CC:- TM:-"),
        ("death.adult", "LP:F TM:F HOS:F SGP:S HV:F R-TM:F"), ("incident.serious", "LP:F HOS:F CC:F"),
    ])
    func `a topic tells whom domain.md 5.5 says`(name: String, rows: String) throws {
        let tells = try definition(name).tells
        for row in rows.split(separator: " ") {
            let parts = row.split(separator: ":").map(String.init)
            let told = tells.detail(for: try role(parts[0]))?.rawValue.prefix(1).uppercased() ?? "-"
            #expect(told == parts[1], "\(name): \(parts[0])")
        }
    }

    @Test func `substance and prescribing tell each keyworker more of their own`() throws {
        for definition in catalogue.definitions
        where ["substance", "prescribing"].contains(definition.topic.area) {
            #expect(definition.tells.keyworker == KeyworkerSight(own: .full, other: .summary))
            // Reading without having been told shows no more than of the other parent.
            #expect(definition.detail(for: .motherKeyworker) == .summary)
            #expect(definition.tells.detail(for: .fatherKeyworker, about: .father) == .full)
        }
    }

    @Test(arguments: [
        (["mother"], Parent.mother as Parent?), (["father", "child"], .father),
        (["child", "mother"], .mother),
        (["mother", "father"], .mother), (["child", "mother", "father"], nil), (["child"], nil),
        (["patient"], nil),
    ])
    func `a concern is about the only parent it names, or the one it names first`(
        roles: [String],
        parent: Parent?
    ) throws {
        let people = roles.map { #"{"role":"\#($0)"}"# }.joined(separator: ",")
        let data = try JSONDocument(parsing: Array(#"{"people":[\#(people)]}"#.utf8)).root
        #expect(try definition("substance.claim").references(in: data).parent == parent)
    }

    @Test func `the publisher's own grade wins over every rule`() throws {
        let definition = try definition("substance.test-result")
        for (text, severity) in [
            (#"{"in-charge-of-child":true}"#, Severity.s1),
            (#"{"in-charge-of-child":true,"severity":"S3"}"#, .s3),
            (#"{"severity":"S2"}"#, .s2), ("{}", .s4),
        ] {
            let data = try JSONDocument(parsing: Array(text.utf8)).root
            #expect(definition.severity(of: data) == severity, "\(text)")
        }
    }

    @Test func `every concern says in the same words what was observed`() throws {
        let own = [
            "register", "broker", "acknowledgement", "casefile", "transfer", "person", "access",
            "consultation", "feed",
        ]
        let common = [
            "observed", "case", "people", "severity", "expects", "satisfies", "see-child-within", "author",
        ]
        for definition in catalogue.definitions
        where !own.contains(definition.topic.area) && definition.topic.text != "expected.missed"
            || ["person.flag", "transfer.reported"].contains(definition.topic.text)
        {
            for name in common {
                #expect(definition.schema[JSONPointer([name])] != nil, "\(definition.topic): \(name)")
            }
            #expect(definition.severity.grade == JSONPointer(["severity"]), "\(definition.topic)")
        }
    }

    @Test(arguments: ["consultation.asked", "consultation.answered"])
    func `a consultation without names takes nobody`(name: String) throws {
        let definition = try definition(name)
        #expect(definition.fault(in: try #require(definition.example.root["data"])) == nil)
        for member in [#""people":[{"identifiers":[]}]"#, #""case":"C-1""#, #""born":"2016-11-14""#] {
            let text = #"{"question":"What now?","advice":"Refer.",\#(member)}"#
            let data = try JSONDocument(parsing: Array(text.utf8)).root
            #expect(definition.fault(in: data) != nil, "\(member)")
        }
    }

    @Test func `whoever must not learn where somebody lives is shown no address, at whatever detail`() throws
    {
        let definition = try definition("police.domestic-incident")
        let data = try #require(definition.example.root["data"])
        for isHidden in [false, true] {
            let viewer = Viewer(detail: .full, roles: [try role("HV")], hidesAddresses: isHidden)
            let shown = String(decoding: definition.reduction(ofData: data, for: viewer).bytes, as: UTF8.self)
            #expect(shown.contains("ZZ99") == !isHidden)
            #expect(shown.contains("dash-grade"))
        }
    }

    @Test func `the catalogue prints what it says of keyworkers, of everybody active and of grades`() throws {
        let channels = try #require(catalogue.asyncAPI(version: "1")["channels"])
        let substance = channels["substance.claim"]
        #expect(substance?["x-sees"]?["keyworker"] == ["own": "full", "other": "summary"])
        #expect(substance?["x-severity"]?["graded-by"] == "/severity")
        let plan = channels["plan.closed"]
        #expect(plan?["x-sees"]?["active"] == ["detail": "summary", "except": ["ED", "PHARM"]])
        #expect(channels["death.adult"]?["x-always"] == ["HOS", "SGP"])
    }
}
