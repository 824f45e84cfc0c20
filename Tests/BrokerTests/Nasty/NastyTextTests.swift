import Concerns
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// The nasty test of JSON and topics made to break a reader, number 20 in the list of the 25, against the real broker.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyTextTests {
    private let town = Town()

    /// One message that is refused.
    struct Bomb: CustomTestStringConvertible {
        let what: String
        var verb = "PING"
        var head = "{}"
        var body = ""
        var code = WireCode.badFrame

        var testDescription: String { what }
    }

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Heads that are no head.
    static let heads: [Bomb] = [
        Bomb(what: "a head of brackets", head: many("[", 8_192)),
        Bomb(what: "a head of braces", head: many(#"{"a":"#, 1_600)),
        Bomb(what: "nine levels", head: many(#"{"a":"#, 9) + "1" + many("}", 9)),
        Bomb(what: "a member twice", head: #"{"a":1,"a":1}"#),
        Bomb(what: "a member twice, spelt otherwise", head: #"{"a":1,"\u0061":1}"#),
        Bomb(what: "a key of 8,192 bytes", head: "{\"" + many("k", 8_192) + "\":1}"),
        Bomb(what: "a lone high surrogate", head: #"{"a":"\ud800"}"#),
        Bomb(what: "a lone low surrogate", head: #"{"\udc00":1}"#),
        Bomb(what: "surrogates the wrong way round", head: #"{"a":"\udc00\ud800"}"#),
        Bomb(what: "1e999", verb: "ACK", head: #"{"sub":"all","n":1e999}"#),
        Bomb(what: "1e999 in a list", verb: "ACK", head: #"{"sub":"all","n":[1e999]}"#),
        Bomb(what: "an exponent of 4,000 digits", head: #"{"a":1e"# + many("9", 4_000) + "}"),
        Bomb(what: "an integer of 8,000 digits", head: #"{"a":"# + many("9", 8_000) + "}"),
        Bomb(what: "two documents", head: "{}{}"), Bomb(what: "a raw NUL", head: "{\"a\":\"\u{0}\"}"),
        Bomb(what: "a byte order mark", head: "\u{feff}{}"),
    ]

    /// Topics that nobody publishes to.
    static let topics: [Bomb] = [
        "police.arrest\\u0000", "\\u0000", "police\\u0000.arrest", many("/", 4_000), "police/arrest",
        "police.+",
        "police.#", "+", "#", "police.*", "police.>", ">", "", ".", "police.", ".police", "police..arrest",
        many("a.", 2_000) + "a", many("a", 4_000), "police.Ärrest", "POLICE.ARREST", "$SYS.arrest",
    ].map { topic in
        let head = #"{"id":"a","topic":"\#(topic)","sha256":"\#(Digest.ofBody(Array("{}".utf8)).hex)"}"#
        return Bomb(what: "topic " + topic.prefix(20), verb: "PUBLISH", head: head, body: "{}")
    }

    /// Bodies that are no event.
    static let bodies: [Bomb] = [
        ("brackets", many("[", 262_144)), ("braces", many(#"{"a":"#, 50_000)),
        ("deep and whole", many("[", 100_000) + many("]", 100_000)),
        ("a member twice", #"{"id":"a","id":"a"}"#),
        ("a lone surrogate", #"{"id":"\udfff"}"#), ("1e999", #"{"id":1e999}"#),
        ("NUL", many("\u{0}", 262_144)), ("quotes", many("\"", 262_144)),
        ("backslashes", "\"" + many("\\", 262_143)),
        ("many members", "{" + many(#""a":1,"#, 40_000) + #""b":1}"#),
    ].map { what, body in
        let digest = Digest.ofBody(Array(body.utf8)).hex
        let head = #"{"id":"a","topic":"police.arrest","sha256":"\#(digest)"}"#
        return Bomb(what: "a body of " + what, verb: "PUBLISH", head: head, body: body)
    }

    @Test(arguments: [heads, topics, bodies])
    func `20: JSON and topics made to break a reader are refused, and nothing changes`(bombs: [Bomb])
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let client = try await broker.greeted(town.police)
        let before = await broker.state
        for bomb in bombs {
            let frames = ["CC1", bomb.verb, "bomb", bomb.head, bomb.body]
            try await client.send(frames: frames.map { Array($0.utf8) })
            let refusal = try await client.next(within: .seconds(240)) { message -> WireRefusal? in
                if case .error(let refusal) = message.verb { refusal } else { nil }
            }
            #expect(refusal.code == bomb.code, "\(bomb.what): \(refusal.text)")
            #expect(refusal.code.retry == .no, "\(bomb.what)")
        }
        #expect(await broker.state == before)
        #expect(await client.unread == [])
        // A long key that is allowed is taken like any member nobody knows.
        let longest = "{\"" + Self.many("k", 8_186) + "\":1}"
        try await client.send(frames: ["CC1", "PING", "ping", longest, ""].map { Array($0.utf8) })
        try await client.next { if case .pong = $0.verb { () } else { nil } }
        try await client.publish(Town.incident(1))
        await client.close()
        try await broker.stop()
    }
}
