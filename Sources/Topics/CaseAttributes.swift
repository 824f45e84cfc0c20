import JSON
public import Vocabulary

/// What the broker adds to an event on a case topic (`wire.md`, "Events").
public struct CaseAttributes: Equatable, Sendable {
    /// How severe the concern is.
    public let concernLevel: Severity
    /// Until when a person must answer, if anybody must.
    public let acknowledgeBy: Instant?
    /// The epoch of whoever is responsible for the case.
    public let responsibleEpoch: Int64?

    /// Creates the attributes.
    public init(concernLevel: Severity, acknowledgeBy: Instant? = nil, responsibleEpoch: Int64? = nil) {
        self.concernLevel = concernLevel
        self.acknowledgeBy = acknowledgeBy
        self.responsibleEpoch = responsibleEpoch
    }

    /// The names of attributes that only the broker may give.
    static let names = ["concernlevel", "acknowledgeby", "responsibleepoch"]

    func write(to writer: inout JSONWriter) {
        writer.member("concernlevel", concernLevel.rawValue)
        if let acknowledgeBy { writer.member("acknowledgeby", acknowledgeBy.rfc3339) }
        if let responsibleEpoch { writer.member("responsibleepoch", responsibleEpoch) }
    }
}
