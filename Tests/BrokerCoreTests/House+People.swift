import Escalation
import Meetings
import Patterns
import Routing
import Topics
import Vocabulary

@testable import BrokerCore

/// Who works in the house, and whom it is about.
extension House {
    static let users = [
        "bhm-csc/casework", "wmp/niche", "bhm-hv/child-health", "sol-csc/casework", "E08000025/broker",
        "E08000029/broker", "wmp/revoked",
    ]

    static let child = #"{"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"}]}"#
    static let mother = #"{"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}]}"#
    static let stranger = #"{"role":"other","identifiers":[{"scheme":"nhs","value":"9994673904"}]}"#

    /// The key of a system, 40 characters as Z85 has.
    static func key(_ user: String) -> Identifier<CurveKind> {
        named(String((user + String(repeating: "k", count: 40)).prefix(40)))
    }

    static func register(_ authority: AuthorityCode, peer: AuthorityCode) -> [Register.Fact] {
        let own = authority == birmingham ? "bhm" : "sol"
        let casework = ["ASW", "SCW", "DUTY", "TM", "HOS", "MASH", "EDT", "CPC"]
        let all = ["case.\(authority).>", "transfer.>", "police.>", "casefile.>", "allocation.>", "broker.>"]
        return [
            system("\(own)-csc/casework", casework, [">"], all, .all),
            system(
                "wmp/niche",
                ["PPU"],
                ["police.>", "acknowledgement.made", "case.>", "concern.>", "feed.>"],
                ["case.\(authority).>", "police.>"]
            ),
            system(
                "\(own)-hv/child-health",
                ["HV"],
                [
                    "health.>", "acknowledgement.made", "concern.>", "access.>", "expected.registered",
                    "assessment.contributed",
                ],
                ["case.\(authority).>"]
            ),
            system("\(peer)/broker", [], [">"], []),
            staff("\(own)-csc/nadia", ["ASW"]), staff("\(own)-csc/tess", ["TM"]),
            staff("\(own)-csc/hugo", ["HOS"]), staff("\(own)-csc/dee", []), staff("\(own)-csc/mo", []),
            staff("\(own)-csc/duty", ["DUTY"], members: ["\(own)-csc/dee"]),
            staff("\(own)-csc/door", ["MASH"], members: ["\(own)-csc/mo"]),
            staff("\(own)-hv/linda", ["HV"]), staff("wmp/pat", ["PPU"]),
        ]
    }

    static func system(
        _ user: String,
        _ roles: [String],
        _ publishes: [String],
        _ sees: [String],
        _ cases: SystemKey.Reach = .involved
    ) -> Register.Fact {
        .keyRecorded(
            SystemKey(
                key: key(user),
                user: named(user),
                status: .active,
                roles: roles.compactMap { Role($0) },
                publishes: publishes.compactMap { TopicPattern($0) },
                sees: sees.compactMap { TopicPattern($0) },
                cases: cases
            )
        )
    }

    static func staff(_ id: String, _ roles: [String], members: [String]? = nil) -> Register.Fact {
        let id: StaffID = named(id)
        return .staffRecorded(
            StaffMember(
                id: id,
                agency: id.agency ?? named("none"),
                roles: roles.compactMap { Role($0) },
                kind: members.map { .team(members: $0.map { named($0) }) } ?? .person
            )
        )
    }

    // MARK: Events

    /// Mother and child live together; nobody has a case yet.
    mutating func settleFamily() {
        publish(
            "register.household",
            """
            {"household":"H-1","members":[
            {"identifiers":[{"scheme":"nhs","value":"9990516286"}],"relation":"child"},
            {"identifiers":[{"scheme":"nhs","value":"9992839457"}],"relation":"parent"}]}
            """.replacing("\n", with: ""),
            by: casework
        )
    }

    mutating func openCase(_ id: String = "C-1042", _ children: [String] = [House.child]) {
        publish("casefile.opened", Self.opened(id, children), by: casework)
    }

    static func opened(_ id: String, _ children: [String] = [House.child]) -> String {
        #"{"case":"\#(id)","children":[\#(children.joined(separator: ","))],"legal-basis":"CP","opened":"2018-06-01"}"#
    }

    mutating func allocate(_ staff: String, _ role: String = "ASW", on id: String = "C-1042") {
        publish("allocation.made", Self.allocated(staff, role, on: id), by: casework)
    }

    static func allocated(_ staff: String, _ role: String, on id: String) -> String {
        #"{"case":"\#(id)","staff":"\#(staff)","role":"\#(role)","from":"2018-06-01"}"#
    }

    var casework: String { policy.authority == Self.birmingham ? "bhm-csc/casework" : "sol-csc/casework" }

    /// Police attended: S3 unless graded otherwise.
    static func incident(_ people: [String], grade: String = "standard", summary: String = "Seen.") -> String
    {
        """
        {"people":[\(people.joined(separator: ","))],"dash-grade":"\(grade)","child-present":true,\
        "child-seen":true,"summary":"\(summary)"}
        """
    }

    static func answer(_ id: String, _ person: String, _ decision: String = "seen", more: String = "")
        -> String
    {
        #"{"concern":"\#(id)","person":"\#(person)","decision":"\#(decision)"\#(more)}"#
    }

    /// A house whose child has a case that Nadia holds, and whose systems have said HELLO.
    static func withCase(
        ladders: Ladders = .standard,
        clocks: ClockRules = .none,
        meetings: MeetingRules = .none,
        patterns: PatternRules = .none
    ) throws -> House {
        var house = try House(ladders: ladders, clocks: clocks, meetings: meetings, patterns: patterns)
        house.hello("bhm-csc/casework", "wmp/niche", "bhm-hv/child-health")
        house.settleFamily()
        house.openCase()
        house.allocate("bhm-csc/nadia")
        return house
    }
}
