import Vocabulary

/// Somebody who is signed in, in one browser.
struct Session: Sendable, Equatable {
    /// Who.
    let person: StaffID
    /// How the provider calls them, and this sign-in of theirs, so that it can end it.
    var subject: String?
    var providerSession: String?
    /// What every form must bring back, so that no other site's form counts.
    let antiForgery: String
    /// When they signed in.
    let began: Instant
    /// When something was last asked.
    var lastAsked: Instant
    /// Cases that they gave a reason for opening, and until when that holds.
    var opened: [CaseID: Instant] = [:]
}
