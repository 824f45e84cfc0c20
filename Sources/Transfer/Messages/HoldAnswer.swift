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
    /// Concerns that our release lists and that a disk of ours took before they reached the receiver: nobody waits for them.
    public var lost: [ConcernKey]

    /// Creates an answer.
    public init(highest: Int64, offer: Digest? = nil, holds: HoldAnswered? = nil, lost: [ConcernKey] = []) {
        self.highest = highest
        self.offer = offer
        self.holds = holds
        self.lost = lost
    }
}

extension HoldAnswer {
    init(_ reader: MemberReader) throws(TransferFault) {
        highest = try reader.count("highest")
        offer = try reader.optionalDigest("offer")
        holds = try reader.optionalCode("holds")
        lost = try reader.lostConcerns()
    }

    var json: [JSONMember] {
        var json = [JSONMember("highest", .integer(highest))]
        if let offer { json.append(JSONMember("offer", .string(offer.hex))) }
        if let holds { json.append(JSONMember("holds", .string(holds.rawValue))) }
        return json + lost.lostConcerns
    }
}

extension MemberReader {
    /// The member `lost`, if there is one.
    func lostConcerns() throws(TransferFault) -> [ConcernKey] {
        guard node["lost"] != nil else { return [] }
        return try list("lost") { (reader) throws(TransferFault) in try ConcernKey(reader) }
    }
}

extension [ConcernKey] {
    /// As the member `lost`; none if nothing is.
    var lostConcerns: [JSONMember] {
        isEmpty ? [] : [JSONMember("lost", .array(map(\.json)))]
    }
}
