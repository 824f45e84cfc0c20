public import JSON
public import Vocabulary

/// The heads-up that a family moves.
public struct MoveNotice: Sendable, Equatable {
    /// The children.
    public var members: [TransferMember]
    /// Where to, as people write it.
    public var address: JSONValue?
    /// From when.
    public var fromDate: CivilDate
    /// Whether the move is for a time only.
    public var isTemporary: Bool

    /// Creates a notice.
    public init(
        members: [TransferMember],
        address: JSONValue? = nil,
        fromDate: CivilDate,
        isTemporary: Bool = false
    ) {
        self.members = members
        self.address = address
        self.fromDate = fromDate
        self.isTemporary = isTemporary
    }
}

extension MoveNotice {
    init(_ reader: MemberReader) throws(TransferFault) {
        members = try reader.transferMembers()
        address = try reader.optional("address", "an address") { $0.value }
        fromDate = try reader.date("from-date")
        isTemporary = try reader.bool("temporary")
    }

    var json: [JSONMember] {
        [JSONMember("members", .array(members.map(\.json)))]
            + (address.map { [JSONMember("address", $0)] } ?? [])
            + [
                JSONMember("from-date", .string(fromDate.iso8601)),
                JSONMember("temporary", .bool(isTemporary)),
            ]
    }
}

extension MemberReader {
    /// The children of a transfer, at least one.
    func transferMembers() throws(TransferFault) -> [TransferMember] {
        let members = try list("members") { (reader) throws(TransferFault) in try TransferMember(reader) }
        guard !members.isEmpty else {
            throw TransferFault(at: pointer.appending("members"), expected: "an array of at least one child")
        }
        return members
    }
}
