import JSON
import Routing
import Topics
import Vocabulary

extension RoutedFact {
    func write(to writer: inout JSONWriter) {
        writer.member("fact", "routed")
        writer.member("severity", severity.rawValue)
        writer.member("people", texts: decision.people.lazy.map(\.text))
        writer.member("unmatched", integers: decision.unmatched.lazy.map(Int64.init))
        if let onlyTo { writer.member("only-to", onlyTo) }
        writer.key("routings")
        writer.beginArray()
        for (routing, due) in zip(decision.routings, due) { write(routing, due: due, to: &writer) }
        writer.endArray()
        if let follows { writer.member("follows", follows.text) }
    }

    private func write(_ routing: CaseRouting, due: Instant?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("case", optional: routing.caseID)
        writer.key("because")
        writer.beginArray()
        for reason in routing.reasons { reason.write(to: &writer) }
        writer.endArray()
        switch routing.accountable {
        case .owner(let role, let staff):
            writer.member("owner-role", role.code)
            writer.member("owner", optional: staff)
        case .authorLeads(let staff): writer.member("author-leads", staff)
        }
        writer.member("unallocated", routing.isUnallocated)
        writer.member("heightened", routing.isHeightened)
        if let due { writer.member("due", due) }
        writer.key("to")
        writer.beginArray()
        for recipient in routing.recipients {
            writer.beginObject()
            writer.member("role", recipient.role.code)
            writer.member("staff", optional: recipient.staff)
            writer.member("agency", optional: recipient.agency)
            writer.member("detail", recipient.detail.rawValue)
            writer.member("rule", recipient.rule.rawValue)
            if !recipient.seesAddresses { writer.member("addresses", false) }
            writer.endObject()
        }
        writer.endArray()
        writer.key("not-to")
        writer.beginArray()
        for withheld in routing.withheld {
            writer.beginObject()
            writer.member("role", withheld.role.code)
            writer.member("staff", optional: withheld.staff)
            writer.member("rule", withheld.rule.rawValue)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    init(_ reader: FactReader) throws(FactFault) {
        var due: [Instant?] = []
        let routings = try reader.list("routings") { node throws(FactFault) in
            let routing = FactReader(node: node)
            due.append(routing.has("due") ? try routing.instant("due") : nil)
            return try routing.routing()
        }
        self.init(
            severity: try reader.code("severity", Severity.self),
            decision: RoutingDecision(
                people: try reader.identifiers("people", PersonKind.self),
                unmatched: try reader.integers("unmatched").map { Int($0) },
                disputes: [],
                routings: routings
            ),
            due: due,
            onlyTo: try reader.optionalIdentifier("only-to", UserKind.self)
        )
        guard reader.has("follows") else { return }
        guard let topic = Topic(try reader.text("follows")) else { throw FactFault(reader.node, "follows") }
        follows = topic
    }
}

extension FactReader {
    fileprivate func routing() throws(FactFault) -> CaseRouting {
        let accountable: CaseRouting.Accountable =
            if let author = try optionalIdentifier("author-leads", StaffKind.self) {
                .authorLeads(author)
            } else {
                .owner(try role("owner-role"), try optionalIdentifier("owner", StaffKind.self))
            }
        return CaseRouting(
            caseID: try optionalIdentifier("case", CaseKind.self),
            reasons: try list("because") { node throws(FactFault) in try FactReader(node: node).reason() },
            accountable: accountable,
            recipients: try list("to") { node throws(FactFault) in
                let reader = FactReader(node: node)
                return Recipient(
                    try reader.role("role"),
                    try reader.optionalIdentifier("staff", StaffKind.self),
                    of: try reader.optionalIdentifier("agency", AgencyKind.self),
                    sees: try reader.code("detail", Detail.self),
                    by: try reader.code("rule", RoutingRule.self),
                    seesAddresses: reader.has("addresses") ? try reader.flag("addresses") : true
                )
            },
            withheld: try list("not-to") { node throws(FactFault) in
                let reader = FactReader(node: node)
                return Withheld(
                    try reader.role("role"),
                    try reader.optionalIdentifier("staff", StaffKind.self),
                    by: try reader.code("rule", RoutingRule.self)
                )
            },
            isUnallocated: try flag("unallocated"),
            isHeightened: try flag("heightened")
        )
    }

    private func reason() throws(FactFault) -> CaseRouting.Reason {
        switch try text("why") {
        case "named": .named
        case "child": .child(try identifier("person", PersonKind.self))
        case "household":
            .household(
                try identifier("household", HouseholdKind.self),
                of: try identifier("person", PersonKind.self)
            )
        case "household-named": .householdNamed(try identifier("household", HouseholdKind.self))
        case "related":
            .related(
                try identifier("person", PersonKind.self),
                as: try code("relation", Relation.Kind.self),
                to: try identifier("other", PersonKind.self)
            )
        case "probable-match":
            .probableMatch(
                try identifier("person", PersonKind.self),
                with: try identifier("other", PersonKind.self)
            )
        case "named-but-not-open": .namedButNotOpen(try identifier("case", CaseKind.self))
        case "known-without-case": .knownWithoutCase(try identifier("person", PersonKind.self))
        case "nobody-known": .nobodyKnown
        case "follows": .follows(try sequence("entry"))
        default: throw FactFault(fact: "routed", member: "why")
        }
    }
}

extension CaseRouting.Reason {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch self {
        case .named: writer.member("why", "named")
        case .child(let person):
            writer.member("why", "child")
            writer.member("person", person)
        case .household(let household, let person):
            writer.member("why", "household")
            writer.member("household", household)
            writer.member("person", person)
        case .householdNamed(let household):
            writer.member("why", "household-named")
            writer.member("household", household)
        case .related(let person, let kind, let other):
            writer.member("why", "related")
            writer.member("person", person)
            writer.member("relation", kind.rawValue)
            writer.member("other", other)
        case .probableMatch(let person, let other):
            writer.member("why", "probable-match")
            writer.member("person", person)
            writer.member("other", other)
        case .namedButNotOpen(let caseID):
            writer.member("why", "named-but-not-open")
            writer.member("case", caseID)
        case .knownWithoutCase(let person):
            writer.member("why", "known-without-case")
            writer.member("person", person)
        case .nobodyKnown: writer.member("why", "nobody-known")
        case .follows(let entry):
            writer.member("why", "follows")
            writer.member("entry", entry)
        }
        writer.endObject()
    }
}
