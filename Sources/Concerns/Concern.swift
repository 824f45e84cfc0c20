public import JSON
public import Topics
public import Vocabulary

/// What one agency says about somebody: a CloudEvents 1.0 event in structured JSON (`wire.md`, "Events").
///
/// The bytes stay as they were received; the attributes are typed, the payload is only well formed until its topic's
/// ``PayloadSchema`` was asked. Printing a concern shows identifiers and nothing else.
public struct Concern: Sendable {
    /// The event as received.
    public let document: JSONDocument
    /// The id that the publisher chose.
    public let id: MessageID
    /// The system that published it.
    public let source: EventSource
    /// The topic, from the `type` without its `.v1`.
    public let topic: Topic
    /// A handle that the authority's broker issued; `nil` when only the payload identifies anybody.
    public let subject: String?
    /// When it happened.
    public let time: Instant
    /// The schema that the publisher says the payload follows.
    public let dataSchema: String?
    /// The payload, an object.
    public let data: JSONNode
    /// When the agency recorded it.
    public let recordedTime: Instant?
    /// The statutory gateway or other basis for sharing.
    public let lawfulBasis: String?
    /// What it is shared for.
    public let sharingPurpose: String?
    /// The first event of the matter that this one belongs to.
    public let correlationID: MessageID?
    /// The event that this one answers.
    public let causationID: MessageID?
    /// The event that this one replaces.
    public let supersedes: MessageID?
    /// The publisher's signature over the canonical bytes, 64 bytes; see ``verdict(by:)``.
    public let signature: [UInt8]?
    /// What a broker added on a case topic.
    public let caseAttributes: CaseAttributes?

    /// Reads an event.
    ///
    /// Integers of 2^53 or more are refused: RFC 8785 has no canonical text for them that keeps their value.
    ///
    /// - Throws: the first fault.
    public init(parsing bytes: [UInt8]) throws(ConcernFault) {
        let document: JSONDocument
        do { document = try JSONDocument(parsing: bytes, safeIntegers: true) } catch { throw .notJSON(error) }
        try self.init(document)
    }

    /// Reads the event that a document holds.
    ///
    /// - Throws: the first attribute that is missing or wrong.
    public init(_ document: JSONDocument) throws(ConcernFault) {
        var event: AttributeReader
        do throws(PayloadFault) {
            event = try AttributeReader(document.root)
            try event.constant("specversion", "1.0")
            id = try event.identifier("id")
            source = try event.required("source", EventSource.phrase) { EventSource($0) }
            topic = try event.required("type", "a topic and `.v1`", Self.topic(ofType:))
            subject = try event.subject()
            time = try event.instant("time")
            try event.optionalConstant("datacontenttype", "application/json")
            dataSchema = try event.optional("dataschema", "a URI", AttributeReader.text)
            data = try event.data()
            recordedTime = try event.optionalInstant("recordedtime")
            lawfulBasis = try event.optional("lawfulbasis", "text", AttributeReader.text)
            sharingPurpose = try event.optional("sharingpurpose", "text", AttributeReader.text)
            correlationID = try event.optionalIdentifier("correlationid")
            causationID = try event.optionalIdentifier("causationid")
            supersedes = try event.optionalIdentifier("supersedes")
            signature = try event.signature()
            caseAttributes = try event.caseAttributes()
            try event.foreign()
        } catch {
            throw .attribute(error)
        }
        self.document = document
    }

    /// The event as received.
    public var bytes: [UInt8] { document.bytes }

    /// Why the event is not the one that the head of its message announced, or `nil` if it is.
    public func mismatch(topic: Topic, id: MessageID) -> ConcernFault? {
        guard self.id == id else { return Self.wrong("id", was: "another", "the `id` of the head") }
        guard self.topic == topic.published else {
            return Self.wrong("type", was: "that of another topic", "`\(topic.eventType)`")
        }
        return nil
    }

    private static func wrong(_ name: String, was: String, _ mustBe: String) -> ConcernFault {
        .attribute(PayloadFault(pointer: JSONPointer([name]), was: was, mustBe: mustBe))
    }

    /// The topic of the catalogue that an event type names, or `nil`.
    private static func topic(ofType type: String) -> Topic? {
        guard type.utf8.suffix(3).elementsEqual(".v1".utf8),
            let topic = Topic(String(Substring(type.utf8.dropLast(3)))),
            topic.casePlace == nil
        else { return nil }
        return topic
    }
}

extension Concern: Equatable {
    /// Whether both came as the same bytes.
    public static func == (lhs: Concern, rhs: Concern) -> Bool { lhs.bytes == rhs.bytes }
}

extension Concern: CustomStringConvertible, CustomReflectable {
    /// Id and topic, never content.
    public var description: String { "concern \(id) on \(topic)" }

    /// Id and topic, never content.
    public var customMirror: Mirror { Mirror(self, children: ["id": id.text, "topic": topic.text]) }
}
