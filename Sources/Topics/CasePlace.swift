public import Vocabulary

/// The case that a case topic is about, and the authority whose case it is.
public struct CasePlace: Hashable, Sendable {
    /// The authority whose broker republishes.
    public let authority: AuthorityCode
    /// The case, or the pseudo case `front-door`.
    public let caseID: CaseID

    /// Creates a place from its parts.
    public init(authority: AuthorityCode, caseID: CaseID) {
        self.authority = authority
        self.caseID = caseID
    }

    /// Whether this is the pseudo case of concerns about nobody known.
    public var isFrontDoor: Bool { caseID.text == "front-door" }
}
