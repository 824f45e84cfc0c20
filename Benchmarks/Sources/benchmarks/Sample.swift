import Concerns
import Foundation
import JSON
import Settings
import Topics
import Vocabulary
import Wire

/// What is measured: an event of police as the catalogue's own example has it, and the messages that carry it.
struct Sample {
    let definition: TopicDefinition
    let event: [UInt8]
    let publish: [ArraySlice<UInt8>]
    let deliver: BrokerMessage
    let receipt: BrokerMessage

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let catalogue = try CatalogueFolder(path: root.appending(path: "Topics").path).catalogue()
        let topic = try known(Topic("police.domestic-incident"))
        definition = try known(catalogue[topic])
        event = Array(definition.example.root.raw)
        let id = try Concern(parsing: event).id
        let message = ClientMessage(
            request: [0, 0, 0, 1],
            verb: .publish(
                ClientMessage.Publish(id: id, topic: topic, sha256: .ofBody(event), body: event)
            )
        )
        publish = message.frames.map { $0[...] }
        let user = try known(UserID("wmp/niche"))
        deliver = BrokerMessage(
            request: [],
            verb: .deliver(
                BrokerMessage.Deliver(
                    sub: try known(SubscriptionName("casework")),
                    number: 17,
                    sequence: LedgerSequence(4_711),
                    id: id,
                    topic: topic,
                    cases: [try known(CaseID("C-1042"))],
                    accepted: Instant(milliseconds: 1_507_939_200_000),
                    publisher: user,
                    why: "lead",
                    due: Instant(milliseconds: 1_507_942_800_000),
                    again: false,
                    withheld: false,
                    body: event
                )
            )
        )
        let digest = Digest.ofBody(event)
        let body = ReceiptBody(
            sequence: LedgerSequence(4_711),
            accepted: Instant(milliseconds: 1_507_939_200_000),
            publisher: user.text,
            id: id.text,
            topic: topic.text,
            bodyDigest: digest,
            factsDigest: digest,
            nonce: digest.bytes,
            index: 4_710,
            path: Array(repeating: 7, count: 20 * 32),
            checkpoint:
                "concordat/E08000025\n4711\n\(Base64.encode(digest.bytes))\n\n— concordat/E08000025 \(Base64.encode(digest.bytes + digest.bytes))\n"
        )
        receipt = BrokerMessage(
            request: [0, 0, 0, 1],
            verb: .receipt(id: id, sequence: LedgerSequence(4_711), again: false, body: body.bytes)
        )
    }
}

/// What must be there for a benchmark to mean anything.
func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw MissingSample() }
    return value
}

/// The catalogue or a name in it is not what the benchmarks were written for.
struct MissingSample: Error {}
