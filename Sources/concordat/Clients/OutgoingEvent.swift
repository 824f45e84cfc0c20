import BrokerClient
import Concerns
import JSON
import Topics
import Vocabulary
import Wire

/// An event that is to be published, whole.
struct OutgoingEvent {
    let publication: Publication

    private init(_ publication: Publication) { self.publication = publication }

    /// Takes the bytes of a whole event as they are; `data` alone is put into an event of our own.
    init(_ bytes: [UInt8], on topic: Topic, time: Instant?, id: MessageID?, by call: ClientCall) throws {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw CommandFailure.refused("the file is no JSON: \(error)")
        }
        guard root["specversion"] != nil else {
            try self.init(root.value, on: topic, time: time, id: id, by: call)
            return
        }
        guard let own = root["id"]?.string.flatMap({ MessageID($0) }) else {
            throw CommandFailure.refused("the event: id: must be a UUID")
        }
        guard id == nil || id == own else {
            throw CommandFailure.usage("--id: the event has its own, \(own)")
        }
        self.init(Publication(id: own, topic: topic, body: bytes))
    }

    /// An event that says `data`, signed if there is a key.
    init(
        _ data: JSONValue,
        on topic: Topic,
        time: Instant? = nil,
        id: MessageID? = nil,
        signedBy key: SigningKey? = nil,
        by call: ClientCall
    ) throws {
        let parts = call.user.text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let agency = AgencyID(parts[0]),
            let source = EventSource(authority: call.authority, agency: agency, system: parts[1])
        else { throw CommandFailure.usage("--system \(call.user): must be <agency>/<system>") }
        let id = id ?? .random()
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(id.text), "source": .string(source.text),
            "type": .string(topic.eventType), "subject": "",
            "time": .string((time ?? call.now).rfc3339), "datacontenttype": "application/json", "data": data,
        ]
        let bytes = event.serialized()
        let body = try key.map { try Concern(parsing: bytes).bytes(signedBy: $0) } ?? bytes
        publication = Publication(id: id, topic: topic, body: body)
    }

    /// Stores it, sends it, waits for the receipt and tells of it.
    @discardableResult
    func publish(by call: ClientCall, receiptFile: String? = nil) async throws -> StoredReceipt {
        let receipt = try await call.connection.publish(publication, within: call.patience)
        if let receiptFile { try OutputFile.write(receipt.bytes, to: receiptFile) }
        let parts = try receipt.parts()
        StandardOutput.write(
            """
            receipted: \(publication.topic) \(publication.id) is entry \(receipt.sequence.number) \
            of \(call.authority), \(LondonTime.rfc3339(parts.accepted))
            """
        )
        return receipt
    }
}
