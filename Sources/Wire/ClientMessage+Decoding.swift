import JSON
import Topics
import Vocabulary

extension ClientMessage {
    /// Reads the five frames of a client (those after the routing id).
    ///
    /// Total on any bytes: whatever arrives is a message, a refusal that names what is wrong, or not this protocol.
    public static func decode(_ frames: [ArraySlice<UInt8>]) -> Inbound {
        guard frames.count == WireLimit.frameCount, isMagic(frames[0]) else { return .dropped }
        let request = frames[2].count <= WireLimit.requestBytes ? Array(frames[2]) : []
        guard frames[0].elementsEqual(WireLimit.magic) else {
            let refusal = WireRefusal(
                .version,
                "frame 0: this broker speaks CC1",
                detail: .versions(["CC1"])
            )
            return .refused(refusal, request: request)
        }
        let name = verbName(frames[1])
        do throws(WireRefusal) {
            let verb = try verb(name, frames)
            return .message(ClientMessage(request: request, verb: verb))
        } catch {
            return .refused(error.of(verb: name ?? ""), request: request)
        }
    }

    /// Reads the five frames of a client, given whole.
    public static func decode(_ frames: [[UInt8]]) -> Inbound { decode(frames.map { $0[...] }) }

    private static func verb(_ name: String?, _ frames: [ArraySlice<UInt8>]) throws(WireRefusal) -> Verb {
        guard let name else {
            throw WireRefusal(.badFrame, "frame 1: a verb must be 2 to 12 letters A to Z")
        }
        guard frames[2].count <= WireLimit.requestBytes else {
            throw WireRefusal(.badFrame, "frame 2: was \(frames[2].count) bytes; must be at most 32")
        }
        guard frames[4].count <= WireLimit.bodyBytes else {
            throw WireRefusal(
                .tooLarge,
                "body: was \(frames[4].count) bytes; must be at most \(WireLimit.bodyBytes)"
            )
        }
        return try verb(name, HeadReader(frames[3]), body: frames[4])
    }

    private static func isMagic(_ frame: ArraySlice<UInt8>) -> Bool {
        frame.count == 3 && frame.starts(with: "CC".utf8)
    }

    static func verbName(_ frame: ArraySlice<UInt8>) -> String? {
        guard (2...12).contains(frame.count), frame.allSatisfy({ (0x41...0x5a).contains($0) }) else {
            return nil
        }
        return String(decoding: frame, as: UTF8.self)
    }

    private static func verb(
        _ name: String,
        _ head: HeadReader,
        body: ArraySlice<UInt8>
    ) throws(WireRefusal) -> Verb {
        switch name {
        case "HELLO": try hello(head)
        case "PUBLISH": .publish(try publish(head, body: body))
        case "SUBSCRIBE": .subscribe(try subscribe(head))
        case "ACK":
            .ack(sub: try head.identifier("sub", SubscriptionKind.self), numbers: try numbers(head))
        case "NACK":
            .nack(
                sub: try head.identifier("sub", SubscriptionKind.self),
                number: try head.integer("n", in: 1...WireLimit.integers - 1),
                why: try head.optional("why", "text of at most 512 bytes", shortText) ?? "",
                afterMilliseconds: try head.optional("after_ms", "milliseconds from 0 to 86400000", delay)
                    ?? 0
            )
        case "DETACH": .detach(sub: try head.identifier("sub", SubscriptionKind.self))
        case "FETCH": .fetch(try fetch(head))
        case "PING": .ping
        case "BYE": .bye
        default: throw WireRefusal(.badFrame, "frame 1: no such verb")
        }
    }

    private static func hello(_ head: HeadReader) throws(WireRefusal) -> Verb {
        let versions = try head.required("v", "a list of integers") { node in
            node.kind == .array ? node.elements.map(\.integer) : nil
        }
        guard versions.contains(1) else {
            throw WireRefusal(
                .version,
                "v: this broker speaks version 1",
                field: "/v",
                detail: .versions(["CC1"])
            )
        }
        return .hello(agent: try head.optional("agent", "text of at most 512 bytes", shortText) ?? "")
    }

    private static func publish(
        _ head: HeadReader,
        body: ArraySlice<UInt8>
    ) throws(WireRefusal) -> Publish {
        Publish(
            id: try head.identifier("id", MessageKind.self),
            topic: try head.required("topic", "a topic, area.event") { node in
                // A case topic is the broker's alias; nobody publishes to one.
                node.string.flatMap { Topic($0) }.flatMap { $0.casePlace == nil ? $0 : nil }
            },
            sha256: try head.required("sha256", "64 lower-case hexadecimal digits") {
                $0.string.flatMap { Digest(hex: $0) }
            },
            body: Array(body)
        )
    }

    private static func subscribe(_ head: HeadReader) throws(WireRefusal) -> Subscribe {
        let topics = try head.required("topics", "1 to \(WireLimit.topics) topics or patterns") {
            node -> [TopicPattern]? in
            guard node.kind == .array, (1...WireLimit.topics).contains(node.count) else { return nil }
            let patterns = node.elements.compactMap { $0.string.flatMap { TopicPattern($0) } }
            return patterns.count == node.count ? patterns : nil
        }
        let from = try head.optional("from", "\"now\", \"start\" or a sequence") { node -> Subscribe.Start? in
            if node.isString("now") { return .now }
            if node.isString("start") { return .start }
            return node.integer.flatMap { $0 >= 1 ? .sequence(LedgerSequence($0)) : nil }
        }
        let window = try head.optional("window", "an integer from 0 to \(WireLimit.deliveryWindow)") { node in
            node.integer.flatMap { (0...Int64(WireLimit.deliveryWindow)).contains($0) ? Int($0) : nil }
        }
        return Subscribe(
            sub: try head.identifier("sub", SubscriptionKind.self),
            topics: topics,
            window: window ?? 16,
            from: from ?? .now
        )
    }

    private static func numbers(_ head: HeadReader) throws(WireRefusal) -> [Int64] {
        try head.required("n", "a list of numbers that were delivered") { node -> [Int64]? in
            guard node.kind == .array, node.count <= WireLimit.outstanding else { return nil }
            let numbers = node.elements.compactMap(\.integer)
            guard numbers.count == node.count else { return nil }
            return numbers.allSatisfy { $0 >= 1 && $0 < WireLimit.integers } ? numbers : nil
        }
    }

    private static func fetch(_ head: HeadReader) throws(WireRefusal) -> Fetch {
        let names = Fetch.What.allCases.map(\.rawValue).joined(separator: ", ")
        let what = try head.required("what", "one of \(names)") {
            $0.string.flatMap { Fetch.What(rawValue: $0) }
        }
        var fetch = Fetch(what)
        fetch.person = try head.optionalIdentifier("person", StaffKind.self)
        fetch.all =
            try head.optional("state", "\"open\" or \"all\"") { node in
                node.isString("all") ? true : node.isString("open") ? false : nil
            } ?? false
        fetch.caseID = try head.optionalIdentifier("case", CaseKind.self)
        fetch.agency = try head.optionalIdentifier("agency", AgencyKind.self)
        fetch.knownOn = try head.optional("known-on", "milliseconds, or an RFC 3339 date-time") { node in
            node.integer.map { Instant(milliseconds: $0) } ?? node.string.flatMap { Instant(rfc3339: $0) }
        }
        fetch.transfer = try head.optionalIdentifier("transfer", TransferKind.self)
        fetch.sequence = try head.optional("seq", "a sequence", place).map { LedgerSequence($0) }
        fetch.id = try head.optionalIdentifier("id", MessageKind.self)
        fetch.from = try head.optional("from", "a tree size, or milliseconds", place)
        fetch.to = try head.optional("to", "a tree size, or milliseconds", place)
        fetch.newestFirst =
            try head.optional("order", "\"oldest\" or \"newest\"") { node in
                node.isString("newest") ? true : node.isString("oldest") ? false : nil
            } ?? false
        fetch.limit =
            try head.optional("limit", "an integer from 1 to \(WireLimit.pageRows)") { node in
                node.integer.flatMap { (1...Int64(WireLimit.pageRows)).contains($0) ? Int($0) : nil }
            } ?? WireLimit.pageRows
        fetch.after = try head.optional("after", "the next of the page before", shortText)
        try need(fetch, head)
        return fetch
    }

    /// What a read cannot do without (`wire.md`, "FETCH").
    private static func need(_ fetch: Fetch, _ head: HeadReader) throws(WireRefusal) {
        func present(_ names: String...) throws(WireRefusal) {
            for name in names {
                try head.required(name, "present to read `\(fetch.what.rawValue)`") { _ in () }
            }
        }
        switch fetch.what {
        case .caseload: try present("person")
        case .case, .chronology, .pack: try present("case")
        case .explain, .instants: try present("seq")
        case .receipt: try present("id")
        case .proof: try present("from", "to")
        case .inbox, .duty, .transfer, .checkpoint, .status, .lateness: break
        }
    }

    private static func place(_ node: JSONNode) -> Int64? {
        node.integer.flatMap { $0 >= 1 && $0 < WireLimit.integers ? $0 : nil }
    }

    private static func delay(_ node: JSONNode) -> Int64? {
        node.integer.flatMap { (0...86_400_000).contains($0) ? $0 : nil }
    }

    private static func shortText(_ node: JSONNode) -> String? {
        node.string.flatMap { $0.utf8.count <= 512 ? $0 : nil }
    }
}
