import JSON
import Topics
import Vocabulary

extension BrokerMessage {
    /// Reads the five frames of a broker, given whole.
    ///
    /// - Throws: what is wrong, as a refusal of the frame; a client drops the connection over it.
    public init(decoding frames: [[UInt8]]) throws(WireRefusal) {
        try self.init(decoding: frames.map { $0[...] })
    }

    /// Reads the five frames of a broker.
    ///
    /// - Throws: what is wrong, as a refusal of the frame; a client drops the connection over it.
    public init(decoding frames: [ArraySlice<UInt8>]) throws(WireRefusal) {
        guard frames.count == WireLimit.frameCount, frames[0].elementsEqual(WireLimit.magic),
            let name = ClientMessage.verbName(frames[1]), frames[2].count <= WireLimit.requestBytes
        else { throw WireRefusal(.badFrame, "frames: must be the five frames of CC1") }
        request = Array(frames[2])
        verb = try Self.verb(name, HeadReader(frames[3]), Array(frames[4]))
    }

    private static func verb(
        _ name: String,
        _ head: HeadReader,
        _ body: [UInt8]
    ) throws(WireRefusal) -> Verb {
        switch name {
        case "WELCOME": .welcome(try welcome(head))
        case "RECEIPT":
            .receipt(
                id: try head.identifier("id", MessageKind.self),
                sequence: try sequence(head),
                again: try flag(head, "again"),
                body: body
            )
        case "SUBSCRIBED":
            .subscribed(
                sub: try sub(head),
                position: try position(head),
                window: Int(try head.integer("window", in: 0...WireLimit.integers))
            )
        case "DELIVER": .deliver(try deliver(head, body))
        case "ACKED": .acked(sub: try sub(head), numbers: try numbers(head), position: try position(head))
        case "NACKED": .nacked(sub: try sub(head), number: try count(head, "n"))
        case "DETACHED": .detached(sub: try sub(head))
        case "PAGE":
            .page(
                what: try head.required("what", "what was read") {
                    $0.string.flatMap { ClientMessage.Fetch.What(rawValue: $0) }
                },
                next: try head.optional("next", "text", \.string),
                body: body
            )
        case "PONG": .pong(try standings(head))
        case "BYE": .bye
        case "ERROR": .error(try refusal(head))
        default: throw WireRefusal(.badFrame, "frame 1: no such verb")
        }
    }

    private static func welcome(_ head: HeadReader) throws(WireRefusal) -> Welcome {
        Welcome(
            session: try head.required("session", "text", \.string),
            broker: try head.identifier("broker", AuthorityKind.self),
            boot: try head.required("boot", "text", \.string),
            user: try head.identifier("user", UserKind.self),
            now: Instant(milliseconds: try count(head, "now")),
            keys: try head.required("keys", "a list of keys") { node -> [Welcome.Key]? in
                let keys = node.elements.compactMap { key -> Welcome.Key? in
                    guard let kid = key["kid"]?.string, let pub = key["pub"]?.string else { return nil }
                    return Welcome.Key(kid: kid, pub: pub)
                }
                return node.kind == .array && keys.count == node.count ? keys : nil
            },
            story: try head.optional("story", "true or false", \.bool) ?? false,
            secondPlace: try head.optional("second_place", "true or false", \.bool) ?? false,
            maxBody: try count(head, "max_body"),
            publishWindow: try count(head, "pub_window"),
            maxWindow: try count(head, "max_window"),
            pingMilliseconds: try count(head, "ping_ms"),
            deadMilliseconds: try count(head, "dead_ms")
        )
    }

    private static func deliver(_ head: HeadReader, _ body: [UInt8]) throws(WireRefusal) -> Deliver {
        Deliver(
            sub: try sub(head),
            number: try count(head, "n"),
            sequence: try sequence(head),
            id: try head.identifier("id", MessageKind.self),
            topic: try head.required("topic", "a topic") { $0.string.flatMap { Topic($0) } },
            cases: try head.required("cases", "a list of cases") { node -> [CaseID]? in
                let cases = node.elements.compactMap { $0.string.flatMap { CaseID($0) } }
                return node.kind == .array && cases.count == node.count ? cases : nil
            },
            accepted: Instant(milliseconds: try count(head, "at")),
            publisher: try head.identifier("by", UserKind.self),
            why: try head.required("why", "text", \.string),
            due: try head.optional("due", "milliseconds", \.integer).map { Instant(milliseconds: $0) },
            again: try flag(head, "again"),
            withheld: try head.optional("withheld", "true or false", \.bool) ?? false,
            body: body
        )
    }

    private static func standings(_ head: HeadReader) throws(WireRefusal) -> [SubscriptionName: Standing] {
        try head.required("subs", "an object of standings") { node -> [SubscriptionName: Standing]? in
            guard node.kind == .object else { return nil }
            var standings: [SubscriptionName: Standing] = [:]
            for (key, standing) in node.members {
                guard let name = SubscriptionName(key), let acked = standing["acked"]?.integer,
                    let sent = standing["sent"]?.integer, let head = standing["head"]?.integer
                else { return nil }
                standings[name] = Standing(position: Position(acked: acked, head: head), sent: sent)
            }
            return standings
        }
    }

    private static func refusal(_ head: HeadReader) throws(WireRefusal) -> WireRefusal {
        let detail: WireRefusal.Detail =
            if let authority = try head.optional("to", "text", \.string) {
                .movedTo(authority)
            } else if let versions = try head.optional(
                "versions",
                "a list",
                { $0.elements.compactMap(\.string) }
            ) {
                .versions(versions)
            } else {
                .none
            }
        return WireRefusal(
            try head.required("code", "a known code") { $0.integer.flatMap { WireCode(rawValue: Int($0)) } },
            try head.required("text", "text", \.string),
            verb: try head.required("verb", "text", \.string),
            field: try head.optional("field", "text", \.string),
            afterMilliseconds: try head.optional("after_ms", "milliseconds", \.integer) ?? 0,
            detail: detail
        )
    }

    private static func sub(_ head: HeadReader) throws(WireRefusal) -> SubscriptionName {
        try head.identifier("sub", SubscriptionKind.self)
    }

    private static func sequence(_ head: HeadReader) throws(WireRefusal) -> LedgerSequence {
        LedgerSequence(try count(head, "seq"))
    }

    private static func count(_ head: HeadReader, _ name: String) throws(WireRefusal) -> Int64 {
        try head.integer(name, in: 0...WireLimit.integers - 1)
    }

    private static func flag(_ head: HeadReader, _ name: String) throws(WireRefusal) -> Bool {
        try head.required(name, "true or false", \.bool)
    }

    private static func numbers(_ head: HeadReader) throws(WireRefusal) -> [Int64] {
        try head.required("n", "a list of numbers") { node -> [Int64]? in
            let numbers = node.elements.compactMap(\.integer)
            return node.kind == .array && numbers.count == node.count ? numbers : nil
        }
    }

    private static func position(_ head: HeadReader) throws(WireRefusal) -> Position {
        Position(acked: try count(head, "acked"), head: try count(head, "head"))
    }
}
