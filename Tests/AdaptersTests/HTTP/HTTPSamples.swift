import Concerns
import JSON
import Topics
import Vocabulary

@testable import Adapters

/// A practice's system, what it may send, and the mapping of its FHIR messages.
enum HTTPSamples {
    static let token = "a-token-that-nobody-guesses"

    static func configuration() throws -> HTTPConfiguration {
        var configuration = HTTPConfiguration(
            host: "127.0.0.1",
            port: 0,
            callers: [
                HTTPCaller(source: try source(), tokens: [.ofBody(Array(token.utf8)), .ofBody([1])])
            ]
        )
        configuration.fhir = try mapping()
        configuration.longestBody = 64 * 1_024
        configuration.mostRequests = 4
        configuration.mostEvents = 3
        return configuration
    }

    static func source() throws -> EventSource {
        try Samples.required(EventSource("urn:concordat:E08000025:bhm-gp:practice"))
    }

    static func mapping() throws -> MessageMapping {
        MessageMapping(
            title: "a practice",
            rules: [
                MessageRule(
                    triggers: ["Flag"],
                    conditions: [MessageCondition("Flag.status", .isOneOf(["active"]))],
                    outcome: .tells(try Samples.required(Topic("person.flag"))),
                    time: ["Flag.period.start"],
                    fields: [
                        try Samples.rule("/flag", "Flag.code.coding.code", isRequired: true),
                        try Samples.rule("/from", "Flag.period.start", .date),
                    ],
                    lists: [
                        MessageListRule(
                            into: try Samples.required(JSONPointer(parsing: "/people")),
                            fields: [
                                try Samples.rule(
                                    "/identifiers",
                                    "Patient.identifier[system=https://fhir.nhs.uk/Id/nhs-number].value",
                                    .identifier(scheme: "nhs")
                                )
                            ]
                        )
                    ]
                ),
                MessageRule(triggers: ["Observation"], outcome: .tellsNobody),
            ]
        )
    }

    /// An event of another's making.
    static func event(_ id: String, source: String = "https://practice.example/emr", extra: String = "")
        -> String
    {
        """
        {"specversion":"1.0","id":"\(id)","source":"\(source)","type":"health.contact.v1","subject":"x 1",\
        "time":"2016-12-20T10:00:00Z","datacontenttype":"application/json"\(extra),\
        "data":{"contact-type":"surgery","child-seen":true,"people":[{"identifiers":[{"scheme":"nhs","value":"9990516286"}]}]}}
        """
    }

    static func message(_ id: String, status: String = "active", number: String = "9990516286") -> String {
        """
        {"resourceType":"Bundle","type":"message","entry":[
        {"fullUrl":"urn:uuid:h","resource":{"resourceType":"MessageHeader","id":"\(id)","eventCoding":{"code":"flag"},
        "source":{"endpoint":"https://practice.example"},"focus":[{"reference":"urn:uuid:f"}]}},
        {"fullUrl":"urn:uuid:f","resource":{"resourceType":"Flag","status":"\(status)","code":{"coding":[{"code":"missing"}]},
        "period":{"start":"2016-12-20"},"subject":{"reference":"Patient/p"}}},
        {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","id":"p","identifier":[
        {"system":"https://hospital.example","value":"77"},{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"\(number)"}]}}]}
        """
    }
}
