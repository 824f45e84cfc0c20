import Vocabulary

/// Who a provider says has signed in, and how it will name them when it signs them out.
struct ProvenIdentity: Sendable, Equatable {
    /// The member of staff.
    let staff: StaffID
    /// The provider's own name for them.
    let subject: String
    /// The provider's session, if it names those.
    let session: String?
}
