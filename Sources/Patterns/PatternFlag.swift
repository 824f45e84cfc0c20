/// A signal that completes a pattern by itself: what a publisher says outright, or another machine concluded.
public enum PatternFlag: String, Hashable, Sendable, CaseIterable {
    /// The history that came to light holds what has gone before harm elsewhere (P25).
    case historyMarkers = "history-markers"
    /// Words of judgement stand where evidence should (P26).
    case vagueTerms = "vague-terms"
    /// What a plan rests on was not confirmed by a second source (P27).
    case unverifiedClaim = "unverified-claim"
    /// Somebody cares for the child whom nobody assessed (P28).
    case careUnassessed = "care-unassessed"
    /// Nothing keeps the child safe until the next meeting (P31).
    case noInterimPlan = "no-interim-plan"
    /// Others are at risk: driving, an assault, dealing, weapons (P32).
    case publicRisk = "public-risk"
    /// A service that the plan requires ended; the detail is the service (P18).
    case planRequiredServiceEnded = "plan-required-service-ended"
    /// The family lives in another authority's area (P17).
    case authorityChanged = "authority-changed"
    /// Discharge to an address that is not safe, with no plan for housing (P29).
    case unsafeDischarge = "unsafe-discharge"
    /// A referral was closed before anybody was seen (P30).
    case closedWithoutContact = "closed-without-contact"
    /// Whoever holds the case is no qualified social worker (P10Q).
    case unqualifiedHolder = "unqualified-holder"
    /// An assessment was put off without consent (P11).
    case deferredWithoutConsent = "deferred-without-consent"
    /// Prescribed opioids are not taken as prescribed (P06, more severe).
    case opioidMisuse = "opioid-misuse"
    /// Contacts fell away after weeks that went well (P21).
    case engagementDecline = "engagement-decline"
    /// A review looked at an outcome that nobody can measure (P12).
    case outcomeWithoutMeasure = "outcome-without-measure"
}
