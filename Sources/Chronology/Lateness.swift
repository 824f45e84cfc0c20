public import JSON
public import Vocabulary

/// How late an agency's concerns reach the broker; numbers only.
public struct Lateness: Sendable, Equatable {
    /// How a number of delays lie.
    public struct Spread: Sendable, Equatable {
        /// How many.
        public let count: Int
        /// Half of them are no longer, in milliseconds.
        public let median: Int64?
        /// Nine of ten are no longer, in milliseconds.
        public let ninetieth: Int64?
        /// The longest, in milliseconds.
        public let worst: Int64?

        /// Counts delays, by nearest rank.
        public init(_ delays: [Int64]) {
            let sorted = delays.sorted()
            func rank(_ hundredths: Int) -> Int64? {
                sorted.isEmpty ? nil : sorted[max(0, (sorted.count * hundredths + 99) / 100 - 1)]
            }
            count = sorted.count
            median = rank(50)
            ninetieth = rank(90)
            worst = sorted.last
        }

        fileprivate var json: JSONValue {
            func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
            return [
                "count": .integer(Int64(count)), "median": number(median), "p90": number(ninetieth),
                "worst": number(worst),
            ]
        }
    }

    /// The agency.
    public let agency: AgencyID
    /// From when the agency recorded it to when the broker accepted it, where the agency said so.
    public let recorded: Spread
    /// From when it happened to when the broker accepted it.
    public let event: Spread

    /// The row of FETCH `lateness`; milliseconds.
    public var json: JSONValue {
        [
            "agency": .string(agency.text), "count": .integer(Int64(event.count)),
            "recorded-to-accepted": recorded.json, "event-to-accepted": event.json,
        ]
    }
}
