import BrokerClient
import Concerns
import Foundation
import Settings
import Testing
import Topics
import Vocabulary

@testable import Adapters
@testable import concordat

/// The mappings of messages that are shipped, with a message of each kind that they are for.
@Suite struct ShippedMessagesTests {
    private static let catalogue = Result {
        try CatalogueFolder(path: Repository.path + "/Topics").catalogue()
    }

    private func hl7(_ segments: [String]) throws -> [String] {
        let source = try #require(EventSource("urn:concordat:E08000025:bhm-ch:pas"))
        let reception = HL7Reception(
            configuration: HL7Configuration(
                host: "",
                port: 0,
                mapping: try MessageMappingFile.hl7.mapping(
                    at: Repository.path + "/Configs/adapters/hl7-hospital.yaml"
                ),
                source: source,
                catalogue: try Self.catalogue.get()
            ),
            sink: NoSink(),
            journal: AdapterJournal(name: "x") { Instant(milliseconds: 0) }
        )
        return try reception.publications(of: Array(segments.joined(separator: "\r").utf8)).map {
            publication in
            publication.topic.text + " " + String(decoding: publication.body, as: UTF8.self)
        }
    }

    private struct NoSink: EventSink {
        func hasRoom() async throws -> Bool { true }
        func store(_ publications: [Publication]) async throws {}
        func receipts(of ids: [MessageID], within limit: Duration) async throws -> [StoredReceipt] { [] }
    }

    private func message(_ trigger: String, _ more: [String], born: String = "20100501") -> [String] {
        [
            "MSH|^~\\&|PAS|CH|C|B|20161220120000||\(trigger)|X1|P|2.5", "EVN||201612201155",
            "PID|||9990516286^^^NHS^NH~C-7^^^CH^MR||Hartley^Esme||\(born)",
            "NK1|1|Hartley^Tasha|MTH|||||||||||||||||||||||||||||9992839457^^^NHS^NH",
        ] + more
    }

    private func schedule(_ status: String) -> String {
        "SCH|1|||||^Moved house|||||^^^20161219143000" + String(repeating: "|", count: 14) + status
    }

    @Test(
        arguments: [
            ("SIU^S12", "BOOKED", "20100501", ""), ("SIU^S14", "BOOKED", "20100501", ""),
            ("SIU^S14", "DNA", "20100501", "health.was-not-brought"),
            ("SIU^S26", "WNB", "19920208", "health.was-not-brought"),
            ("SIU^S26", "DNA", "19920208", "health.appointment-missed"),
            ("SIU^S13", "", "20100501", "health.was-not-brought"),
            ("SIU^S15", "", "20100501", "health.was-not-brought"),
            ("SIU^S13", "", "19920208", "health.appointment-missed"),
            ("SIU^S15", "", "19920208", "health.appointment-missed"),
        ]
    )
    func `appointments that did not come about are told, those to come are not`(
        trigger: String,
        status: String,
        born: String,
        topic: String
    ) throws {
        let events = try hl7(message(trigger, [schedule(status)], born: born))
        #expect(events.map { $0.prefix { $0 != " " } } == (topic.isEmpty ? [] : [topic[...]]))
        let status = ["SIU^S13": "rearranged", "SIU^S15": "cancelled"][trigger]
        if let status { #expect(events.first?.contains(#""status":"\#(status)""#) == true) }
        if topic == "health.was-not-brought" { #expect(events.first?.contains(#""role":"mother""#) == true) }
    }

    @Test func `stays, registrations and mergers of the hospital's index`() throws {
        func visit(_ kind: String, _ discharged: String = "") -> String {
            "PV1||\(kind)" + String(repeating: "|", count: 42) + "20161220113000|" + discharged
        }
        let reason = "PV2|||R^Fell"
        #expect(
            try hl7(message("ADT^A04", [visit("E"), reason])).first?.hasPrefix("health.ed-attendance ")
                == true
        )
        let admitted = try hl7(message("ADT^A01", [visit("E"), reason]))
        #expect(admitted.first?.contains(#""outcome":"admitted""#) == true)
        #expect(try hl7(message("ADT^A01", [visit("I"), reason])).isEmpty)
        #expect(
            try hl7(message("ADT^A03", [visit("I", "20161222100000")])).first?.hasPrefix("health.discharge ")
                == true
        )
        #expect(try hl7(message("ADT^A03", [visit("I", "20161222100000")], born: "19920208")).isEmpty)
        let practice = "PD1|||Sandpit Row Surgery^^M85001"
        for trigger in ["ADT^A28", "ADT^A31"] {
            let changed = try hl7(message(trigger, [practice]))
            #expect(changed.first?.hasPrefix("health.registration-changed ") == true)
            #expect(changed.first?.contains(#""practice-code":"M85001""#) == true)
        }
        #expect(try hl7(message("ADT^A08", [practice])).isEmpty)
        let merged = try hl7(message("ADT^A40", ["MRG|B-2091^^^CH^MR"]))
        #expect(merged.first?.hasPrefix("person.merge-proposed ") == true)
        #expect(
            merged.first?.contains(#"{"role":"other","identifiers":[{"scheme":"bhm-ch","value":"B-2091"}]}"#)
                == true
        )
    }

    @Test func `results and letters`() throws {
        let screen = ["OBR|1|||TOXH|||20161219||||||||||||||||||F", "OBX|1|ST|COC||INV", "OBX|2|ST|OPI||NEG"]
        let result = try hl7(message("ORU^R01", screen, born: "19920208"))
        #expect(result.first?.contains(#""method":"hair","result":"unclear""#) == true)
        #expect(try hl7(message("ORU^R01", ["OBR|1|||FBC|||20161219", "OBX|1|NM|HB||120"])).isEmpty)
        #expect(
            try hl7(message("ORU^R01", ["OBR|1|||UDS|||20161219||||||||||||||||||P", "OBX|1|ST|COC||POS"]))
                .isEmpty
        )
        let letter = ["TXA||ADDREV||20161219", "OBX|1|TX|T||Line one", "OBX|2|TX|T||Line two"]
        #expect(try hl7(message("MDM^T02", letter)).first?.contains(#""plan":"Line one\nLine two""#) == true)
        #expect(try hl7(message("MDM^T02", ["TXA||CLINIC||20161219"])).isEmpty)
    }

    private func fhir(_ resource: String, born: String = "2010-05-01") throws -> [String] {
        let source = try #require(EventSource("urn:concordat:E08000025:bhm-gp:practice"))
        var configuration = HTTPConfiguration(host: "", port: 0, callers: [])
        configuration.fhir = try MessageMappingFile.fhir.mapping(
            at: Repository.path + "/Configs/adapters/fhir-r4.yaml"
        )
        configuration.catalogue = try Self.catalogue.get()
        let text = """
            {"resourceType":"Bundle","type":"message","entry":[
            {"resource":{"resourceType":"MessageHeader","id":"m","focus":[{"reference":"x"}]}},{"fullUrl":"x","resource":\(resource)},
            {"fullUrl":"p","resource":{"resourceType":"Patient","birthDate":"\(born)","identifier":[
            {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990516286"}]}},
            {"fullUrl":"r","resource":{"resourceType":"RelatedPerson","patient":{"reference":"p"},"name":[{"text":"Tasha"}],
            "relationship":[{"coding":[{"code":"MTH"}]}]}}]}
            """
        let message = try FHIRMessage(Array(text.utf8))
        return try FHIRReception(configuration, source).publications(of: message).map { publication in
            publication.topic.text + " " + String(decoding: publication.body, as: UTF8.self)
        }
    }

    @Test func `each kind of FHIR resource that is read`() throws {
        let patient = #""subject":{"reference":"p"}"#
        let emergency =
            #"{"resourceType":"Encounter","status":"in-progress","class":{"code":"EMER"},"period":{"start":"2016-12-20T10:00:00Z"},"reasonCode":[{"text":"Fell"}],\#(patient)}"#
        let attended = try fhir(emergency)
        #expect(attended.first?.hasPrefix("health.ed-attendance ") == true)
        #expect(attended.first?.contains(#"{"role":"mother","name":"Tasha"}"#) == true)
        let stay =
            #"{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"period":{"end":"2016-12-22T10:00:00Z"},\#(patient)}"#
        #expect(try fhir(stay).first?.hasPrefix("health.discharge ") == true)
        #expect(try fhir(stay, born: "1992-02-08").isEmpty)
        let screen = #"""
            {"resourceType":"Observation","status":"final","code":{"coding":[{"code":"19295-5"}]},"effectiveDateTime":"2016-12-19",
            "component":[{"code":{"coding":[{"code":"cocaine"}]},"valueCodeableConcept":{"coding":[{"code":"10828004"}]}},
            {"code":{"coding":[{"code":"opiates"}]},"valueCodeableConcept":{"coding":[{"code":"260385009"}]}}],"subject":{"reference":"p"}}
            """#
        let result = try #require(try fhir(screen).first)
        #expect(result.hasPrefix("substance.test-result ") && result.contains(#""result":"positive""#))
        #expect(
            result.contains(
                #""panel":[{"substance":"cocaine","result":"positive"},{"substance":"opiates","result":"negative"}]"#
            )
        )
        let team = #"""
            {"resourceType":"CareTeam","identifier":[{"system":"urn:concordat:case","value":"C-1042"}],"period":{"start":"2016-12-01"},
            "participant":[{"role":[{"coding":[{"code":"HV"}]}],"member":{"identifier":{"value":"linda.croft"}}},
            {"role":[{"coding":[{"code":"GP"}]}],"member":{"identifier":{"value":"tom.ashby"}}}],"subject":{"reference":"p"}}
            """#
        let allocations = try fhir(team)
        #expect(allocations.count == 2)
        #expect(
            allocations.first?.contains(
                #""case":"C-1042","staff":"bhm-gp/linda.croft","role":"HV","from":"2016-12-01""#
            ) == true
        )
        let flag =
            #"{"resourceType":"Flag","status":"active","code":{"coding":[{"code":"missing"}]},"period":{"start":"2016-12-20"},\#(patient)}"#
        #expect(try fhir(flag).first?.hasPrefix("person.flag ") == true)
        let booked = #"{"resourceType":"Appointment","status":"booked","start":"2016-12-20T10:00:00Z"}"#
        #expect(try fhir(booked).isEmpty)
        let fault = #expect(throws: Problem.self) { try fhir(booked.replacing("booked", with: "perhaps")) }
        #expect(fault?.pointer == "Appointment.status" && fault?.code == "unknown-code")
    }
}
