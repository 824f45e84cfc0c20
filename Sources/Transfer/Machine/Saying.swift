public import Concerns
public import Vocabulary

/// Who said something.
public enum Speaker: Hashable, Sendable {
    /// A system of this authority's partnership, at this broker.
    case person
    /// This broker itself.
    case broker
    /// Another authority's broker.
    case peer(AuthorityCode)
    /// We ourselves, once: another authority's broker hands our own signed word back, which our ledger may have lost; or
    /// our second place does, named by our own code.
    case returned(by: AuthorityCode)
}

/// A transfer message as an entry of our ledger, and who said it.
public struct Saying: Sendable, Equatable {
    /// What was said.
    public let message: TransferMessage
    /// Who said it.
    public let speaker: Speaker
    /// The entry that holds it.
    public let said: EntryReference
    /// The event's own `time`.
    public let time: Instant

    /// Creates a saying.
    public init(_ message: TransferMessage, by speaker: Speaker, said: EntryReference, time: Instant) {
        self.message = message
        self.speaker = speaker
        self.said = said
        self.time = time
    }

    /// Reads what an event on a `transfer.*` topic says, or `nil` on any other topic.
    public init?(
        _ concern: Concern,
        by speaker: Speaker,
        at sequence: LedgerSequence
    ) throws(TransferFault) {
        guard let topic = TransferTopic(rawValue: "\(concern.topic)") else { return nil }
        self.init(
            try TransferMessage(topic, data: concern.data),
            by: speaker,
            said: EntryReference(concern, at: sequence),
            time: concern.time
        )
    }
}
