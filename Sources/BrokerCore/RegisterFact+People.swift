import JSON
import Routing
import Vocabulary

/// Facts about how people belong together: relations, merges, separations, what they are recognised by.
extension Register.Fact {
    func writeKinship(to writer: inout JSONWriter) {
        switch self {
        case .relationRecorded(let relation): relation.write(to: &writer)
        case .merged(let merge):
            writer.member("fact", "person-merged")
            writer.member("keep", merge.keep)
            writer.member("absorb", merge.absorb)
            writer.member("decided-by", merge.decidedBy)
            writer.member("entry", merge.entry)
        case .unmerged(let absorbed, let staff):
            writer.member("fact", "person-unmerged")
            writer.member("absorbed", absorbed)
            writer.member("decided-by", staff)
        case .separated(let pair, let isForEver):
            writer.member("fact", "person-separated")
            writer.member("people", texts: [pair.first.text, pair.second.text])
            writer.member("for-ever", isForEver)
        case .sketched(let person, let sketch):
            writer.member("fact", "person-sketch")
            writer.member("person", person)
            writer.member("names", integers: sketch.names.map { Int64($0.number) })
            writer.member("places", integers: sketch.places.map { Int64($0.number) })
        case .matchProposed(let proposal): proposal.write(to: &writer)
        case .personRecorded, .identityDisputed, .householdRecorded, .agencyRecorded, .keyRecorded,
            .staffRecorded:
            preconditionFailure("is written by its own name")
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of these.
    static func kinship(_ name: String, _ reader: FactReader) throws(FactFault) -> Register.Fact? {
        switch name {
        case "person-relation": return .relationRecorded(try reader.relation())
        case "person-merged":
            return .merged(
                PersonMerge(
                    keep: try reader.identifier("keep", PersonKind.self),
                    absorb: try reader.identifier("absorb", PersonKind.self),
                    decidedBy: try reader.identifier("decided-by", StaffKind.self),
                    entry: try reader.sequence("entry")
                )
            )
        case "person-unmerged":
            return .unmerged(
                absorbed: try reader.identifier("absorbed", PersonKind.self),
                decidedBy: try reader.identifier("decided-by", StaffKind.self)
            )
        case "person-separated":
            let people = try reader.identifiers("people", PersonKind.self)
            guard people.count == 2 else { throw FactFault(reader.node, "people") }
            return .separated(PersonPair(people[0], people[1]), isForEver: try reader.flag("for-ever"))
        case "person-sketch":
            let sketch = PersonSketch(
                names: try reader.buckets("names"),
                places: try reader.buckets("places")
            )
            return .sketched(try reader.identifier("person", PersonKind.self), sketch)
        case "person-match": return .matchProposed(try reader.proposal())
        default: return nil
        }
    }
}

extension Relation {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("fact", "person-relation")
        writer.member("person", key.person)
        writer.member("relation", key.kind.rawValue)
        writer.member("other", key.other)
        if let from { writer.member("from", from.iso8601) }
        if let to { writer.member("to", to.iso8601) }
        if let hasParentalResponsibility { writer.member("responsibility", hasParentalResponsibility) }
        if isLink { writer.member("link", true) }
    }
}

extension MatchProposal {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("fact", "person-match")
        writer.member("person", stranger)
        writer.member("entry", entry)
        writer.member("at", at)
        writer.key("candidates")
        writer.beginArray()
        for candidate in candidates {
            writer.beginObject()
            writer.member("person", candidate.person)
            writer.member("because", texts: candidate.reasons.map(\.rawValue))
            writer.endObject()
        }
        writer.endArray()
    }
}

extension FactReader {
    fileprivate func relation() throws(FactFault) -> Relation {
        Relation(
            Relation.Key(
                try identifier("person", PersonKind.self),
                try code("relation", Relation.Kind.self),
                of: try identifier("other", PersonKind.self)
            ),
            from: try date("from"),
            to: try date("to"),
            hasParentalResponsibility: has("responsibility") ? try flag("responsibility") : nil,
            isLink: has("link") ? try flag("link") : false
        )
    }

    fileprivate func proposal() throws(FactFault) -> MatchProposal {
        MatchProposal(
            stranger: try identifier("person", PersonKind.self),
            candidates: try list("candidates") { node throws(FactFault) in
                let reader = FactReader(node: node)
                let reasons = try reader.strings("because").compactMap { MatchProposal.Reason(rawValue: $0) }
                return MatchProposal.Candidate(
                    try reader.identifier("person", PersonKind.self),
                    because: reasons
                )
            },
            entry: try sequence("entry"),
            at: try instant("at")
        )
    }

    fileprivate func buckets(_ name: String) throws(FactFault) -> [PersonSketch.Bucket] {
        try integers(name).map { number throws(FactFault) in
            guard let bucket = Int(exactly: number).flatMap({ PersonSketch.Bucket($0) }) else {
                throw FactFault(node, name)
            }
            return bucket
        }
    }
}
