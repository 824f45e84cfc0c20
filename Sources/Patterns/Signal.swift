public import Vocabulary

/// One thing that a concern says and that patterns are made of.
///
/// There is no case for who somebody is or what they own: a protected characteristic or poverty cannot weigh, because
/// it cannot be said here.
public enum Signal: Hashable, Sendable {
    /// A test of that person was read.
    case test(PersonID, isPositive: Bool)
    /// That person used, by their own word or another's.
    case use(PersonID)
    /// That person says they have not used since that day, or without saying since when.
    case claim(PersonID, since: CivilDate?)
    /// A contact with that person, or with the household (`nil`), did not take place.
    case missed(PersonID?, MissedStatus)
    /// That person did not collect their doses for so many days up to this one.
    case missedDoses(PersonID, days: Int)
    /// That person did not come to be tested.
    case testMissed(PersonID)
    /// Somebody says how it is with that person.
    case statement(PersonID, key: String, value: String)
    /// A domestic incident.
    case incident(IncidentSource)
    /// Whoever used was in charge of the child.
    case inCharge
    /// Who cares for the child from now on.
    case carers([PersonID])
    /// That person is in treatment: substitution or testing.
    case treatment(PersonID)
    /// A substitute was prescribed to that person, to be taken so.
    case prescription(PersonID, regime: String?)
    /// A general practice prescribed an opioid to that person.
    case opioid(PersonID)
    /// Whether somebody looked at how medicines are kept from the child.
    case storageCheck(isDone: Bool)
    /// Somebody visited the home and saw the place where the child sleeps, or did not.
    case sleepingPlace(isSeen: Bool)
    /// How that person takes what is prescribed changed to this.
    case regime(PersonID, String)
    /// Both prescribers of that person agreed one plan.
    case jointPlan(PersonID)
    /// A meeting was held, and whether it found measured change, if it looked.
    case meeting(type: String, change: Bool?)
    /// The meeting was not sound, and why (judged elsewhere).
    case meetingUnsound([String])
    /// Roles that work on the case and were not invited (judged elsewhere).
    case notInvited([Role])
    /// It is proposed or decided to step down or close, after asking those roles.
    case closureProposed(polled: [Role])
    /// An assessment concludes that the child goes home or stays there.
    case assessmentOutcomeHome
    /// A hazard in the home.
    case hazard(kind: String)
    /// It is gone, or all of them are, if it says of no kind.
    case hazardCleared(kind: String?)
    /// Something that completes a pattern by itself.
    case flag(PatternFlag, person: PersonID?, detail: String?)
}
