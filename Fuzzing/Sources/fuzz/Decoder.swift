/// A decoder that takes bytes from outside: whatever they are, it answers or refuses, and what it took it can repeat.
enum Decoder: String, CaseIterable {
    /// The frames of a client.
    case client
    /// The frames of a broker, as a client reads them.
    case broker
    /// JSON.
    case json
    /// The CloudEvents envelope.
    case event
    /// The body of a RECEIPT.
    case receipt
    /// The facts of an entry, and those of a turn.
    case facts
    /// Topics and patterns.
    case topic
    /// One entry as it lies in a turn.
    case record
    /// A turn as it lies in a segment.
    case segment
    /// A signed checkpoint, and the key that verifies one.
    case note
    /// An agency's export.
    case csv
    /// A file of settings.
    case yaml

    /// Decodes; a trap is what the fuzzer looks for.
    func take(_ bytes: [UInt8]) {
        switch self {
        case .client: Decoder.takeClient(bytes)
        case .broker: Decoder.takeBroker(bytes)
        case .json: Decoder.takeJSON(bytes)
        case .event: Decoder.takeEvent(bytes)
        case .receipt: Decoder.takeReceipt(bytes)
        case .facts: Decoder.takeFacts(bytes)
        case .topic: Decoder.takeTopic(bytes)
        case .record: Decoder.takeRecord(bytes)
        case .segment: Decoder.takeSegment(bytes)
        case .note: Decoder.takeNote(bytes)
        case .csv: Decoder.takeCSV(bytes)
        case .yaml: Decoder.takeYAML(bytes)
        }
    }
}
