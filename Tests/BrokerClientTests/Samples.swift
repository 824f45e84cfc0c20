import Concerns
import Topics
import Vocabulary
import Wire

@testable import BrokerClient

/// Values that the tests share, made of literals.
enum Samples {
    static let user = UserID("wmp/niche")
    static let authority = AuthorityCode("E08000025")

    static func id(_ number: Int) throws -> MessageID {
        let digits = String(number)
        let text = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return try required(MessageID(text))
    }

    static func topic(_ text: String = "police.domestic-incident") throws -> Topic {
        try required(Topic(text))
    }

    static func name(_ text: String = "duty-desk") throws -> SubscriptionName {
        try required(SubscriptionName(text))
    }

    static func publication(_ number: Int, body: String = "{}") throws -> Publication {
        Publication(id: try id(number), topic: try topic(), body: Array(body.utf8))
    }

    static func subscription(_ text: String = "duty-desk") throws -> Subscription {
        Subscription(try name(text), to: [try required(TopicPattern("police.>"))], from: .start)
    }

    static func delivery(
        _ number: Int64,
        sequence: Int64? = nil,
        sub: String = "duty-desk",
        withheld: Bool = false
    ) throws -> BrokerMessage.Deliver {
        BrokerMessage.Deliver(
            sub: try name(sub),
            number: number,
            sequence: LedgerSequence(sequence ?? number),
            id: try id(Int(sequence ?? number)),
            topic: try topic(),
            cases: [try required(CaseID("C-1042")), try required(CaseID("C-1043"))],
            accepted: Instant(milliseconds: 1_480_000_000_000),
            publisher: try required(UserID("bhm-csc/casework")),
            why: "you hold C-1042",
            due: Instant(milliseconds: 1_480_000_060_000),
            again: false,
            withheld: withheld,
            body: withheld ? [] : Array("{\"n\":\(number)}".utf8)
        )
    }

    static func receipt(for publish: ClientMessage.Publish, sequence: Int64) -> BrokerMessage.Verb {
        let body = ReceiptBody(
            sequence: LedgerSequence(sequence),
            accepted: Instant(milliseconds: 1_480_000_000_000),
            publisher: "wmp/niche",
            id: publish.id.text,
            topic: publish.topic.text,
            bodyDigest: .ofBody(publish.body),
            factsDigest: .ofBody([]),
            nonce: Array(repeating: 7, count: 32),
            index: sequence - 1,
            path: [],
            checkpoint: "a note"
        )
        return .receipt(id: publish.id, sequence: body.sequence, again: false, body: body.bytes)
    }

    static func welcome(pingMilliseconds: Int64 = 5_000, publishWindow: Int64 = 4) throws
        -> BrokerMessage.Welcome
    {
        BrokerMessage.Welcome(
            session: "s",
            broker: try required(authority),
            boot: "b",
            user: try required(user),
            now: Instant(milliseconds: 0),
            keys: [],
            story: false,
            secondPlace: false,
            publishWindow: publishWindow,
            pingMilliseconds: pingMilliseconds
        )
    }

    static func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw SampleError() }
        return value
    }

    struct SampleError: Error {}
}
