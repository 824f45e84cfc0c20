internal import JSON
public import Vocabulary

/// A number that the receiver gave to an asker and will never give again.
public struct EpochReservation: Hashable, Sendable {
    /// The transfer.
    public let parties: TransferParties
    /// The highest number that either side had seen or reserved.
    public let highest: Int64
    /// Whether offers up to `highest` that never came are from now on declined.
    public let closesLower: Bool
    /// The offer that was asked about, if one was.
    public let offer: Digest?
    /// The entry here that asked.
    public let said: EntryReference

    /// The number given.
    public var given: Int64 { highest + 1 }

    /// Creates a reservation.
    public init(
        parties: TransferParties,
        highest: Int64,
        closesLower: Bool,
        offer: Digest?,
        said: EntryReference
    ) {
        self.parties = parties
        self.highest = highest
        self.closesLower = closesLower
        self.offer = offer
        self.said = said
    }
}

extension EpochReservation {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            parties: try TransferParties(reader),
            highest: try reader.count("highest"),
            closesLower: try reader.bool("closes-lower"),
            offer: try reader.optionalDigest("offer"),
            said: try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
        )
    }

    var json: [JSONMember] {
        parties.json + [
            JSONMember("highest", .integer(highest)), JSONMember("closes-lower", .bool(closesLower)),
        ] + (offer.map { [JSONMember("offer", .string($0.hex))] } ?? []) + [JSONMember("said", said.json)]
    }
}
