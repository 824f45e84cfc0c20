internal import JSON
public import Vocabulary

/// A child in transfer, by the offerer's case and by identifiers from which the receiver issues its own handle.
public struct TransferMember: Sendable, Equatable {
    /// An identifier and who issued it.
    public struct TypedIdentifier: Sendable, Equatable {
        /// `nhs`, or the agency that issued it.
        public var scheme: String
        /// The identifier as issued.
        public var value: String

        /// Creates an identifier.
        public init(scheme: String, value: String) {
            self.scheme = scheme
            self.value = value
        }
    }

    /// The offering authority's case.
    public var caseID: CaseID
    /// What the child is known by.
    public var identifiers: [TypedIdentifier]

    /// Creates a member.
    public init(case caseID: CaseID, identifiers: [TypedIdentifier]) {
        self.caseID = caseID
        self.identifiers = identifiers
    }
}

extension TransferMember {
    init(_ members: MemberReader) throws(TransferFault) {
        caseID = try members.identifier("case")
        identifiers = try members.list("identifiers") { (members) throws(TransferFault) in
            TypedIdentifier(scheme: try members.text("scheme"), value: try members.text("value"))
        }
    }

    var json: JSONValue {
        [
            "case": .string(caseID.text),
            "identifiers": .array(
                identifiers.map { ["scheme": .string($0.scheme), "value": .string($0.value)] }
            ),
        ]
    }
}
