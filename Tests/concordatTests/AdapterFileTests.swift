import Adapters
import BrokerClient
import Concerns
import Foundation
import Logging
import Settings
import Testing
import Topics
import Vocabulary

@testable import concordat

/// The mappings that are shipped, with the exports and topics that are shipped.
@Suite struct AdapterFileTests {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    /// Read once: it is a value, and the same for every test.
    private static let catalogue = Result {
        try CatalogueFolder(path: Repository.path + "/Topics").catalogue()
    }
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    private func take(_ mapping: String, _ export: String, as source: String) async throws -> (
        FileOutcome?, ClientBox
    ) {
        let catalogue = try Self.catalogue.get()
        let path = root + "/Configs/adapters/" + mapping
        let box = try ClientBox(at: folder + "/box")
        let adapter = try DropFolderAdapter(
            DropFolderConfiguration(
                folder: folder + "/drop",
                mapping: try MappingFile.mapping(at: path),
                source: try #require(EventSource(source)),
                catalogue: catalogue
            ),
            box: box,
            connection: nil,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try FileManager.default.copyItem(
            atPath: root + "/Examples/exports/" + export,
            toPath: folder + "/drop/" + export
        )
        _ = try await adapter.look()
        let outcome = try await adapter.look().first
        return (outcome, box)
    }

    @Test func `the sample of domestic incidents fits its topic`() async throws {
        let (outcome, _) = try await take(
            "police-domestic-incidents.yaml",
            "police-domestic-incidents.csv",
            as: "urn:concordat:E08000025:wmp:niche"
        )
        #expect(outcome == .taken(file: "police-domestic-incidents.csv", events: 2, unchanged: 0))
    }

    @Test func `the sample of cases and allocations fits its topics`() async throws {
        let (outcome, _) = try await take(
            "childrens-social-care.yaml",
            "childrens-social-care.csv",
            as: "urn:concordat:E08000025:bhm-csc:casework"
        )
        // Four people, two households, two cases, one allocation.
        #expect(outcome == .taken(file: "childrens-social-care.csv", events: 9, unchanged: 0))
    }

    @Test(
        arguments: [
            ("police-safe-and-well", "wmp:niche", 2), ("substance-misuse", "bhm-add:treatment", 5),
            ("housing", "bhm-hou:lettings", 4), ("childrens-centre", "bhm-cc:centre", 3),
            ("schools", "bhm-sch:register", 3), ("ambulance", "wmas:control", 2),
            ("childrens-social-care-plans", "bhm-csc:casework", 2),
        ]
    )
    func `every sample that is shipped fits its topics, and its agency's roles may publish them`(
        name: String,
        system: String,
        events: Int
    ) async throws {
        let (outcome, _) = try await take(
            name + ".yaml",
            name + ".csv",
            as: "urn:concordat:E08000025:" + system
        )
        #expect(outcome == .taken(file: name + ".csv", events: events, unchanged: 0))
        let roles = [
            "wmp": "PPU", "bhm-add": "KWM", "bhm-hou": "HOUS", "bhm-cc": "CC", "bhm-sch": "DSL",
            "wmas": "AMB",
            "bhm-csc": "ASW",
        ]
        let catalogue = try Self.catalogue.get()
        let agency = system.prefix { $0 != ":" }
        let role = try #require(roles[String(agency)].flatMap { Role($0) })
        for event in try MappingFile.mapping(at: "\(root)/Configs/adapters/\(name).yaml").events {
            #expect(catalogue[event.topic]?.mayPublish(roles: [role]) == true, "\(role) \(event.topic)")
        }
    }

    @Test func `every mapping of messages that is shipped reads, and its topics are in the catalogue`() throws
    {
        let catalogue = try Self.catalogue.get()
        let mappings = try [
            MessageMappingFile.hl7.mapping(at: root + "/Configs/adapters/hl7-hospital.yaml"),
            MessageMappingFile.fhir.mapping(at: root + "/Configs/adapters/fhir-r4.yaml"),
        ]
        for case .tells(let topic) in mappings.flatMap(\.rules).map(\.outcome) {
            #expect(catalogue[topic] != nil, "\(topic)")
        }
        let wanted =
            ["SIU^S12", "SIU^S13", "SIU^S14", "SIU^S15", "SIU^S26"]
            + ["01", "03", "04", "08", "28", "31", "40"].map { "ADT^A" + $0 } + ["ORU^R01", "MDM^T02"]
        #expect(Set(mappings[0].triggers) == Set(wanted))
        #expect(Set(mappings[1].triggers) == ["Appointment", "Observation", "Encounter", "CareTeam", "Flag"])
    }

    @Test func `every fault of an adapter's file and of its mapping is listed with its line`() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try write(
            """
            title: t
            dates: [dd/mm/yy]
            events:
              - topic: police.domestic-incident
                group-by: [A]
                time: B
                fields:
                  - {to: dash, from: C, type: float}
                  - {to: /x}
            """,
            "mapping.yaml"
        )
        try write(
            """
            mapping: mapping.yaml
            authority: E08000025
            system: wmp
            endpoint: tcp://127.0.0.1:1
            server-key: short
            certificate: c
            drop: d
            box: b
            """,
            "adapter.yaml"
        )
        let faults = #expect(throws: SettingsFaults.self) { try AdapterFile(path: folder + "/adapter.yaml") }
        let places = faults?.faults.map { fault in
            "\(fault.file.split(separator: "/").last ?? ""):\(fault.line) \(fault.member)"
        }
        #expect(
            places == [
                "adapter.yaml:3 system", "adapter.yaml:5 server-key", "mapping.yaml:2 dates[0]",
                "mapping.yaml:8 events[0].fields[0].to", "mapping.yaml:8 events[0].fields[0].type",
                "mapping.yaml:9 events[0].fields[1]",
            ]
        )
    }
}
