import JSON
import Routing
import Topics
import Vocabulary

@testable import BrokerCore

/// How tests speak of families, records and births.
extension House {
    static let esme = #"{"scheme":"nhs","value":"9990516286"}"#
    static let tasha = #"{"scheme":"nhs","value":"9992839457"}"#
    static let rob = #"{"scheme":"wmp","value":"N-77"}"#

    static func somebody(_ identifiers: String...) -> String {
        #"{"identifiers":[\#(identifiers.joined(separator: ","))]}"#
    }

    static func person(_ role: String, _ identifiers: String..., more: String = "") -> String {
        #"{"role":"\#(role)","identifiers":[\#(identifiers.joined(separator: ","))]\#(more)}"#
    }

    @discardableResult
    mutating func register(_ identifiers: String..., more: String = "") -> Turn {
        let list = identifiers.joined(separator: ",")
        return publish("register.person", #"{"identifiers":[\#(list)]\#(more)}"#)
    }

    @discardableResult
    mutating func relate(_ one: String, _ relation: String, _ other: String, more: String = "") -> Turn {
        let (one, other) = (Self.somebody(one), Self.somebody(other))
        return publish(
            "register.relation",
            #"{"person":\#(one),"relation":"\#(relation)","other":\#(other)\#(more)}"#
        )
    }

    /// A named person's act about two records.
    static func act(
        _ topic: String,
        _ one: String,
        _ other: String,
        by staff: String = "bhm-csc/dee",
        more: String = ""
    ) -> String {
        let names =
            switch topic {
            case "person.merged": ("keep", "absorb")
            case "person.unmerged": ("keep", "split")
            default: ("from", "to")
            }
        return """
            {"\(names.0)":\(one),"\(names.1)":\(other),"decided-by":"\(staff)","reason":"Seen."\(more)}
            """
    }

    @discardableResult
    mutating func decide(
        _ topic: String,
        _ one: String,
        _ other: String,
        by staff: String = "bhm-csc/dee",
        more: String = ""
    ) -> Turn {
        publish(topic, Self.act(topic, one, other, by: staff, more: more))
    }

    @discardableResult
    mutating func birth(_ babies: [String], of mother: String = tasha, on day: String = "2018-06-06") -> Turn
    {
        let people = (babies + [Self.person("mother", mother)]).joined(separator: ",")
        return publish(
            "health.birth",
            #"{"people":[\#(people)],"born":"\#(day)T08:21:00Z"}"#,
            by: "bhm-hv/child-health"
        )
    }

    /// The cases, or the front door, that a police concern about these people goes to.
    mutating func places(_ people: String...) -> [String] {
        let turn = publish("police.domestic-incident", Self.incident(people), by: "wmp/niche")
        let routed = turn.entries.first { $0.topic.text == "police.domestic-incident" }?.routed
        return routed?.decision.routings.map { $0.caseID?.text ?? "front-door" } ?? []
    }

    func children(of id: String) -> [PersonID] { state.casebook.file(named(id))?.children ?? [] }

    func match(_ scheme: String, _ value: String) -> PersonMatch {
        state.register.match([PersonIdentifier(scheme: scheme, value: value)].compactMap(\.self))
    }
}
