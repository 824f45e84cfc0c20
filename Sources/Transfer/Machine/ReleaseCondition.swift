/// What must be true before responsibility may be released.
public enum ReleaseCondition: String, Sendable, CaseIterable {
    /// The receiver's acceptance.
    case acceptance
    /// The receiving-in conference.
    case conferenceHeld = "conference-held"
    /// The first core group's date.
    case coreGroupBooked = "core-group-booked"
    /// The offerer's lead agrees to the waiver.
    case waiverHere = "waiver-agreed-by-offerer"
    /// The receiver's lead agrees to the waiver.
    case waiverThere = "waiver-agreed-by-receiver"
}
