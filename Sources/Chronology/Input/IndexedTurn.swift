/// One durable turn as the view takes it: the only form in which anything comes in.
public struct IndexedTurn: Sendable, Equatable {
    /// 1, 2, 3 … without holes; the view's cursor.
    public var number: Int64
    /// Its entries.
    public var entries: [IndexedEntry]
    /// Who was told of which entry, as decided in this turn.
    public var told: [ToldRecord]
    /// What reached whom.
    public var deliveries: [DeliveryRecord]
    /// Whose the subscriptions are that were made.
    public var subscriptions: [SubscriptionRecord]
    /// What subscriptions' systems hold, those of earlier turns included.
    public var received: [ReceivedRecord]
    /// Stories that agencies opened.
    public var openings: [OpeningRecord]
    /// What people answered.
    public var acknowledgements: [AcknowledgementRecord]
    /// Steps of transfers.
    public var milestones: [MilestoneRecord]

    /// Creates a turn.
    public init(
        number: Int64,
        entries: [IndexedEntry] = [],
        told: [ToldRecord] = [],
        deliveries: [DeliveryRecord] = [],
        subscriptions: [SubscriptionRecord] = [],
        received: [ReceivedRecord] = [],
        openings: [OpeningRecord] = [],
        acknowledgements: [AcknowledgementRecord] = [],
        milestones: [MilestoneRecord] = []
    ) {
        self.number = number
        self.entries = entries
        self.told = told
        self.deliveries = deliveries
        self.subscriptions = subscriptions
        self.received = received
        self.openings = openings
        self.acknowledgements = acknowledgements
        self.milestones = milestones
    }
}
