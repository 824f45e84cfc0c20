internal import JSON
public import Vocabulary

/// What a receiver answers to a hold question.
public struct HoldAnswer: Sendable, Equatable {
    /// The highest epoch that either side has seen or reserved; the next offer takes the one above.
    public var highest: Int64
    /// The offer that was asked about, if one was.
    public var offer: Digest?
    /// Whether the receiver holds by that offer, if one was asked about.
    public var holds: HoldAnswered?

    /// Creates an answer.
    public init(highest: Int64, offer: Digest? = nil, holds: HoldAnswered? = nil) {
        self.highest = highest
        self.offer = offer
        self.holds = holds
    }
}

extension HoldAnswer {
    init(_ reader: MemberReader) throws(TransferFault) {
        highest = try reader.count("highest")
        offer = try reader.optionalDigest("offer")
        holds = try reader.optionalCode("holds")
    }

    var json: [JSONMember] {
        var json = [JSONMember("highest", .integer(highest))]
        if let offer { json.append(JSONMember("offer", .string(offer.hex))) }
        if let holds { json.append(JSONMember("holds", .string(holds.rawValue))) }
        return json
    }
}
