public import JSON
public import Vocabulary

/// What a message says beyond its header, one case a topic of `wire.md` "Between authorities".
///
/// Members that only people read (`address`, `plan`, inventory rows) stay JSON.
public enum TransferContent: Sendable, Equatable {
    /// `members`, `address`?, `from-date`, `temporary`.
    case moveNotified(MoveNotice)
    /// `person`, `phone`.
    case acknowledged(person: NamedPerson, phone: String)
    /// The written request.
    case offered(OfferTerms)
    /// `offer`, `kind`, `digest`, `content`.
    case pack(PackDocument)
    /// `offer`.
    case received(offer: Digest)
    /// `offer`, `question`.
    case queried(offer: Digest, question: String)
    /// `offer`, `answer`.
    case answered(offer: Digest, answer: String)
    /// `offer`, `visits`.
    case visitPlan(offer: Digest, visits: [JSONValue])
    /// `offer`, `services`.
    case servicesMatched(offer: Digest, services: [JSONValue])
    /// `offer`, `plan`.
    case interim(offer: Digest, plan: JSONValue)
    /// `offer`, `person`, `conference`.
    case accepted(Acceptance)
    /// `offer`, `reason`.
    case declined(offer: Digest, reason: String)
    /// `offer`, `reason`.
    case cancelRequested(offer: Digest, reason: String)
    /// `offer`, `at`.
    case conferenceBooked(offer: Digest, at: Appointment)
    /// `offer`, `outcome`.
    case conferenceHeld(offer: Digest, outcome: String)
    /// `offer`, `at`.
    case coreGroupBooked(offer: Digest, at: Appointment)
    /// `offer`, `person`, `reason`.
    case waiverAgreed(offer: Digest, person: NamedPerson, reason: String)
    /// The release.
    case released(ReleaseTerms)
    /// `offer`, `release`.
    case settled(offer: Digest, release: Digest)
    /// `offer`, `outcome`.
    case stayEnded(offer: Digest, outcome: StayOutcome)
    /// `offer`?, `reason`.
    case disputed(offer: Digest?, reason: String)
    /// `at`.
    case childDied(at: Appointment)
    /// `offer`?: absent, only the free epoch is asked for.
    case holdAsked(offer: Digest?)
    /// `offer`?, `highest`, `holds`?.
    case holdAnswered(HoldAnswer)
    /// `ledger`: what has the peer of ours? The asker is `from`, the asked `to`; it is about no one transfer.
    case ledgerAsked(LedgerExtent)
    /// `ledger`, `asked`, `words`, `concerns`, `lineages`.
    case ledgerAnswered(LedgerAnswer)
}

/// How a temporary stay ends.
public enum StayOutcome: String, Sendable, CaseIterable {
    /// The family came back.
    case returned
    /// The family stays.
    case permanent
}

/// What a receiver says of an offer when it is asked whether it holds.
public enum HoldAnswered: String, Sendable, CaseIterable {
    /// It accepted.
    case yes
    /// It received and did not decide, which commits to nothing.
    case undecided
    /// It does not and never will: a durable decline.
    case never
    /// It held and released to another authority.
    case passedOn = "passed-on"
}
