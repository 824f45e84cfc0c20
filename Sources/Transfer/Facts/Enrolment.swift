internal import JSON
public import Vocabulary

/// The receiver's own case for a child whom the offerer knows by another.
public struct Enrolment: Hashable, Sendable {
    /// The lineage.
    public let lineage: LineageID
    /// The offering authority's case, as the member names it.
    public let member: CaseID
    /// Our own case.
    public let caseID: CaseID

    /// Creates an enrolment.
    public init(lineage: LineageID, member: CaseID, as caseID: CaseID) {
        self.lineage = lineage
        self.member = member
        self.caseID = caseID
    }
}

extension Enrolment {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            lineage: try reader.identifier("lineage"),
            member: try reader.identifier("member"),
            as: try reader.identifier("case")
        )
    }

    var json: [JSONMember] {
        [
            JSONMember("lineage", .string(lineage.text)), JSONMember("member", .string(member.text)),
            JSONMember("case", .string(caseID.text)),
        ]
    }
}
