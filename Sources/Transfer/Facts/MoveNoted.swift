internal import JSON
public import Vocabulary

/// A move of which an authority was told, or told another.
public struct MoveNoted: Sendable, Equatable {
    /// The transfer.
    public let parties: TransferParties
    /// The children.
    public let members: [TransferMember]
    /// From when.
    public let fromDate: CivilDate
    /// Whether for a time only.
    public let isTemporary: Bool
    /// The entry here that says it.
    public let said: EntryReference

    /// Creates a noted move.
    public init(_ header: TransferHeader, _ notice: MoveNotice, said: EntryReference) {
        parties = TransferParties(header)
        members = notice.members
        fromDate = notice.fromDate
        isTemporary = notice.isTemporary
        self.said = said
    }
}

extension MoveNoted {
    init(_ reader: MemberReader) throws(TransferFault) {
        parties = try TransferParties(reader)
        members = try reader.transferMembers()
        fromDate = try reader.date("from-date")
        isTemporary = try reader.bool("temporary")
        said = try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
    }

    var json: [JSONMember] {
        parties.json + [
            JSONMember("members", .array(members.map(\.json))),
            JSONMember("from-date", .string(fromDate.iso8601)),
            JSONMember("temporary", .bool(isTemporary)), JSONMember("said", said.json),
        ]
    }
}
