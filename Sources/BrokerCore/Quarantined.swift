import JSON
public import Vocabulary

/// A delivery that its recipient's system refused too often: it has an owner and a deadline instead.
public struct Quarantined: Sendable, Equatable {
    /// The subscription it was for.
    public let handle: SubscriptionHandle
    /// Its number there.
    public let number: Int64
    /// The entry that could not be processed.
    public let sequence: LedgerSequence
    /// Since when.
    public let since: Instant
    /// The entry whose obligation says who must look at it until when.
    public let alarm: LedgerSequence

    func write(to writer: inout JSONWriter) {
        writer.member("fact", "quarantined")
        writer.member("handle", handle)
        writer.member("n", number)
        writer.member("seq", sequence)
        writer.member("at", since)
        writer.member("alarm", alarm)
    }

    init(
        handle: SubscriptionHandle,
        number: Int64,
        sequence: LedgerSequence,
        since: Instant,
        alarm: LedgerSequence
    ) {
        self.handle = handle
        self.number = number
        self.sequence = sequence
        self.since = since
        self.alarm = alarm
    }

    init(_ reader: FactReader) throws(FactFault) {
        handle = try reader.handle("handle")
        number = try reader.integer("n")
        sequence = try reader.sequence("seq")
        since = try reader.instant("at")
        alarm = try reader.sequence("alarm")
    }
}
