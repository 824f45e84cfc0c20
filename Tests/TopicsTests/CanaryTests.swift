import JSON
import TestSupport
import Testing
import Topics
import Vocabulary

/// Schemas and events grown from a seed, in which every scalar is a canary that names who may see it.
@Suite struct CanaryTests {
    private static let audiences: [Audience] = [
        .detail(.alert), .detail(.summary), .detail(.full), .never,
        .roles([Role("GP"), Role("HV")].compactMap(\.self)),
    ]

    /// A schema's description, an example and its canaries, each with the audiences of all that encloses it.
    private struct Growth {
        var random: SeededGenerator
        var canaries: [(text: String, audiences: [Audience])] = []

        mutating func grow(depth: Int, inherited: [Audience]) -> (schema: JSONValue, example: JSONValue) {
            let own = Bool.random(using: &random) ? CanaryTests.audiences.randomElement(using: &random) : nil
            // A part declared wider than its container would be refused.
            let audience = own.flatMap { CanaryTests.isAllowed($0, inside: inherited) ? $0 : nil }
            let path =
                inherited + [audience ?? (depth == 0 ? .detail(.full) : nil)].compactMap(\.self)
            var schema: [JSONMember] =
                audience.map { [JSONMember("audience", CanaryTests.document($0))] } ?? []
            let example: JSONValue
            switch depth < 4 ? Int.random(in: 0..<4, using: &random) : 3 {
            case 0, 1:
                var properties: [JSONMember] = []
                var members: [JSONMember] = []
                for place in 0..<Int.random(in: 1...4, using: &random) {
                    let part = grow(depth: depth + 1, inherited: path)
                    properties.append(JSONMember("m\(place)", part.schema))
                    members.append(JSONMember("m\(place)", part.example))
                }
                schema += [JSONMember("type", "object"), JSONMember("properties", .object(properties))]
                example = .object(members)
            case 2:
                let part = grow(depth: depth + 1, inherited: path)
                schema += [JSONMember("type", "array"), JSONMember("items", part.schema)]
                example = .array([part.example])
            default:
                let canary = "canary-\(canaries.count)-"
                canaries.append((canary, path))
                schema.append(JSONMember("type", "string"))
                example = .string(canary)
            }
            return (.object(schema), example)
        }
    }

    private static func isAllowed(_ audience: Audience, inside inherited: [Audience]) -> Bool {
        guard case .detail(let own) = audience, case .detail(let container)? = inherited.last else {
            return true
        }
        return own >= container
    }

    /// The policy in other words than the code's.
    private static func shows(_ audience: Audience, to viewer: Viewer) -> Bool {
        switch audience {
        case .never: return false
        case .detail(.alert): return true
        case .detail(.summary): return viewer.detail != .alert
        case .detail(.full): return viewer.detail == .full
        case .roles(let roles): return viewer.isPublisher || !Set(roles).isDisjoint(with: viewer.roles)
        }
    }

    private static func document(_ audience: Audience) -> JSONValue {
        switch audience {
        case .detail(let detail): .string(detail.rawValue)
        case .roles(let roles): .array(roles.map { .string($0.code) })
        case .never: "never"
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `a canary shows to exactly those whom all around it admits`(seed: UInt64) throws {
        var growth = Growth(random: SeededGenerator(seed: seed))
        var properties: [JSONMember] = []
        var members: [JSONMember] = []
        for place in 0..<4 {
            let part = growth.grow(depth: 0, inherited: [])
            properties.append(JSONMember("p\(place)", part.schema))
            members.append(JSONMember("p\(place)", part.example))
        }
        let schema = try PayloadSchema(["type": "object", "properties": .object(properties)])
        let base = try ReductionTests.definition()
        let definition = TopicDefinition(
            topic: base.topic,
            title: base.title,
            owner: base.owner,
            purpose: base.purpose,
            lawfulBasis: base.lawfulBasis,
            publishers: base.publishers,
            severity: base.severity,
            acknowledgement: base.acknowledgement,
            retention: base.retention,
            sees: base.sees,
            schema: schema,
            example: base.example
        )
        let event = try JSONDocument(
            parsing: JSONValue.object([JSONMember("id", "1"), JSONMember("data", .object(members))])
                .serialized()
        )
        #expect(definition.fault(in: try #require(event.root["data"])) == nil)
        let roles = [[], [try role("GP")], [try role("TM")], [try role("HV"), try role("TM")]]
        let viewers = Detail.allCases.flatMap { detail in roles.map { Viewer(detail: detail, roles: $0) } }
        for viewer in viewers + [.publisher] {
            let bytes = definition.reduction(of: event, for: viewer).bytes
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(throws: Never.self) { try JSONDocument(parsing: bytes) }
            for canary in growth.canaries {
                let isAdmitted = canary.audiences.allSatisfy { Self.shows($0, to: viewer) }
                #expect(text.contains(canary.text) == isAdmitted, "\(canary) to \(viewer)")
            }
        }
    }
}
